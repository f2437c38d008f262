//! Results: the score of a survey, its trend, its segments, its comments, what became of the cards.
//!
//! Everything is read from the daily tallies; what follows from them is `outoften_core`'s. The
//! same filter in the query works everywhere: `from` and `to` (days, both included), `channel`,
//! `touchpoint`, `segment`, `with_suspect`.

mod comments;
mod funnel;
mod periods;
mod segments;

use axum::Json;
use axum::extract::State;
use outoften_core::metric::Metric;
use outoften_core::result::MetricResult;
use outoften_core::{ReportOptions, Tally};
use serde::Serialize;

use super::access::{Reader, SurveyAccess};
use super::params::{Query, flag};
use super::{ApiError, AppState, day};
use crate::store::Filter;

pub use comments::comments;
pub use funnel::funnel;
pub use periods::{change, trend};
pub use segments::by;

/// Which answers to count.
#[derive(Clone, serde::Deserialize)]
pub struct ResultsQuery {
    from: Option<String>,
    to: Option<String>,
    channel: Option<String>,
    touchpoint: Option<String>,
    segment: Option<String>,
    with_suspect: Option<String>,
}

impl ResultsQuery {
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

fn result(metric: Metric, tally: &Tally) -> MetricResult {
    MetricResult::of(metric, tally, &ReportOptions::default())
}

/// The result, and what suspect answers would make of it.
#[derive(Serialize)]
pub struct ResultsReply {
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
    Query(query): Query<ResultsQuery>,
    SurveyAccess { id, entry, .. }: SurveyAccess<Reader>,
) -> Result<Json<ResultsReply>, ApiError> {
    let (filter, metric) = (query.filter(&id)?, entry.survey.metric);
    let mut snapshot = app.store.snapshot().await?;
    let honest = snapshot.tally(&Filter { with_suspect: false, ..filter.clone() }).await?;
    let all = snapshot.tally(&Filter { with_suspect: true, ..filter.clone() }).await?;
    let suspect = all.n().saturating_sub(honest.n());
    let tally = if filter.with_suspect { all } else { honest };
    let with_suspect = (suspect > 0).then(|| result(metric, &all));
    Ok(Json(ResultsReply { result: result(metric, &tally), suspect, with_suspect }))
}
