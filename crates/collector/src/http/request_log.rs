//! Logs one line per request: method, route, status, duration. Card traffic is only counted.
//!
//! The route is the pattern, not the address: no ids, no query, no peer, no body ever reaches a log.

use std::future::Future;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Level;

use super::App;

/// The code of the error a request was refused with, as an extension of its response.
#[derive(Clone, Copy)]
pub struct Refusal(pub &'static str);

/// Wraps every request. `endpoint` is the address of a submission: one that succeeds is counted
/// (`/metrics`), and logged at level debug only. The line takes longer to write than the check of the
/// answer.
pub async fn record<F: Future<Output = Response>>(
    app: &App,
    endpoint: Option<&'static str>,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let response = next(request).await;
    let refusal = response.extensions().get::<Refusal>().map(|refusal| refusal.0);
    if let Some(code) = refusal {
        app.metrics.refused(code);
    }
    if endpoint.is_some() && response.status().is_success() && !tracing::enabled!(Level::DEBUG) {
        return response;
    }
    let matched = response.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    tracing::info!(
        method = %method,
        route = endpoint.or(matched).unwrap_or("file"),
        status = response.status().as_u16(),
        refusal,
        elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "request"
    );
    response
}

/// Leaves the route's name with the reply, for [`record`].
pub async fn name(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}
