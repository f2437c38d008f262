//! Results: the score of a survey, its trend, its parts, its response rate.
//!
//! Everything is read from the daily tallies; what follows from them is `outoften_core`'s. The
//! same filter in the query works everywhere: `from` and `to` (days, both included), `channel`,
//! `touchpoint`, `segment`, `with_suspect`.

use axum::Json;
use axum::extract::State;
use jiff::civil::{self, Date};
use outoften_core::breakdown::{self, Part};
use outoften_core::compare::{Comparison, Contrast};
use outoften_core::fatigue::EventKind;
use outoften_core::nonresponse;
use outoften_core::reading::Period;
use outoften_core::{Nps, Options, Report, Tally};
use serde::Serialize;

use super::auth::Caller;
use super::params::{Path, Query};
use super::{ApiError, AppState};
use crate::store::{Filter, Group, Role};

/// The query: which answers to count.
#[derive(Clone, serde::Deserialize)]
pub struct Chosen {
    from: Option<String>,
    to: Option<String>,
    channel: Option<String>,
    touchpoint: Option<String>,
    segment: Option<String>,
    #[serde(default)]
    with_suspect: bool,
}

impl Chosen {
    fn filter(self, survey: &str) -> Result<Filter, ApiError> {
        Ok(Filter {
            survey: survey.to_owned(),
            from_day: self.from.map(|day| parse_day("from", &day)).transpose()?,
            to_day: self.to.map(|day| parse_day("to", &day)).transpose()?,
            channel: self.channel,
            touchpoint: self.touchpoint,
            segment: self.segment,
            with_suspect: self.with_suspect,
        })
    }
}

const START: Date = civil::date(1970, 1, 1);

/// `2026-11-22` as days since 1970.
fn parse_day(name: &'static str, text: &str) -> Result<i64, ApiError> {
    let day = text.parse::<Date>().ok().and_then(|date| START.until(date).ok());
    day.map(|span| i64::from(span.get_days()))
        .ok_or(ApiError::Parameter(name, "a day such as 2026-11-22".into()))
}

/// Days since 1970 as `2026-11-22`.
fn day_name(day: i64) -> String {
    let days = i32::try_from(day).unwrap_or_default();
    START.saturating_add(jiff::Span::new().days(days)).to_string()
}

/// Checks the caller and the survey, and reads the filter.
async fn open(
    app: &AppState,
    caller: &Caller,
    survey: &str,
    chosen: Chosen,
) -> Result<Filter, ApiError> {
    caller.require(Role::Reader, Some(survey))?;
    app.survey(survey).await?;
    chosen.filter(survey)
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
) -> Result<Json<Report>, ApiError> {
    let filter = open(&app, &caller, &survey, chosen).await?;
    Ok(Json(report(&app.store.tally(&filter).await?)))
}

fn report(tally: &Tally) -> Report {
    Report::of_part(tally, &Options::default())
}

/// `?every=day|week|month|quarter`.
#[derive(serde::Deserialize)]
pub struct Every {
    every: Option<String>,
}

/// `GET /v1/surveys/{id}/results/trend`: each period against the one before it.
///
/// # Errors
/// As [`get`]; 422 for an unknown period.
pub async fn trend(
    State(app): State<AppState>,
    Path(survey): Path<String>,
    Query(chosen): Query<Chosen>,
    Query(every): Query<Every>,
    caller: Caller,
) -> Result<Json<Vec<Part>>, ApiError> {
    let name: fn(i64) -> String = match every.every.as_deref().unwrap_or("day") {
        "day" => day_name,
        "week" => |day| Period::Week.name(day),
        "month" => |day| Period::Month.name(day),
        "quarter" => |day| Period::Quarter.name(day),
        _ => return Err(ApiError::Parameter("every", "day, week, month or quarter".into())),
    };
    let filter = open(&app, &caller, &survey, chosen).await?;
    let mut periods: Vec<(String, Tally)> = Vec::new();
    for day in app.store.tally_by_day(&filter).await? {
        let name = name(day.day);
        match periods.last_mut() {
            Some((last, tally)) if *last == name => *tally = tally.merge(&day.tally),
            _ => periods.push((name, day.tally)),
        }
    }
    Ok(Json(breakdown::periods(&periods, &Options::default())))
}

