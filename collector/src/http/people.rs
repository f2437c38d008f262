//! Identified people over HTTP: who is meant by `?u=`, whether they may be asked, their erasure.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use outoften_core::fatigue::{Decision, Event, EventKind, decide};
use outoften_core::node::{Chars, Fields, Path as FieldPath};
use outoften_core::survey::Survey;
use outoften_core::wire::BODY_MAX_BYTES;
use serde_json::{Value, json};

use super::auth::Caller;
use super::params::{Path, Query};
use super::{ApiError, App, AppState, body};
use crate::identity::{People, Person, Unidentified};
use crate::store::Role;

const PERSON: Chars = Chars { min: 1, max: 200, expected: "a text of 1 to 200 characters" };

/// The signed name in an address.
#[derive(serde::Deserialize)]
pub struct Signed {
    /// The token.
    pub u: Option<String>,
}

impl App {
    /// The person of a token; nobody without one.
    ///
    /// # Errors
    /// 401 for a token that is not believed: an answer is never given to the wrong person, and
    /// never silently to nobody. 503 without a database.
    pub async fn person(&self, survey: &str, signed: &Signed) -> Result<Option<Person>, ApiError> {
        let Some(token) = &signed.u else { return Ok(None) };
        let people = People { store: &self.store, clock: &self.clock };
        match people.identify(survey, token).await {
            Ok(person) => Ok(Some(person)),
            Err(Unidentified::Signature(error)) => Err(ApiError::Person(error)),
            Err(Unidentified::Store(error)) => Err(error.into()),
        }
    }

    /// Notes what happened to a person, by this server's clock.
    ///
    /// # Errors
    /// 503 without a database.
    pub async fn note(&self, p: &Person, survey: &Survey, kind: EventKind) -> Result<(), ApiError> {
        let event = Event::new(kind, self.clock.now(), survey.fatigue.group.clone());
        Ok(self.store.note_ask(&p.key, &survey.id, &event).await?)
    }
}

/// `GET /v1/surveys/{id}/eligibility?u=`: whether this person may be asked now, by the server's
/// memory and clock.
///
/// # Errors
/// 401 without a valid token, 404, 503.
pub async fn eligibility(
    State(app): State<AppState>,
    Path(survey): Path<String>,
    Query(signed): Query<Signed>,
) -> Result<impl IntoResponse, ApiError> {
    let entry = app.survey(&survey).await?;
    let person = app.person(&survey, &signed).await?.ok_or(ApiError::Unauthorized)?;
    let history = app.store.history(&person.key).await?;
    let now = app.clock.now();
    let decision = decide(&history, &entry.survey.fatigue, now);
    let reason = match &decision {
        Decision::Show => None,
        Decision::Skip { reason, .. } => Some(reason.code()),
    };
    let next_ms = decision.next_eligible_at(now).map(outoften_core::time::Utc::as_ms);
    let verdict =
        json!({"eligible": decision.is_show(), "reason": reason, "next_eligible_at_ms": next_ms});
    Ok(([(CACHE_CONTROL, "no-store")], Json(verdict)))
}

/// `POST /v1/erasures` with `{person}`: erases everything about a person, in every survey.
///
/// # Errors
/// 401, 403, 422, 503.
pub async fn erase(
    State(app): State<AppState>,
    caller: Caller,
    request: Body,
) -> Result<Json<Value>, ApiError> {
    caller.require(Role::Admin, None)?;
    let document = body::parse(&body::read(request, BODY_MAX_BYTES).await?)?;
    let root = FieldPath::root();
    let mut fields = Fields::open(&document, &root)?;
    let name = fields.required_text("person", PERSON)?;
    fields.finish()?;
    let people = People { store: &app.store, clock: &app.clock };
    let erased = app.store.erase_person(&people.key_of(&name).await?).await?;
    Ok(Json(json!({"erased": erased})))
}
