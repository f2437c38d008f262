//! Changing a case: every field that is there becomes a line of its history.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use outoften_core::node::{Chars, FieldError, Fields, Path as FieldPath, Whole};
use serde_json::{Value, json};

use super::{CasePath, STATES, case_json};
use crate::http::access::{Analyst, SurveyScope};
use crate::http::auth::Caller;
use crate::http::params::Path;
use crate::http::{ApiError, App, AppState, body};
use crate::reply_template::PARTS;
use crate::store::{Case, CaseChange, CaseState, Remedy};

/// Most bytes of a change: four parts of a reply of 2,000 characters each.
const CHANGE_MAX_BYTES: usize = 48 * 1024;

const OWNER: Chars = Chars { min: 1, max: 80, expected: "a text of 1 to 80 characters, or null" };
const PROMISE: Chars =
    Chars { min: 1, max: 2000, expected: "a text of 1 to 2000 characters, or null" };
const TEXT: Chars = Chars { min: 1, max: 2000, expected: "a text of 1 to 2000 characters" };
const VERSION: Whole =
    Whole { min: 1, max: u32::MAX, expected: "the version of the case as it was read" };
const REMEDIES: &str = "one of \"better_version\", \"alternative\", \"apology\", \"refund\", \
                        \"repair\", \"explanation\", \"none\", or null";

/// `POST /v1/surveys/{id}/cases/{response}`: what was done. Every field that is there becomes a
/// line of the history.
///
/// # Errors
/// As [`list`]; 409 when somebody else changed the case since it was read.
pub async fn change(
    State(app): State<AppState>,
    Path(CasePath { response }): Path<CasePath>,
    SurveyScope { id: survey, caller, .. }: SurveyScope<Analyst>,
    request: Body,
) -> Result<Json<Value>, ApiError> {
    let document = body::json(request, CHANGE_MAX_BYTES).await?;
    let change = read(&document)?;
    let case = app.case(&survey, &response).await?;
    app.change(&case, &change, &caller).await
}

fn read(document: &Value) -> Result<CaseChange, FieldError> {
    let root = FieldPath::root();
    let mut fields = Fields::open(document, &root)?;
    let version = i64::from(fields.required_whole("version", VERSION)?);
    let mut change = CaseChange { version, ..CaseChange::default() };
    if document.get("state").is_some() {
        change.state = Some(fields.choice("state", None, CaseState::from_name, STATES)?);
    }
    if document.get("remedy").is_some_and(Value::is_null) {
        fields.take("remedy");
        change.remedy = Some(None);
    } else if document.get("remedy").is_some() {
        let some = |word: &str| Remedy::from_name(word).map(Some);
        change.remedy = Some(fields.choice("remedy", None, some, REMEDIES)?);
    }
    change.owner = taken(&mut fields, document, "owner", OWNER)?;
    change.promise = taken(&mut fields, document, "promise", PROMISE)?;
    fields.optional_text("note", TEXT, &mut change.note)?;
    if let Some(reply) = fields.take("reply") {
        change.reply = Some(letter(reply, &root.field("reply"))?);
    }
    fields.finish()?;
    Ok(change)
}

/// A text that may be taken back: none where it is not named, `Some(None)` where it is null.
fn taken(
    fields: &mut Fields<'_, &Value>,
    document: &Value,
    name: &str,
    size: Chars,
) -> Result<Option<Option<String>>, FieldError> {
    let mut text = None;
    fields.optional_text(name, size, &mut text)?;
    Ok(document.get(name).map(|_| text))
}

/// The four parts of a reply as one letter; none may be blank.
fn letter(reply: &Value, path: &FieldPath<'_>) -> Result<String, FieldError> {
    let mut fields = Fields::open(reply, path)?;
    let texts = PARTS.map(|part| {
        let text = fields.required_text(part, TEXT)?;
        if text.trim().is_empty() { Err(fields.missing(part, TEXT.expected)) } else { Ok(text) }
    });
    let texts: Vec<String> = texts.into_iter().collect::<Result<_, _>>()?;
    fields.finish()?;
    Ok(texts.join("\n\n"))
}

impl App {
    /// Changes a case if nobody was faster.
    pub(super) async fn change(
        &self,
        case: &Case,
        change: &CaseChange,
        caller: &Caller,
    ) -> Result<Json<Value>, ApiError> {
        let now_ms = self.clock.now().as_ms();
        match self.store.change_case(case, change, caller.name(), now_ms).await? {
            Some(changed) => Ok(Json(json!({"case": case_json(&changed, now_ms)}))),
            None => Err(ApiError::Conflict(
                "conflict",
                "somebody else changed this case: read it again, then change it".into(),
            )),
        }
    }
}
