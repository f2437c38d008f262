//! `POST /v1/events`: a card was shown, closed, put off. Only counted: nothing of it is kept that
//! could tell one visitor from another.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use outoften_core::node::{Chars, FieldError, Fields, Path};
use serde_json::{Value, json};

use super::{ApiError, AppState, body};
use crate::store::{Display, Event};

/// Most bytes of an event.
const EVENT_MAX_BYTES: usize = 1024;

const NAME: Chars = Chars { min: 1, max: 64, expected: "the id of a survey" };
const CHANNEL: Chars = Chars { min: 1, max: 40, expected: "a text of 1 to 40 characters" };
const TOUCHPOINT: Chars = Chars { min: 1, max: 80, expected: "a text of 1 to 80 characters" };
const EVENTS: &str = "one of \"shown\", \"dismissed\", \"snoozed\", \"opted-out\"";

/// Counts an event.
///
/// # Errors
/// 400 malformed, 404 unknown survey, 413 too large, 422 a field, 503 not now.
pub async fn post(
    State(app): State<AppState>,
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
    app.writer.count(display).await?;
    Ok((StatusCode::ACCEPTED, Json(json!({"status": "counted"}))))
}

fn read(document: &Value) -> Result<Display, FieldError> {
    let root = Path::root();
    let mut fields = Fields::open(document, &root)?;
    let survey = fields.required_text("survey", NAME)?;
    let event = fields.choice("event", None, Event::from_name, EVENTS)?;
    let (mut channel, mut touchpoint) = (None, None);
    fields.optional_text("channel", CHANNEL, &mut channel)?;
    fields.optional_text("touchpoint", TOUCHPOINT, &mut touchpoint)?;
    fields.finish()?;
    let (channel, touchpoint) = (channel.unwrap_or_default(), touchpoint.unwrap_or_default());
    Ok(Display { survey, event, channel, touchpoint, received_at_ms: 0 })
}
