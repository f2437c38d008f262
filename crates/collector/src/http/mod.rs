//! What the network sees: routes, errors, files.
//!
//! [`routes`] makes the router, and [`Dispatch`] stands before it. Handlers turn requests into calls
//! of `crate::intake` and `crate::store`, and what these return into replies. Not here: connections
//! and their limits (`crate::serve`).

mod access;
mod admin;
pub mod assets;
pub mod auth;
mod body;
mod cases;
mod day;
mod dispatch;
mod drain_body;
mod eligibility;
mod error;
pub mod form;
mod health;
mod no_store;
pub mod openapi;
pub mod params;
pub mod peer;
mod request_log;
mod results;
mod submissions;
mod surveys;
mod unnamed_proxy;

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, post, put};
use sha2::{Digest, Sha256};
use tower_http::compression::CompressionLayer;

use crate::catalog::SurveyEntry;

pub use crate::app::{Action, App, AppState};
pub use dispatch::Dispatch;
pub use error::ApiError;
pub use request_log::Refusal;
pub use unnamed_proxy::{KEPT_MS as UNNAMED_PROXY_KEPT_MS, WARNING as UNNAMED_PROXY_WARNING};

impl App {
    /// The survey of this id.
    ///
    /// # Errors
    /// 404, or 503 without a database.
    async fn known_survey(&self, id: &str) -> Result<Arc<SurveyEntry>, ApiError> {
        self.survey(id).await?.ok_or(ApiError::UnknownSurvey)
    }
}

/// Every route. What all requests pass before it is [`Dispatch`]'s.
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
        .route("/v1/surveys/{id}/comments", get(results::comments))
        .route("/v1/surveys/{id}/cases", get(cases::list))
        .route("/v1/surveys/{id}/cases/summary", get(cases::summary))
        .route("/v1/surveys/{id}/cases/{response}", get(cases::get).post(cases::change))
        .route("/v1/surveys/{id}/cases/{response}/followup", post(cases::invite))
        .route("/v1/reply-templates", get(cases::template))
        .route("/v1/surveys/{id}/export", get(admin::export))
        .route("/f/{survey}", get(form::get).post(form::post))
        .route("/v1/surveys/{id}/responses/{response}", delete(admin::erase_answer))
        .route("/v1/surveys/{id}/responses/{response}/contact", delete(admin::erase_contact))
        .route("/v1/surveys/{id}/eligibility", get(eligibility::get))
        .route("/v1/webhooks", get(admin::webhooks).post(admin::add_webhook))
        .route("/v1/webhooks/{id}", delete(admin::remove_webhook))
        .route("/v1/webhooks/{id}/secret", post(admin::rotate_secret))
        .route("/v1/erasures", post(admin::erase_person))
        .route("/v1/tokens", get(admin::tokens).post(admin::add_token))
        .route("/v1/tokens/{name}", delete(admin::revoke_tokens))
        .route("/v1/audit", get(admin::audit))
        .route("/metrics", get(admin::metrics))
        .route("/v1/openapi.json", get(openapi::get))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .fallback(assets::get)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(from_fn_with_state(state.clone(), in_time))
        .layer(from_fn_with_state(state.clone(), form::readable))
        // A large file may take its time; it is an operator who sends it.
        .route("/v1/surveys/{id}/import", post(admin::import))
        .route_layer(from_fn(params::known))
        .layer(from_fn(no_store::reply))
        .layer(CompressionLayer::new())
        // The replies to submissions are too short to be worth compressing.
        .merge(submissions::routes().layer(from_fn_with_state(state.clone(), in_time)))
        .layer(from_fn(request_log::name))
        .with_state(state)
}

/// A request that takes too long has a client that sends too slowly: the writer and the database
/// have shorter timeouts of their own.
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
