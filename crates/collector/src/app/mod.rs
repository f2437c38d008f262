//! What every request can reach: the database and the way into it, surveys in memory, limits.
//!
//! It lies below [`crate::intake`] and [`crate::http`] and knows neither.

mod known_names;
mod limiter;
mod scanners;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use ipnet::IpNet;
use tokio::sync::OnceCell;

use crate::catalog::{Catalog, SurveyEntry};
use crate::clock::Clock;
use crate::metrics::Metrics;
use crate::store::{Answer, Group, Outcome, Store, StoreError};
use crate::writer::{WriteError, Writer};

pub use known_names::NewNames;
use known_names::{KnownNames, NameVerdict};
pub use limiter::Action;
use limiter::Limiter;
pub use scanners::Scanners;

/// The longest a request may take, its body included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// Everything a node needs.
pub struct App {
    pub store: Store,
    /// Commits answers and events in groups.
    pub writer: Writer,
    pub catalog: Catalog,
    pub clock: Clock,
    /// The folder of the files a site loads.
    pub dist: Option<PathBuf>,
    /// Whether the demo page is served.
    pub demo: bool,
    /// Proxies whose `X-Forwarded-For` and `Forwarded` are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The day on which the log last named a proxy that is not in `trusted_proxies`.
    pub unnamed_proxy_day: AtomicI64,
    /// Whether webhooks may go into one's own network.
    pub private_webhooks: bool,
    /// What happened so far.
    pub metrics: Arc<Metrics>,
    /// Whether answers count only with the collector's own ticket of a display.
    pub require_tickets: bool,
    /// Programs that open every link of a mail.
    pub scanners: Scanners,
    /// The longest a request may take, its body included.
    pub request_timeout: Duration,
    limiter: Limiter,
    known_names: KnownNames,
    /// What tickets are signed with; read when the first is needed.
    ticket_key: OnceCell<String>,
    draining: AtomicBool,
}

/// Shared by all requests.
pub type AppState = Arc<App>;

impl App {
    /// With the settings of a node that nobody configured.
    #[must_use]
    pub fn new(store: Store, writer: Writer, clock: Clock) -> Self {
        Self {
            trusted_proxies: Vec::new(),
            unnamed_proxy_day: AtomicI64::new(i64::MIN),
            private_webhooks: false,
            metrics: writer.metrics(),
            require_tickets: false,
            limiter: Limiter::default(),
            known_names: KnownNames::default(),
            scanners: Scanners::default(),
            ticket_key: OnceCell::new(),
            store,
            writer,
            catalog: Catalog::default(),
            clock,
            dist: None,
            demo: false,
            request_timeout: REQUEST_TIMEOUT,
            draining: AtomicBool::new(false),
        }
    }

    /// From now on `/readyz` says no.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether the node is shutting down.
    #[must_use]
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// Takes one of what a network may do; `false` when there is none left.
    #[must_use]
    pub fn allows(&self, action: Action, network: Option<IpAddr>) -> bool {
        self.limiter.take(action, network, self.clock.now().as_ms())
    }

    /// The same of one token, from whatever network it is used.
    #[must_use]
    pub fn allows_token(&self, token_hash: &str) -> bool {
        self.limiter.take_use(token_hash, self.clock.now().as_ms())
    }

    /// The survey of this id; `None` if there is none.
    ///
    /// # Errors
    /// The database is unavailable, and the survey was never read.
    pub async fn survey(&self, id: &str) -> Result<Option<Arc<SurveyEntry>>, StoreError> {
        self.catalog.get(&self.store, id).await
    }

    /// Replaces a name that is one too many for today; the empty name stands for none. Returns the
    /// hash of a name that is new.
    pub fn limit_name(&self, survey: &str, group: Group, name: &mut String) -> Option<u64> {
        let day = self.clock.now().day();
        match self.known_names.limit((survey, group), name, day, &self.store) {
            NameVerdict::Known => None,
            NameVerdict::New(hash) => Some(hash),
            NameVerdict::Replaced | NameVerdict::ReplacedFirst => {
                self.metrics.name_folded();
                None
            }
        }
    }

    /// Stores an answer; one that is not stored gives its new names back. Also where the sender has
    /// gone away meanwhile: otherwise breaking off would use names up.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn store_answer(
        self: &Arc<Self>,
        answer: Answer,
        new: NewNames,
    ) -> Result<(), WriteError> {
        if new.is_empty() {
            return self.writer.write(answer).await.map(drop);
        }
        let app = Arc::clone(self);
        let written = tokio::spawn(async move {
            let written = app.writer.write(answer).await;
            if !matches!(written, Ok(Outcome::Stored)) {
                app.known_names.give_back(new);
            }
            written.map(drop)
        });
        written.await.unwrap_or(Err(WriteError::Closed))
    }

    /// The key that tickets are signed with, the same on every node.
    pub async fn ticket_key(&self) -> Result<&str, StoreError> {
        let make = || self.store.ticket_secret(self.clock.now().as_ms());
        Ok(self.ticket_key.get_or_try_init(make).await?.as_str())
    }
}
