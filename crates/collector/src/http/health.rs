//! `/livez`: the program runs. `/readyz`: it can store an answer now.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;

use super::AppState;
use crate::writer::WriteError;

/// A database that takes longer than this is not ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// Always 200: if nothing answers, the process hangs.
pub async fn live() -> &'static str {
    "ok\n"
}

/// So long a probe stands for the next one, as long as nothing fails.
const RECENT: Duration = Duration::from_secs(2);

/// 200 if everything that an answer can need was tried lately and nothing has failed since, or if it
/// can be done now; 503 while shutting down or while answers cannot be stored. What was stored says
/// too little: another answer may need a table that is locked.
pub async fn ready(State(app): State<AppState>) -> (StatusCode, &'static str) {
    if app.is_draining() {
        return (StatusCode::SERVICE_UNAVAILABLE, "shutting down\n");
    }
    if app.metrics.probed_within(RECENT) {
        return (StatusCode::OK, "ok\n");
    }
    // Through the queue and the connection that answers go through.
    match tokio::time::timeout(PATIENCE, app.writer.probe()).await {
        Ok(Ok(())) => (StatusCode::OK, "ok\n"),
        // No probe has room in a queue that is full, but is written.
        Ok(Err(WriteError::Busy)) if app.metrics.committed_within(RECENT) => {
            (StatusCode::OK, "ok\n")
        }
        Ok(Err(WriteError::Busy)) => (StatusCode::SERVICE_UNAVAILABLE, "too many answers wait\n"),
        Ok(Err(_)) => (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be written\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}
