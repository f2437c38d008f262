//! `POST /v1/responses`: one revision of one answer.
//!
//! The type of the content is not looked at: a browser sends `text/plain`, because JSON would
//! cost it a preflight. 202 stands for a durable row and for nothing else; a replay gets the same
//! reply as the first delivery.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::ORIGIN;
use outoften_core::fatigue::EventKind;
use outoften_core::wire::{BODY_MAX_BYTES, Response};

use super::params::Query;
use super::people::Signed;
use super::{Action, ApiError, AppState, body, peer};
use crate::identity::ticket::Bound;
use crate::intake;
use crate::store::Answer;

/// The reply to an answer that is stored.
#[derive(serde::Serialize)]
pub struct Stored {
    id: String,
    status: &'static str,
}

/// Takes an answer in.
///
/// # Errors
/// 400 malformed, 401 a signed name that is not believed, 403 a site that is not allowed, 404
/// unknown survey, 409 an answer of somebody else's, 410 archived, 413 too large, 422 a field or a display that is not believed, 429
/// too many from one network, 503 not now.
pub async fn post(
    State(app): State<AppState>,
    Query(Signed { u: signed }): Query<Signed>,
    request: Request,
) -> Result<(StatusCode, Json<Stored>), ApiError> {
    let (parts, request) = request.into_parts();
    let now_ms = app.clock.now().as_ms();
    let network = peer::network(&parts.extensions, &parts.headers, &app.trusted_proxies);
    if !app.allows(Action::Answer, network) {
        return Err(ApiError::TooMany);
    }
    let bytes = body::read(request, BODY_MAX_BYTES).await?;
    let mut response = Response::read(&body::parse(&bytes)?)?;
    let entry = app.survey(&response.survey).await?;
    if entry.archived {
        return Err(ApiError::Archived);
    }
    let origin = parts.headers.get(ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
    if !entry.origins.allows(origin) {
        return Err(ApiError::ForeignOrigin);
    }
    if response.metric != entry.survey.metric {
        let expected = format!("{:?}, the survey's", entry.survey.metric.name());
        return Err(ApiError::Parameter("metric", expected.into()));
    }
    intake::keep_what_is_asked(&entry.survey, &mut response);
    intake::check_id(&response)?;
    let id = response.id.clone();
    let person = app.person(&response.survey, signed.or(response.person.take())).await?;
    let ticket = response.display.take();
    let origin = origin.unwrap_or_default();
    let bound = Bound { survey: &entry.survey.id, answer: &id, origin };
    let weight = app.weigh(&bound, ticket.as_deref(), network).await?;
    // Only now: what is refused uses up none of the day's new names.
    let names = app.fold_names(&mut response);
    let mut answer = Answer::new(response, now_ms);
    (answer.suspect, answer.vouched) = (weight.suspect, weight.vouched);
    answer.ticket_hash = weight.ticket_hash;
    if let Some(person) = &person {
        answer.for_person(person);
        // The site itself says who this is.
        (answer.suspect, answer.vouched) = (false, true);
    }
    app.store_with(answer, names).await?;
    if let Some(person) = &person {
        app.note(person, &entry.survey, EventKind::Answered).await?;
    }
    Ok((StatusCode::ACCEPTED, Json(Stored { id, status: "stored" })))
}
