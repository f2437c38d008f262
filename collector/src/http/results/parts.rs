//! Results in parts: each channel, touchpoint, segment or reason against the rest; the classes.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use outoften_core::Options;
use outoften_core::metric::measured;

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
    // Parts and whole are of one moment: the rest is what is left of the whole.
    let mut moment = app.store.snapshot().await?;
    let parts = match group.as_str() {
        "channel" => moment.tally_by(&filter, Group::Channel).await?,
        "touchpoint" => moment.tally_by(&filter, Group::Touchpoint).await?,
        "segment" => moment.tally_by(&filter, Group::Segment).await?,
        "driver" => moment.tally_by_driver(&filter).await?,
        "class" => {
            let whole = moment.tally(&filter).await?;
            return Ok(Json(super::measured(metric, &whole).classes).into_response());
        }
        _ => return Err(ApiError::NotFound),
    };
    let whole = moment.tally(&filter).await?;
    let parts = measured::against_the_rest(metric, &parts, &whole, &Options::default());
    Ok(Json(parts).into_response())
}
