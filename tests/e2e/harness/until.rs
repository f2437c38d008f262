//! Waiting for something to become true: the only way a test lets time pass.

use std::fmt::Debug;
use std::time::Duration;

use tokio::time::{Instant, sleep};

/// Far longer than anything takes, so that only a real failure meets it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Asks again and again until the answer is `Some`.
pub async fn until_some<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = ask().await {
            return found;
        }
        assert!(Instant::now() < deadline, "waited {PATIENCE:?} in vain until {what}");
        sleep(Duration::from_millis(25)).await;
    }
}

/// Asks again and again until the answer is `true`.
pub async fn until(what: &str, mut ask: impl AsyncFnMut() -> bool) {
    until_some(what, async || ask().await.then_some(())).await;
}

/// Watches for a while that a value stays what it is: how a test sees that nothing more happens.
/// Whatever the machine does, this cannot fail by being slow.
pub async fn stays<T: PartialEq + Debug>(what: &str, wanted: T, mut ask: impl AsyncFnMut() -> T) {
    let end = Instant::now() + Duration::from_millis(1_500);
    while Instant::now() < end {
        assert_eq!(ask().await, wanted, "{what}");
        sleep(Duration::from_millis(50)).await;
    }
}
