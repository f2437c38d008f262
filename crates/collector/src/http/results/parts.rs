//! Results in parts: each channel, touchpoint, segment or reason against the rest; the classes.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use outoften_core::ReportOptions;
use outoften_core::result::{Segment, against_rest};

use super::{Chosen, open};
use crate::http::auth::Caller;
use crate::http::params::{Path, Query};
use crate::http::{ApiError, AppState};
use crate::store::Group;

/// `GET /v1/surveys/{id}/results/by/{group}`: each channel, touchpoint, segment or driver against
/// the rest; the empty name holds answers without one. With `class` the three classes, each with
/// its share. One answer may name several drivers.
///
/// # Errors
/// As [`super::get`]; 404 for an unknown group.
pub async fn by(
    State(app): State<AppState>,
    Path((survey, group)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
    caller: Caller,
) -> Result<Response, ApiError> {
    let (filter, metric) = open(&app, &caller, &survey, chosen).await?;
    let parts = match group.as_str() {
        "channel" => app.store.tally_by(&filter, Group::Channel).await?,
        "touchpoint" => app.store.tally_by(&filter, Group::Touchpoint).await?,
        "segment" => app.store.tally_by(&filter, Group::Segment).await?,
        "driver" => app.store.tally_by_driver(&filter).await?,
        "class" => {
            let whole = app.store.tally(&filter).await?;
            return Ok(Json(super::result(metric, &whole).classes).into_response());
        }
        _ => return Err(ApiError::NotFound),
    };
    let whole = app.store.tally(&filter).await?;
    let parts: Vec<Segment> = against_rest(metric, &parts, &whole, &ReportOptions::default());
    Ok(Json(parts).into_response())
}
