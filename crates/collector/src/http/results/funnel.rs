//! What became of the cards: shown, closed, scored, commented.

use axum::Json;
use axum::extract::State;
use outoften_core::compare::Limits;
use outoften_core::fatigue::EventKind;
use outoften_core::metric::Metric;
use outoften_core::{Nps, nonresponse};
use serde::Serialize;

use super::{Chosen, open};
use crate::http::auth::Caller;
use crate::http::params::{Path, Query};
use crate::http::{ApiError, AppState};

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

/// `GET /v1/surveys/{id}/results/displays`: the response funnel.
///
/// # Errors
/// As [`super::get`].
pub async fn funnel(
    State(app): State<AppState>,
    Path(survey): Path<String>,
    Query(chosen): Query<Chosen>,
    caller: Caller,
) -> Result<Json<Funnel>, ApiError> {
    let (filter, metric) = open(&app, &caller, &survey, chosen).await?;
    let mut moment = app.store.snapshot().await?;
    let counts = moment.displays(&filter).await?;
    let tally = moment.tally(&filter).await?;
    let (scored, commented) = (tally.n(), moment.commented(&filter).await?.n());
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
        contacts: moment.contact_count(&survey).await?,
        response_rate,
        comment_rate: nonresponse::rate(commented, scored),
        bounds,
    }))
}
