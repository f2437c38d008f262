//! `POST /v1/events`: a card was shown, closed, put off. Only counted: nothing of it is kept that
//! could tell one visitor from another.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use outoften_core::fatigue::EventKind;
use outoften_core::node::{Chars, FieldError, Fields, Path};
use serde_json::{Value, json};

use super::params::Query;
use super::people::Signed;
use super::{ApiError, AppState, body};
use crate::store::Display;

/// Most bytes of an event.
const EVENT_MAX_BYTES: usize = 1024;

const NAME: Chars = Chars { min: 1, max: 64, expected: "the id of a survey" };
const CHANNEL: Chars = Chars { min: 1, max: 40, expected: "a text of 1 to 40 characters" };
const TOUCHPOINT: Chars = Chars { min: 1, max: 80, expected: "a text of 1 to 80 characters" };
const EVENTS: &str = "one of \"shown\", \"dismissed\", \"snoozed\", \"opted_out\"";

/// Counts an event.
///
/// # Errors
/// 400 malformed, 401 a signed name that is not believed, 404 unknown survey, 413 too large, 422 a field, 503 not now.
pub async fn post(
    State(app): State<AppState>,
    Query(signed): Query<Signed>,
    request: Body,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let document = body::parse(&body::read(request, EVENT_MAX_BYTES).await?)?;
    let mut display = read(&document)?;
    let entry = app.survey(&display.survey).await?;
    if entry.archived {
        return Err(ApiError::Archived);
    }
    if display.channel.is_empty() {
        display.channel.clone_from(&entry.survey.channel);
    }
    display.received_at_ms = app.clock.now().as_ms();
    if let Some(person) = app.person(&display.survey, &signed).await? {
        app.note(&person, &entry.survey, display.event).await?;
    }
    app.writer.count(display).await?;
    Ok((StatusCode::ACCEPTED, Json(json!({"status": "counted"}))))
}

/// What can happen to a card besides an answer, which has an address of its own.
fn kind(name: &str) -> Option<EventKind> {
    EventKind::from_name(name)
        .filter(|kind| !matches!(kind, EventKind::FirstSeen | EventKind::Answered))
}

fn read(document: &Value) -> Result<Display, FieldError> {
    let root = Path::root();
    let mut fields = Fields::open(document, &root)?;
    let survey = fields.required_text("survey", NAME)?;
    let event = fields.choice("event", None, kind, EVENTS)?;
    let (mut channel, mut touchpoint) = (None, None);
    fields.optional_text("channel", CHANNEL, &mut channel)?;
    fields.optional_text("touchpoint", TOUCHPOINT, &mut touchpoint)?;
    fields.finish()?;
    let (channel, touchpoint) = (channel.unwrap_or_default(), touchpoint.unwrap_or_default());
    Ok(Display { survey, event, channel, touchpoint, received_at_ms: 0 })
}
