//! What became of the cards: shown, closed, scored, commented.

use axum::Json;
use axum::extract::State;
use outoften_core::compare::Limits;
use outoften_core::fatigue::EventKind;
use outoften_core::metric::Metric;
use outoften_core::{Nps, Tally, nonresponse};
use serde::Serialize;

use super::ResultsQuery;
use crate::http::access::{Reader, SurveyAccess};
use crate::http::params::Query;
use crate::http::{ApiError, AppState};
use crate::intake::IMPORT_CHANNEL;
use crate::store::{Filter, Snapshot};

/// How many were asked and what they did.
#[derive(Serialize)]
pub struct Funnel {
    shown: u64,
    dismissed: u64,
    snoozed: u64,
    opted_out: u64,
    /// Gave a score. `answered` is the same number under its first name.
    scored: u64,
    answered: u64,
    commented: u64,
    /// Agreed to be written to; of all days and places.
    contacts: u64,
    /// Scored of shown; null when nothing was counted or the counts contradict each other.
    response_rate: Option<f64>,
    /// Commented of scored; null without a score.
    comment_rate: Option<f64>,
    /// Where the NPS of everybody asked lies, whatever the silent think; null for other metrics.
    bounds: Option<Limits>,
}

/// The answers of people who were asked here, and how many wrote something: without those of files,
/// whose displays nobody counted.
async fn asked(snapshot: &mut Snapshot, filter: &Filter) -> Result<(Tally, u64), ApiError> {
    let all = snapshot.tally(filter).await?;
    let commented = snapshot.commented(filter).await?.n();
    if filter.channel.as_deref().is_some_and(|channel| channel != IMPORT_CHANNEL) {
        return Ok((all, commented));
    }
    let filter = Filter { channel: Some(IMPORT_CHANNEL.to_owned()), ..filter.clone() };
    let files = snapshot.tally(&filter).await?;
    let of_files = snapshot.commented(&filter).await?.n();
    let mut counts = *all.counts();
    for (count, file) in counts.iter_mut().zip(files.counts()) {
        *count = count.saturating_sub(*file);
    }
    Ok((Tally::from_counts(counts), commented.saturating_sub(of_files)))
}

/// `GET /v1/surveys/{id}/results/displays`: the response funnel.
///
/// # Errors
/// As [`super::get`].
pub async fn funnel(
    State(app): State<AppState>,
    Query(query): Query<ResultsQuery>,
    SurveyAccess { id, entry, .. }: SurveyAccess<Reader>,
) -> Result<Json<Funnel>, ApiError> {
    let (filter, metric) = (query.filter(&id)?, entry.survey.metric);
    let mut snapshot = app.store.snapshot().await?;
    let counts = snapshot.displays(&filter).await?;
    let (tally, commented) = asked(&mut snapshot, &filter).await?;
    let scored = tally.n();
    let of = |event| counts.get(&event).copied().unwrap_or_default();
    let response_rate = nonresponse::rate(scored, of(EventKind::Shown));
    let bounds = Nps::of(&tally)
        .filter(|_| metric == Metric::Nps)
        .zip(response_rate)
        .and_then(|(nps, rate)| nonresponse::bounds(nps.points(), rate).ok());
    Ok(Json(Funnel {
        shown: of(EventKind::Shown),
        dismissed: of(EventKind::Dismissed),
        snoozed: of(EventKind::Snoozed),
        opted_out: of(EventKind::OptedOut),
        scored,
        answered: scored,
        commented,
        contacts: snapshot.contact_count(&id).await?,
        response_rate,
        comment_rate: nonresponse::rate(commented, scored),
        bounds,
    }))
}
