//! The short survey after a problem was solved: one link per case.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use outoften_core::node::{Chars, Fields, Path as FieldPath};
use outoften_core::wire::BODY_MAX_BYTES;
use serde_json::{Value, json};

use super::{CasePath, case_json};
use crate::http::access::{Analyst, SurveyScope};
use crate::http::params::Path;
use crate::http::{ApiError, App, AppState, body};
use crate::identity::ticket::{Bound, TicketKind};
use crate::store::CaseChange;
use crate::token;

const SURVEY: Chars = Chars { min: 1, max: 64, expected: "the id of a survey" };
const LANGUAGE: Chars = Chars { min: 2, max: 35, expected: "a language tag" };

/// `POST /v1/surveys/{id}/cases/{response}/followup` with `{survey, lang?}`: the address of a
/// short survey for somebody whose problem is solved. One per case, good for thirty days.
///
/// # Errors
/// As [`list`]; 422 unless the case is solved or closed and the short survey is exempt from the
/// waiting time.
pub async fn invite(
    State(app): State<AppState>,
    Path(CasePath { response }): Path<CasePath>,
    SurveyScope { id: survey, caller, .. }: SurveyScope<Analyst>,
    request: Body,
) -> Result<Json<Value>, ApiError> {
    let document = body::json(request, BODY_MAX_BYTES).await?;
    let root = FieldPath::root();
    let mut fields = Fields::open(&document, &root)?;
    let wanted = fields.required_text("survey", SURVEY)?;
    let mut lang = None;
    fields.optional_text("lang", LANGUAGE, &mut lang)?;
    fields.finish()?;
    let case = app.case(&survey, &response).await?;
    if case.state.is_open() {
        return Err(ApiError::Parameter(
            "state",
            "solved or closed before anybody is asked".into(),
        ));
    }
    let (mini, answer) = match case.followup.clone() {
        Some(followup) => followup,
        None => (app.exempt_survey(&survey, wanted).await?, token::random_id()?),
    };
    let bound = Bound { survey: &mini, answer: &answer, origin: "" };
    let ticket = app.issue_ticket(TicketKind::Invitation, &bound).await?;
    let lang = lang.or_else(|| case.lang.clone());
    let encoded =
        |lang: String| form_urlencoded::byte_serialize(lang.as_bytes()).collect::<String>();
    let lang = lang.map(|lang| format!("&lang={}", encoded(lang))).unwrap_or_default();
    let address = format!("/f/{mini}?channel=followup{lang}&k={answer}.{ticket}");
    let changed = match &case.followup {
        Some(_) => Json(json!({"case": case_json(&case, app.clock.now().as_ms())})),
        None => {
            let followup = Some((mini, answer));
            let change = CaseChange { version: case.version, followup, ..CaseChange::default() };
            app.change(&case, &change, &caller).await?
        }
    };
    Ok(Json(json!({"address": address, "case": changed.0["case"]})))
}

impl App {
    /// The short survey, if the people of this one may be asked it at any time.
    async fn exempt_survey(&self, survey: &str, mini: String) -> Result<String, ApiError> {
        let main = self.known_survey(survey).await?;
        let other = self.survey(&mini).await?.filter(|entry| !entry.archived);
        let other = other
            .ok_or(ApiError::Parameter("survey", "the id of a survey that takes answers".into()))?;
        let group = &other.survey.fatigue.group;
        let exempt = &main.survey.fatigue.exempt_groups;
        if mini != survey && exempt.contains(group) {
            return Ok(mini);
        }
        let expected = format!(
            "a survey whose fatigue.group is exempt from the waiting time here (one of {exempt:?}; \
             this one is in {group:?})"
        );
        Err(ApiError::Parameter("survey", expected.into()))
    }
}
