//! What the network sees: routes, errors, files.
//!
//! [`routes`] makes the router, and [`Front`] stands before it. Not here: connections and
//! their limits (`crate::serve`), the database (`crate::store`).

pub mod auth;
pub mod body;
mod cases;
mod comments;
mod day;
pub mod demo;
mod erasure;
mod error;
mod events;
mod exchange;
mod files;
mod fold;
mod front;
mod health;
mod limit;
mod log;
mod manage;
pub mod openapi;
pub mod params;
pub mod peer;
pub mod people;
mod private;
mod responses;
mod results;
mod surveys;
mod tickets;
mod unnamed_proxy;
mod unread;
mod webhooks;

use std::future::Future;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, post, put};
use ipnet::IpNet;
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;
use tower_http::compression::CompressionLayer;

use crate::catalog::{Catalog, Entry};
use crate::clock::Clock;
use crate::form::{self, Scanners};
use crate::metrics::Metrics;
use crate::store::Store;
use crate::writer::Writer;

pub use error::ApiError;
use fold::Names;
pub use front::Front;
pub use limit::Action;
use limit::Limiter;
pub use log::Refusal;
pub use unnamed_proxy::{
    KEPT_MS as UNNAMED_PROXY_KEPT_MS, UnnamedProxy, WARNING as UNNAMED_PROXY_WARNING,
};

/// The longest a request may take, its body included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// What every handler can reach.
pub struct App {
    /// The database.
    pub store: Store,
    /// The way of an answer into it.
    pub writer: Writer,
    /// The surveys in memory.
    pub catalog: Catalog,
    /// What time it is.
    pub clock: Clock,
    /// The folder of the files a site loads.
    pub dist: Option<PathBuf>,
    /// Whether the demo page is served.
    pub demo: bool,
    /// Proxies whose `X-Forwarded-For` and `Forwarded` are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether a proxy that is not named was seen.
    pub unnamed_proxy: UnnamedProxy,
    /// Whether webhooks may go into one's own network.
    pub private_webhooks: bool,
    /// What happened so far.
    pub metrics: Arc<Metrics>,
    /// Whether answers count only with the collector's own ticket of a display.
    pub require_tickets: bool,
    limiter: Limiter,
    names: Names,
    /// Programs that open every link of a mail.
    pub scanners: Scanners,
    /// What tickets are signed with; read when the first is needed.
    ticket_key: OnceCell<String>,
    /// The longest a request may take, its body included.
    pub request_timeout: Duration,
    draining: AtomicBool,
}

/// Shared by all requests.
pub type AppState = Arc<App>;

impl App {
    /// Everything a node needs.
    #[must_use]
    pub fn new(store: Store, writer: Writer, clock: Clock) -> Self {
        Self {
            trusted_proxies: Vec::new(),
            unnamed_proxy: UnnamedProxy::default(),
            private_webhooks: false,
            metrics: writer.metrics(),
            require_tickets: false,
            limiter: Limiter::default(),
            names: Names::default(),
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

    /// The survey of this id.
    ///
    /// # Errors
    /// 404, or 503 without a database.
    pub async fn survey(&self, id: &str) -> Result<Arc<Entry>, ApiError> {
        self.catalog.get(&self.store, id).await?.ok_or(ApiError::UnknownSurvey)
    }
}

/// What cards send. The replies are too short to be worth compressing.
fn intake(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/v1/responses", post(responses::post))
        .route("/v1/events", post(events::post))
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(from_fn_with_state(state.clone(), in_time))
}

/// Every route. What all requests pass before it is [`Front`]'s.
pub fn routes(state: AppState) -> Router {
    Router::new()
        .route("/v1/surveys", get(surveys::list))
        .route("/v1/surveys/{id}", get(surveys::get).put(surveys::put))
        .route("/v1/surveys/{id}/results", get(results::get))
        .route("/v1/surveys/{id}/origins", put(surveys::put_origins))
        .route("/v1/surveys/{id}/archived", put(surveys::put_archived))
        .route("/v1/surveys/{id}/results/trend", get(results::trend))
        .route("/v1/surveys/{id}/results/change", get(results::change))
        .route("/v1/surveys/{id}/results/displays", get(results::funnel))
        .route("/v1/surveys/{id}/results/by/{group}", get(results::by))
        .route("/v1/surveys/{id}/comments", get(comments::get))
        .route("/v1/surveys/{id}/cases", get(cases::list))
        .route("/v1/surveys/{id}/cases/summary", get(cases::summary))
        .route("/v1/surveys/{id}/cases/{response}", get(cases::get).post(cases::change))
        .route("/v1/surveys/{id}/cases/{response}/followup", post(cases::invite))
        .route("/v1/reply-templates", get(cases::template))
        .route("/v1/surveys/{id}/export", get(exchange::export))
        .route("/f/{survey}", get(form::get).post(form::post))
        .route("/v1/surveys/{id}/responses/{response}", delete(erasure::answer))
        .route("/v1/surveys/{id}/responses/{response}/contact", delete(erasure::contact))
        .route("/v1/surveys/{id}/eligibility", get(people::eligibility))
        .route("/v1/webhooks", get(webhooks::list).post(webhooks::add))
        .route("/v1/webhooks/{id}", delete(webhooks::remove))
        .route("/v1/webhooks/{id}/secret", post(webhooks::rotate))
        .route("/v1/erasures", post(erasure::person))
        .route("/v1/tokens", get(manage::tokens).post(manage::add_token))
        .route("/v1/tokens/{name}", delete(manage::revoke_tokens))
        .route("/v1/audit", get(manage::audit))
        .route("/metrics", get(manage::metrics))
        .route("/v1/openapi.json", get(openapi::get))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .fallback(files::get)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(from_fn_with_state(state.clone(), in_time))
        .layer(from_fn_with_state(state.clone(), form::readable))
        // A large file may take its time; it is an operator who sends it.
        .route("/v1/surveys/{id}/import", post(exchange::import))
        .route_layer(from_fn(params::known))
        .layer(from_fn(private::reply))
        .layer(CompressionLayer::new())
        .merge(intake(&state))
        .layer(from_fn(log::name))
        .with_state(state)
}

/// A request that takes too long has a client that sends too slowly: the writer and the database
/// have shorter patience of their own.
async fn within(app: &App, reply: impl Future<Output = Response>) -> Response {
    match tokio::time::timeout(app.request_timeout, reply).await {
        Ok(response) => response,
        Err(_) => ApiError::BodyTimeout.into_response(),
    }
}

async fn in_time(State(app): State<AppState>, request: Request, next: Next) -> Response {
    within(&app, next.run(request)).await
}

/// A strong entity tag of some content.
fn etag(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    format!("\"{}\"", crate::token::hex(digest.get(..12).unwrap_or_default()))
}
