//! Results: the score of a survey, its trend, its parts, what became of the cards.
//!
//! Everything is read from the daily tallies; what follows from them is `outoften_core`'s. The
//! same filter in the query works everywhere: `from` and `to` (days, both included), `channel`,
//! `touchpoint`, `segment`, `with_suspect`.

mod funnel;
mod parts;
mod periods;

use axum::Json;
use axum::extract::State;
use outoften_core::metric::Metric;
use outoften_core::result::MetricResult;
use outoften_core::{ReportOptions, Tally};
use serde::Serialize;

use super::auth::Caller;
use super::params::{Path, Query, flag};
use super::{ApiError, AppState, day};
use crate::store::{Filter, Role};

pub use funnel::funnel;
pub use parts::by;
pub use periods::{change, trend};

/// The query: which answers to count.
#[derive(Clone, serde::Deserialize)]
pub struct Chosen {
    from: Option<String>,
    to: Option<String>,
    channel: Option<String>,
    touchpoint: Option<String>,
    segment: Option<String>,
    with_suspect: Option<String>,
}

impl Chosen {
    fn filter(self, survey: &str) -> Result<Filter, ApiError> {
        Ok(Filter {
            survey: survey.to_owned(),
            from_day: self.from.map(|text| day::parse("from", &text)).transpose()?,
            to_day: self.to.map(|text| day::parse("to", &text)).transpose()?,
            channel: self.channel,
            touchpoint: self.touchpoint,
            segment: self.segment,
            with_suspect: flag("with_suspect", self.with_suspect.as_deref())?,
        })
    }
}

/// Checks the caller and the survey, reads the filter, and says what was measured.
async fn open(
    app: &AppState,
    caller: &Caller,
    survey: &str,
    chosen: Chosen,
) -> Result<(Filter, Metric), ApiError> {
    caller.require(Role::Reader, Some(survey))?;
    let entry = app.survey(survey).await?;
    Ok((chosen.filter(survey)?, entry.survey.metric))
}

fn result(metric: Metric, tally: &Tally) -> MetricResult {
    MetricResult::of(metric, tally, &ReportOptions::default())
}

/// The result, and what suspect answers would make of it.
#[derive(Serialize)]
pub struct Whole {
    #[serde(flatten)]
    result: MetricResult,
    /// How many answers are marked as suspect, whether they count here or not.
    suspect: u64,
    /// The same result with them; null if there are none.
    with_suspect: Option<MetricResult>,
}

/// `GET /v1/surveys/{id}/results`: the score.
///
/// # Errors
/// 401, 403, 404 unknown survey, 422 a day, 503. The same for everything below.
pub async fn get(
    State(app): State<AppState>,
    Path(survey): Path<String>,
    Query(chosen): Query<Chosen>,
    caller: Caller,
) -> Result<Json<Whole>, ApiError> {
    let (filter, metric) = open(&app, &caller, &survey, chosen).await?;
    let mut moment = app.store.snapshot().await?;
    let honest = moment.tally(&Filter { with_suspect: false, ..filter.clone() }).await?;
    let all = moment.tally(&Filter { with_suspect: true, ..filter.clone() }).await?;
    let suspect = all.n().saturating_sub(honest.n());
    let tally = if filter.with_suspect { all } else { honest };
    let with_suspect = (suspect > 0).then(|| result(metric, &all));
    Ok(Json(Whole { result: result(metric, &tally), suspect, with_suspect }))
}
