//! `GET /v1/surveys/{id}/eligibility?u=`: whether this person may be asked now.

use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use outoften_core::fatigue::Decision;
use outoften_core::time::Utc;
use serde_json::json;

use super::params::{Path, Query};
use super::{ApiError, AppState};

/// The signed name in an address.
#[derive(serde::Deserialize)]
pub struct SignedName {
    pub u: Option<String>,
}

/// By what the server has recorded, and by its clock.
///
/// # Errors
/// 401 without a valid token, 404, 503.
pub async fn get(
    State(app): State<AppState>,
    Path(survey): Path<String>,
    Query(name): Query<SignedName>,
) -> Result<impl IntoResponse, ApiError> {
    let entry = app.known_survey(&survey).await?;
    let person = app.person(&survey, name.u).await?.ok_or(ApiError::Unauthorized)?;
    let now = app.clock.now();
    let decision = app.decide(&person, &entry.survey).await?;
    let reason = match &decision {
        Decision::Show => None,
        Decision::Skip { reason, .. } => Some(reason.code()),
    };
    let next_ms = decision.next_eligible_at(now).map(Utc::as_ms);
    let verdict =
        json!({"eligible": decision.is_show(), "reason": reason, "next_eligible_at_ms": next_ms});
    Ok(([(CACHE_CONTROL, "no-store")], Json(verdict)))
}
