//! `POST /v1/events`: a card was shown, closed, put off. Only counted: nothing of it is kept that
//! could tell one visitor from another. A card that says which answer will follow gets a ticket
//! for that answer; the id is signed, not stored.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::ORIGIN;
use outoften_core::fatigue::EventKind;
use outoften_core::node::{Chars, FieldError, Fields, Path};
use serde_json::{Value, json};

use super::params::Query;
use super::people::Signed;
use super::{Action, ApiError, AppState, body, peer};
use crate::identity::ticket::{Bound, Kind};
use crate::store::{Display, Group};

/// Most bytes of an event.
const EVENT_MAX_BYTES: usize = 2048;

const NAME: Chars = Chars { min: 1, max: 64, expected: "the id of a survey" };
const CHANNEL: Chars = Chars { min: 1, max: 40, expected: "a text of 1 to 40 characters" };
const TOUCHPOINT: Chars = Chars { min: 1, max: 80, expected: "a text of 1 to 80 characters" };
const ANSWER: Chars = Chars { min: 8, max: 64, expected: "the id of the answer that may follow" };
const PERSON: Chars = Chars { min: 1, max: 1000, expected: "a signed name" };
const EVENTS: &str = "one of \"shown\", \"dismissed\", \"snoozed\", \"opted_out\"";

/// Counts an event.
///
/// # Errors
/// 400 malformed, 401 a signed name that is not believed, 403 a site that is not allowed, 404
/// unknown survey, 413 too large, 422 a field, 429 too many from one network, 503 not now.
pub async fn post(
    State(app): State<AppState>,
    Query(Signed { u: signed }): Query<Signed>,
    request: Request,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let (parts, request) = request.into_parts();
    let network = peer::network(&parts.extensions, &parts.headers, &app.trusted_proxies);
    if !app.allows(Action::Display, network) {
        return Err(ApiError::TooMany);
    }
    let document = body::parse(&body::read(request, EVENT_MAX_BYTES).await?)?;
    let Told { mut display, answer, person } = read(&document)?;
    let entry = app.survey(&display.survey).await?;
    if entry.archived {
        return Err(ApiError::Archived);
    }
    let origin = parts.headers.get(ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
    if !entry.origins.allows(origin) {
        return Err(ApiError::ForeignOrigin);
    }
    if display.channel.is_empty() {
        display.channel.clone_from(&entry.survey.channel);
    }
    if display.touchpoint.is_empty() {
        display.touchpoint = entry.survey.touchpoint.clone().unwrap_or_default();
    }
    display.received_at_ms = app.clock.now().as_ms();
    if let Some(person) = app.person(&display.survey, signed.or(person)).await? {
        app.note(&person, &entry.survey, display.event).await?;
    }
    // Only now: what is refused uses up none of the day's new names.
    app.fold_name(&display.survey, Group::Channel, &mut display.channel);
    app.fold_name(&display.survey, Group::Touchpoint, &mut display.touchpoint);
    let mut reply = json!({"status": "counted"});
    let shown = display.event == EventKind::Shown;
    if let Some(answer) = answer.filter(|_| shown && app.allows(Action::Ticket, network)) {
        let origin = origin.unwrap_or_default();
        let bound = Bound { survey: &display.survey, answer: &answer, origin };
        reply["display"] = app.issue(Kind::Card, &bound).await?.into();
    }
    app.writer.count(display).await?;
    Ok((StatusCode::ACCEPTED, Json(reply)))
}

/// What a body says.
struct Told {
    display: Display,
    /// The id of the answer that may follow.
    answer: Option<String>,
    /// A signed name.
    person: Option<String>,
}

/// What can happen to a card besides an answer, which has an address of its own.
fn kind(name: &str) -> Option<EventKind> {
    EventKind::from_name(name)
        .filter(|kind| !matches!(kind, EventKind::FirstSeen | EventKind::Answered))
}

fn read(document: &Value) -> Result<Told, FieldError> {
    let root = Path::root();
    let mut fields = Fields::open(document, &root)?;
    let survey = fields.required_text("survey", NAME)?;
    let event = fields.choice("event", None, kind, EVENTS)?;
    let (mut channel, mut touchpoint, mut answer, mut person) = (None, None, None, None);
    fields.optional_text("channel", CHANNEL, &mut channel)?;
    fields.optional_text("touchpoint", TOUCHPOINT, &mut touchpoint)?;
    fields.optional_text("id", ANSWER, &mut answer)?;
    fields.optional_text("person", PERSON, &mut person)?;
    fields.finish()?;
    let (channel, touchpoint) = (channel.unwrap_or_default(), touchpoint.unwrap_or_default());
    let display = Display { survey, event, channel, touchpoint, received_at_ms: 0 };
    Ok(Told { display, answer, person })
}
