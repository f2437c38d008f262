//! Erasure: of one answer, of the address beside it, or of everything about a person.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use outoften_core::node::{Chars, Fields, Path as FieldPath};
use outoften_core::wire::BODY_MAX_BYTES;
use serde_json::json;

use crate::http::access::{Admin, AllSurveys, SurveyScope};
use crate::http::params::Path;
use crate::http::{ApiError, AppState, body};
use crate::identity::People;
use crate::store::{Erased, LOG_PENDING};

const PERSON: Chars = Chars { min: 1, max: 200, expected: "a text of 1 to 200 characters" };
const ADDRESS: Chars = Chars { min: 3, max: 254, expected: "an e-mail address" };

/// The part of an address that names an answer.
#[derive(serde::Deserialize)]
pub struct AnswerPath {
    response: String,
}

/// `DELETE /v1/surveys/{id}/responses/{response}`: erases one answer with its address and case.
///
/// # Errors
/// 401, 403, 404 no such answer, 503.
pub async fn erase_answer(
    State(app): State<AppState>,
    Path(AnswerPath { response }): Path<AnswerPath>,
    SurveyScope { id: survey, .. }: SurveyScope<Admin>,
) -> Result<Response, ApiError> {
    let erased = app.store.erase_answer(&survey, &response, app.clock.now().as_ms()).await?;
    erased.map(reply).ok_or(ApiError::NotFound)
}

/// `DELETE /v1/surveys/{id}/responses/{response}/contact`: erases the address and keeps the answer.
///
/// # Errors
/// 401, 403, 404 no address, 503.
pub async fn erase_contact(
    State(app): State<AppState>,
    Path(AnswerPath { response }): Path<AnswerPath>,
    SurveyScope { id: survey, .. }: SurveyScope<Admin>,
) -> Result<Response, ApiError> {
    let erased = app.store.erase_contact(&survey, &response, app.clock.now().as_ms()).await?;
    erased.map(reply).ok_or(ApiError::NotFound)
}

/// `POST /v1/erasures` with `{person}`, the site's name for somebody, or `{address}`, an e-mail
/// address: erases every answer of theirs, in every survey.
///
/// # Errors
/// 401, 403, 422, 503.
pub async fn erase_person(
    State(app): State<AppState>,
    _: AllSurveys<Admin>,
    request: Body,
) -> Result<Response, ApiError> {
    let document = body::json(request, BODY_MAX_BYTES).await?;
    let root = FieldPath::root();
    let mut fields = Fields::open(&document, &root)?;
    let (mut name, mut address) = (None, None);
    fields.optional_text("person", PERSON, &mut name)?;
    fields.optional_text("address", ADDRESS, &mut address)?;
    fields.finish()?;
    let now_ms = app.clock.now().as_ms();
    let erased = match (name, address) {
        (Some(name), None) => {
            let people = People { store: &app.store, clock: &app.clock };
            app.store.erase_person(&people.key_of(&name).await?, now_ms).await?
        }
        (None, Some(address)) => app.store.erase_address(&address, now_ms).await?,
        _ => return Err(ApiError::Parameter("person", "given, or address instead".into())),
    };
    Ok(reply(erased))
}

/// 200, or 202 while a reader keeps SQLite's log from being checkpointed.
fn reply(erased: Erased) -> Response {
    if erased.is_checkpointed {
        return Json(json!({"erased": erased.answers})).into_response();
    }
    let body = json!({"erased": erased.answers, "pending": "log", "message": LOG_PENDING});
    (StatusCode::ACCEPTED, Json(body)).into_response()
}
