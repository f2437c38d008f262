//! Results in parts: each channel, touchpoint, segment or reason against the rest; the classes.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use outoften_core::ReportOptions;
use outoften_core::result::{Segment, against_rest, largest};
use serde::Serialize;

use super::ResultsQuery;
use crate::http::access::{Reader, SurveyAccess};
use crate::http::params::{Path, Query};
use crate::http::{ApiError, AppState};
use crate::store::Group;

/// The name of the row for all smaller parts.
const OTHERS: &str = "others";

/// Most parts of one page: whoever answers may make up a segment.
const PAGE_MAX: usize = 200;

/// Where a page begins and how long it is.
#[derive(serde::Deserialize)]
pub struct PageQuery {
    offset: Option<usize>,
    limit: Option<usize>,
}

/// The part of an address that says what to split by.
#[derive(serde::Deserialize)]
pub struct GroupPath {
    group: String,
}

/// A part, or all smaller ones together.
#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    part: Segment,
    /// How many parts this one stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    others: Option<usize>,
}

/// `GET /v1/surveys/{id}/results/by/{group}`: each channel, touchpoint, segment or driver against
/// the rest; the empty name holds answers without one. The 200 largest by name, then the others as
/// one; `offset` goes on. With `class` the three classes, each with its share. One answer may name
/// several drivers.
///
/// # Errors
/// As [`super::get`]; 404 for an unknown group; 422 for a page that is none.
pub async fn by(
    State(app): State<AppState>,
    Path(GroupPath { group }): Path<GroupPath>,
    Query(query): Query<ResultsQuery>,
    Query(page): Query<PageQuery>,
    SurveyAccess { id, entry, .. }: SurveyAccess<Reader>,
) -> Result<Response, ApiError> {
    let (filter, metric) = (query.filter(&id)?, entry.survey.metric);
    let limit = page.limit.unwrap_or(PAGE_MAX);
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(ApiError::Parameter("limit", "a whole number from 1 to 200".into()));
    }
    // Parts and whole are of one snapshot: the rest is what is left of the whole.
    let mut snapshot = app.store.snapshot().await?;
    let parts = match group.as_str() {
        "channel" => snapshot.tally_by(&filter, Group::Channel).await?,
        "touchpoint" => snapshot.tally_by(&filter, Group::Touchpoint).await?,
        "segment" => snapshot.tally_by(&filter, Group::Segment).await?,
        "driver" => snapshot.tally_by_driver(&filter).await?,
        "class" => {
            let whole = snapshot.tally(&filter).await?;
            return Ok(Json(super::result(metric, &whole).classes).into_response());
        }
        _ => return Err(ApiError::NotFound),
    };
    let whole = snapshot.tally(&filter).await?;
    let page = largest(parts, page.offset.unwrap_or_default(), limit);
    let mut parts = page.parts;
    parts.extend(page.others.map(|(_, tally)| (OTHERS.to_owned(), tally)));
    let parts: Vec<Segment> = against_rest(metric, &parts, &whole, &ReportOptions::default());
    let last = page.others.map(|_| parts.len() - 1);
    let others = |number| page.others.filter(|_| Some(number) == last).map(|(count, _)| count);
    let rows = parts.into_iter().enumerate();
    let rows: Vec<Row> = rows.map(|(number, part)| Row { part, others: others(number) }).collect();
    Ok(Json(rows).into_response())
}
