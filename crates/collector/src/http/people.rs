//! Identified people over HTTP: who is meant by `?u=` and whether they may be asked.

use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use outoften_core::fatigue::{Decision, Event, EventKind, decide};
use outoften_core::survey::Survey;
use serde_json::json;

use super::params::{Path, Query};
use super::{ApiError, App, AppState};
use crate::identity::{People, Person, Unidentified};

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
    pub async fn person(
        &self,
        survey: &str,
        token: Option<String>,
    ) -> Result<Option<Person>, ApiError> {
        let Some(token) = token else { return Ok(None) };
        let people = People { store: &self.store, clock: &self.clock };
        match people.identify(survey, &token).await {
            Ok(person) => Ok(Some(person)),
            Err(Unidentified::Signature(error)) => Err(ApiError::Person(error)),
            Err(Unidentified::Store(error)) => Err(error.into()),
        }
    }

    /// Whether this person may be asked now, by the server's memory and clock.
    ///
    /// # Errors
    /// 503 without a database.
    pub async fn decide(&self, person: &Person, survey: &Survey) -> Result<Decision, ApiError> {
        let history = self.store.history(&person.key).await?;
        Ok(decide(&history, &survey.fatigue, self.clock.now()))
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
    let person = app.person(&survey, signed.u).await?.ok_or(ApiError::Unauthorized)?;
    let now = app.clock.now();
    let decision = app.decide(&person, &entry.survey).await?;
    let reason = match &decision {
        Decision::Show => None,
        Decision::Skip { reason, .. } => Some(reason.code()),
    };
    let next_ms = decision.next_eligible_at(now).map(outoften_core::time::Utc::as_ms);
    let verdict =
        json!({"eligible": decision.is_show(), "reason": reason, "next_eligible_at_ms": next_ms});
    Ok(([(CACHE_CONTROL, "no-store")], Json(verdict)))
}
