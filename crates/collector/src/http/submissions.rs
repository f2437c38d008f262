//! `POST /v1/responses` takes one revision of one answer, `POST /v1/events` what happened to a card.
//!
//! The type of the content is not looked at: a browser sends `text/plain`, because JSON would
//! cost it a preflight. 202 stands for a durable row and for nothing else; a replay gets the same
//! reply as the first delivery. What a submission must be is `crate::intake`'s.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::handler::Handler as _;
use axum::http::header::ORIGIN;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router};
use outoften_core::wire::BODY_MAX_BYTES;
use serde::Serialize;

use super::eligibility::SignedName;
use super::params::Query;
use super::{Action, ApiError, AppState, body, peer};
use crate::intake::{Content, Receipt, Submission};

/// Most bytes of an event.
const EVENT_MAX_BYTES: usize = 2048;

/// Where cards and programs send to.
#[derive(Clone, Copy)]
pub enum Endpoint {
    Answers,
    /// For what happened to a card.
    Events,
}

impl Endpoint {
    pub const ALL: [Self; 2] = [Self::Answers, Self::Events];

    pub const fn path(self) -> &'static str {
        match self {
            Self::Answers => "/v1/responses",
            Self::Events => "/v1/events",
        }
    }

    /// The endpoint that a request is sent to.
    pub fn of(request: &Request) -> Option<Self> {
        let path = request.uri().path();
        let is_post = request.method() == Method::POST;
        Self::ALL.into_iter().find(|endpoint| is_post && endpoint.path() == path)
    }

    pub async fn reply(self, app: AppState, request: Request) -> Response {
        match self {
            Self::Answers => answer.call(request, app).await,
            Self::Events => event.call(request, app).await,
        }
    }
}

/// The router's own routes to them: for other methods, and for their names in the log.
pub fn routes() -> Router<AppState> {
    let routes = Endpoint::ALL.into_iter().fold(Router::new(), |routes, endpoint| {
        let reply = async move |State(app): State<AppState>, request: Request| {
            endpoint.reply(Arc::clone(&app), request).await
        };
        routes.route(endpoint.path(), post(reply))
    });
    routes.method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
}

/// The reply to an answer that is stored.
#[derive(Serialize)]
struct Stored {
    id: String,
    status: &'static str,
}

async fn answer(
    State(app): State<AppState>,
    Query(name): Query<SignedName>,
    request: Request,
) -> Result<(StatusCode, Json<Stored>), ApiError> {
    let limits = (Action::Answer, BODY_MAX_BYTES);
    let Receipt { id, .. } =
        submit(&app, name, request, limits, |body| Content::Answer(body)).await?;
    Ok((StatusCode::ACCEPTED, Json(Stored { id, status: "stored" })))
}

/// The reply to an event that is counted.
#[derive(Serialize)]
struct Counted {
    /// The ticket of the answer that may follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<String>,
    status: &'static str,
}

async fn event(
    State(app): State<AppState>,
    Query(name): Query<SignedName>,
    request: Request,
) -> Result<(StatusCode, Json<Counted>), ApiError> {
    let limits = (Action::Display, EVENT_MAX_BYTES);
    let Receipt { ticket, .. } =
        submit(&app, name, request, limits, |body| Content::Event(body)).await?;
    Ok((StatusCode::ACCEPTED, Json(Counted { display: ticket, status: "counted" })))
}

async fn submit(
    app: &AppState,
    name: SignedName,
    request: Request,
    (action, max_bytes): (Action, usize),
    content: fn(&[u8]) -> Content<'_>,
) -> Result<Receipt, ApiError> {
    let (parts, body) = request.into_parts();
    let network = peer::network(&parts.extensions, &parts.headers, &app.trusted_proxies);
    let admitted = app.admit(action, network)?;
    let bytes = body::read(body, max_bytes).await?;
    let origin = parts.headers.get(ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
    let content = content(&bytes);
    let submission = Submission { admitted, origin, signed_name: name.u, content };
    Ok(app.accept(submission).await?)
}
