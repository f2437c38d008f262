//! The only place of the collector that asks what time it is. Tests bring their own clock.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use outoften_core::time::Utc;

/// Tells the time whenever it is called.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Utc + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self::new(|| {
            let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            Utc::from_ms(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
        })
    }

    /// A clock that says what `now` says.
    pub fn new(now: impl Fn() -> Utc + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    #[must_use]
    pub fn now(&self) -> Utc {
        (self.0)()
    }
}
