//! One line per request: method, route, status, duration. The route is the pattern, not the
//! address: no ids, no query, no peer, no body ever reaches a log.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::AppState;

/// The code of the error a request was refused with, as an extension of its response.
#[derive(Clone, Copy)]
pub struct Refusal(pub &'static str);

/// Wraps every request.
pub async fn line(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let refusal = response.extensions().get::<Refusal>().map(|refusal| refusal.0);
    if let Some(code) = refusal {
        app.metrics.refused(code);
    }
    tracing::info!(
        method = %method,
        route = route.as_ref().map_or("file", MatchedPath::as_str),
        status = response.status().as_u16(),
        refusal,
        elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "request"
    );
    response
}
