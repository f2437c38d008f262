//! Results over time: each period against the one before it.

use axum::Json;
use axum::extract::State;
use outoften_core::compare::Comparison;
use outoften_core::reading::Period;
use outoften_core::result::{MetricResult, Segment, against_previous, difference};
use outoften_core::{ReportOptions, Tally};
use serde::Serialize;

use super::ResultsQuery;
use crate::http::access::{Reader, SurveyAccess};
use crate::http::params::Query;
use crate::http::{ApiError, AppState, day};
use crate::store::Filter;

/// `?every=day|week|month|quarter`.
#[derive(serde::Deserialize)]
pub struct TrendQuery {
    every: Option<String>,
}

/// `GET /v1/surveys/{id}/results/trend`: each period against the one before it.
///
/// # Errors
/// As [`super::get`]; 422 for an unknown period.
pub async fn trend(
    State(app): State<AppState>,
    Query(query): Query<ResultsQuery>,
    Query(every): Query<TrendQuery>,
    SurveyAccess { id, entry, .. }: SurveyAccess<Reader>,
) -> Result<Json<Vec<Segment>>, ApiError> {
    let name: fn(i64) -> String = match every.every.as_deref().unwrap_or("day") {
        "day" => day::name,
        "week" => |day| Period::Week.name(day),
        "month" => |day| Period::Month.name(day),
        "quarter" => |day| Period::Quarter.name(day),
        _ => return Err(ApiError::Parameter("every", "day, week, month or quarter".into())),
    };
    let (filter, metric) = (query.filter(&id)?, entry.survey.metric);
    let mut periods: Vec<(String, Tally)> = Vec::new();
    for day in app.store.tally_by_day(&filter).await? {
        let name = name(day.day);
        match periods.last_mut() {
            Some((last, tally)) if *last == name => *tally = tally.merge(&day.tally),
            _ => periods.push((name, day.tally)),
        }
    }
    Ok(Json(against_previous(metric, &periods, &ReportOptions::default())))
}

/// A period beside the equally long one before it.
#[derive(Serialize)]
pub struct PeriodChange {
    now: MetricResult,
    before: MetricResult,
    /// Now minus before; null where either has no answers.
    difference: Option<Comparison>,
}

/// `GET /v1/surveys/{id}/results/change?from=&to=`: this period and the one before.
///
/// # Errors
/// As [`super::get`]; 422 unless both days are given.
pub async fn change(
    State(app): State<AppState>,
    Query(query): Query<ResultsQuery>,
    SurveyAccess { id, entry, .. }: SurveyAccess<Reader>,
) -> Result<Json<PeriodChange>, ApiError> {
    let (filter, metric) = (query.filter(&id)?, entry.survey.metric);
    let days = filter.from_day.zip(filter.to_day).filter(|(from, to)| from <= to);
    let (from, to) =
        days.ok_or(ApiError::Parameter("from", "given together with a later `to`".into()))?;
    let length = to - from + 1;
    let earlier =
        Filter { from_day: Some(from - length), to_day: Some(from - 1), ..filter.clone() };
    let mut snapshot = app.store.snapshot().await?;
    let (now, before) = (snapshot.tally(&filter).await?, snapshot.tally(&earlier).await?);
    Ok(Json(PeriodChange {
        now: super::result(metric, &now),
        before: super::result(metric, &before),
        difference: difference(metric, &now, &before, &ReportOptions::default()),
    }))
}
