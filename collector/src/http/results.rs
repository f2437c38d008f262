//! `GET /v1/surveys/{id}/results`: the score with everything that must stand beside it.
//!
//! Read from the daily tallies; what follows from them is `outoften_core::report`'s.

use axum::Json;
use axum::extract::{Path, Query, State};
use outoften_core::{Options, Report};

use super::auth::Caller;
use super::{ApiError, AppState};
use crate::store::{Filter, Role};

/// The query: which answers to count.
#[derive(serde::Deserialize)]
pub struct Chosen {
    channel: Option<String>,
    touchpoint: Option<String>,
    segment: Option<String>,
    #[serde(default)]
    with_suspect: bool,
}

impl Chosen {
    fn filter(self, survey: String) -> Filter {
        Filter {
            survey,
            from_day: None,
            to_day: None,
            channel: self.channel,
            touchpoint: self.touchpoint,
            segment: self.segment,
            with_suspect: self.with_suspect,
        }
    }
}

/// The report.
///
/// # Errors
/// 401, 403, 404 unknown survey, 503.
pub async fn get(
    State(app): State<AppState>,
    Path(survey): Path<String>,
    Query(chosen): Query<Chosen>,
    caller: Caller,
) -> Result<Json<Report>, ApiError> {
    caller.require(Role::Reader, Some(&survey))?;
    app.survey(&survey).await?;
    let tally = app.store.tally(&chosen.filter(survey)).await?;
    Report::of(&tally, &Options::default()).map(Json).map_err(|_| ApiError::Internal)
}