/// `GET /v1/surveys/{id}/results/by/{group}`: each channel, touchpoint or segment against the
/// rest. The empty name holds answers without one.
///
/// # Errors
/// As [`get`]; 404 for an unknown group.
pub async fn by(
    State(app): State<AppState>,
    Path((survey, group)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
    caller: Caller,
) -> Result<Json<Vec<Part>>, ApiError> {
    let group = match group.as_str() {
        "channel" => Group::Channel,
        "touchpoint" => Group::Touchpoint,
        "segment" => Group::Segment,
        _ => return Err(ApiError::NotFound),
    };
    let filter = open(&app, &caller, &survey, chosen).await?;
    let parts = app.store.tally_by(&filter, group).await?;
    Ok(Json(breakdown::segments(&parts, &Options::default())))
}

/// A period beside the equally long one before it.
#[derive(Serialize)]
pub struct Change {
    now: Report,
    before: Report,
    /// Now minus before; null where either has no answers.
    difference: Option<Comparison>,
}

/// `GET /v1/surveys/{id}/results/change?from=&to=`: this period and the one before.
///
/// # Errors
/// As [`get`]; 422 unless both days are given.
pub async fn change(
    State(app): State<AppState>,
    Path(survey): Path<String>,
    Query(chosen): Query<Chosen>,
    caller: Caller,
) -> Result<Json<Change>, ApiError> {
    let filter = open(&app, &caller, &survey, chosen).await?;
    let days = filter.from_day.zip(filter.to_day).filter(|(from, to)| from <= to);
    let (from, to) =
        days.ok_or(ApiError::Parameter("from", "given together with a later `to`".into()))?;
    let length = to - from + 1;
    let earlier =
        Filter { from_day: Some(from - length), to_day: Some(from - 1), ..filter.clone() };
    let (now, before) = (app.store.tally(&filter).await?, app.store.tally(&earlier).await?);
    let level = Options::default().level;
    let difference = Nps::of(&now)
        .zip(Nps::of(&before))
        .map(|(now, before)| Comparison::of(now, before, Contrast::AdjustedWald, level));
    Ok(Json(Change { now: report(&now), before: report(&before), difference }))
}

/// How many were asked and what they did.
#[derive(Serialize)]
pub struct Displays {
    shown: u64,
    dismissed: u64,
    snoozed: u64,
    opted_out: u64,
    answered: u64,
    /// Answered of shown; null when nothing was counted or the counts contradict each other.
    response_rate: Option<f64>,
    /// Where the score of everybody asked lies, whatever the silent think.
    bounds: Option<Bounds>,
}

#[derive(Serialize)]
struct Bounds {
    low: f64,
    high: f64,
}

/// `GET /v1/surveys/{id}/results/displays`: the response rate.
///
/// # Errors
/// As [`get`].
pub async fn displays(
    State(app): State<AppState>,
    Path(survey): Path<String>,
    Query(chosen): Query<Chosen>,
    caller: Caller,
) -> Result<Json<Displays>, ApiError> {
    let filter = open(&app, &caller, &survey, chosen).await?;
    let counts = app.store.displays(&filter).await?;
    let tally = app.store.tally(&filter).await?;
    let of = |event| counts.get(&event).copied().unwrap_or_default();
    let response_rate = nonresponse::rate(tally.n(), of(EventKind::Shown));
    let bounds = Nps::of(&tally)
        .zip(response_rate)
        .and_then(|(nps, rate)| nonresponse::bounds(nps.points(), rate).ok())
        .map(|limits| Bounds { low: limits.low, high: limits.high });
    Ok(Json(Displays {
        shown: of(EventKind::Shown),
        dismissed: of(EventKind::Dismissed),
        snoozed: of(EventKind::Snoozed),
        opted_out: of(EventKind::OptedOut),
        answered: tally.n(),
        response_rate,
        bounds,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_named_and_read_back() {
        for (day, name) in [(0, "1970-01-01"), (20_779, "2026-11-22"), (-1, "1969-12-31")] {
            assert_eq!(day_name(day), name);
            assert_eq!(parse_day("from", name).unwrap(), day);
        }
        for bad in ["", "22.11.2026", "2026-13-01", "2026-02-29"] {
            assert!(parse_day("from", bad).is_err(), "{bad}");
        }
    }
}
