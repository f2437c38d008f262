//! `GET /f/{survey}` shows the form, `POST /f/{survey}` takes the answer.

use axum::extract::{Request, State};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response as Reply};
use outoften_core::Score;
use outoften_core::fatigue::{Event, EventKind, decide};
use outoften_core::node::FieldError;
use outoften_core::survey::{Survey, Wording};
use outoften_core::time::Utc;
use outoften_core::wire::{BODY_MAX_BYTES, Response, WIRE_VERSION};
use serde_json::{Map, Value, json};

use super::page::{self, Carried};
use super::policy;
use crate::catalog::Entry;
use crate::http::params::{Path, Query};
use crate::http::people::Signed;
use crate::http::{Action, ApiError, AppState, body, peer};
use crate::store::Answer;
use crate::{texts, token};

/// A person needs longer than this to read the question and choose.
const TOO_FAST_MS: i64 = 1_000;

/// What the address may carry. All of it is optional and nothing of it is an answer.
#[derive(serde::Deserialize)]
pub struct Asked {
    score: Option<String>,
    lang: Option<String>,
    channel: Option<String>,
    touchpoint: Option<String>,
    segment: Option<String>,
    /// The signed name of an identified person.
    u: Option<String>,
    #[serde(default)]
    embed: String,
}

/// The fields of an answer that the form carries along unseen.
const CONTEXT: [&str; 4] = ["lang", "channel", "touchpoint", "segment"];

/// Shows the form. Stores nothing.
///
/// # Errors
/// 404 unknown survey, 410 archived.
pub async fn get(
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Reply, ApiError> {
    let entry = open(&app, &id).await?;
    // A link that is not believed is refused now, not after the answer.
    app.person(&id, &Signed { u: asked.u.clone() }).await?;
    let (survey, words) = complete(&entry.survey, asked.lang.as_deref(), &headers);
    let mut answer_id = [0; 16];
    getrandom::fill(&mut answer_id).map_err(|_| ApiError::Internal)?;
    let channel = asked.channel.unwrap_or_else(|| survey.channel.clone());
    let touchpoint = asked.touchpoint.or_else(|| survey.touchpoint.clone());
    let fields = [
        ("id", Some(token::hex(&answer_id))),
        ("opened", Some(app.clock.now().as_ms().to_string())),
        ("lang", Some(words.language.clone())),
        ("channel", Some(channel)),
        ("touchpoint", touchpoint),
        ("segment", asked.segment),
    ];
    let carried = Carried {
        fields: fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
        score: asked.score.and_then(|score| Score::new(score.parse().ok()?)),
        in_frame: asked.embed == "1",
        waits: (asked.embed == "1").then(|| waits(&survey, app.clock.now())),
        ..Carried::default()
    };
    Ok(show(&entry, &survey, &words, &carried, StatusCode::OK))
}

/// Takes an answer and thanks, or shows the form again with what was wrong.
///
/// # Errors
/// 404, 410, 413, 503.
pub async fn post(
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Reply, ApiError> {
    let (Parts { headers, extensions, .. }, request) = request.into_parts();
    let now_ms = app.clock.now().as_ms();
    let network = peer::network(&extensions, &headers, &app.trusted_proxies);
    if !app.allows(Action::Answer, network) {
        return Err(ApiError::TooMany);
    }
    let entry = open(&app, &id).await?;
    let bytes = body::read(request, BODY_MAX_BYTES).await?;
    let fields: Vec<(String, String)> = form_urlencoded::parse(&bytes).into_owned().collect();
    let value = |name: &str| {
        fields.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    };
    let (survey, words) =
        complete(&entry.survey, value("lang").or(asked.lang.as_deref()), &headers);
    let in_frame = asked.embed == "1";
    let elapsed_ms = elapsed_ms(&app, value("opened"));
    match read(&survey, elapsed_ms, value) {
        Ok(response) => {
            let score = response.score;
            let mut answer = Answer::new(response, now_ms);
            answer.suspect = elapsed_ms < TOO_FAST_MS
                || value("company").is_some_and(|text| !text.is_empty())
                || !app.allows(Action::Count, network);
            let person = app.person(&id, &Signed { u: asked.u.clone() }).await?;
            if let Some(person) = &person {
                answer.for_person(person);
            }
            app.writer.write(answer).await?;
            if let Some(person) = &person {
                app.note(person, &survey, EventKind::Answered).await?;
            }
            let style = page::style(&survey);
            let html = page::thanks(&survey, &words, score, in_frame, &style);
            let headers = policy::headers(&entry.origins, &style, in_frame.then_some(page::SCRIPT));
            Ok((headers, html).into_response())
        }
        Err(error) => {
            let names = ["id", "opened"].into_iter().chain(CONTEXT);
            let carried = Carried {
                fields: names.filter_map(|name| Some((name, value(name)?.to_owned()))).collect(),
                score: value("score").and_then(|score| Score::new(score.parse().ok()?)),
                comment: value("comment").unwrap_or_default().to_owned(),
                error: Some(error.to_string()),
                in_frame,
                waits: None,
            };
            Ok(show(&entry, &survey, &words, &carried, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// How long the page around the frame has to wait after a display, a dismissal and an answer of
/// now, in milliseconds: `shown dismissed answered`. It knows no rule of its own.
fn waits(survey: &Survey, now: Utc) -> String {
    let wait_ms = |outcome| {
        let history = [Event::new(outcome, now, survey.fatigue.group.clone())];
        let next = decide(&history, &survey.fatigue, now).next_eligible_at(now);
        next.map_or(0, |next| next - now).to_string()
    };
    [EventKind::Shown, EventKind::Dismissed, EventKind::Answered].map(wait_ms).join(" ")
}

async fn open(app: &AppState, id: &str) -> Result<std::sync::Arc<Entry>, ApiError> {
    let entry = app.survey(id).await?;
    if entry.archived { Err(ApiError::Archived) } else { Ok(entry) }
}

fn show(
    entry: &Entry,
    survey: &Survey,
    words: &Wording,
    carried: &Carried,
    status: StatusCode,
) -> Reply {
    let style = page::style(survey);
    let html = page::question(survey, words, carried, &style);
    let script = carried.in_frame.then_some(page::SCRIPT);
    (status, policy::headers(&entry.origins, &style, script), html).into_response()
}

/// The survey in the language that was asked for, else in the browser's.
fn complete(survey: &Survey, lang: Option<&str>, headers: &HeaderMap) -> (Survey, Wording) {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let tags = accepted.unwrap_or_default().split(',');
    let tags = tags.map(|tag| tag.split(';').next().unwrap_or_default().trim());
    let wanted: Vec<&str> = lang.into_iter().chain(tags).take(20).collect();
    let survey = texts::complete(survey, &wanted);
    let words = survey.wording(&wanted);
    (survey, words)
}

/// How long the form was open, by this server's clock; 0 if the field is nonsense.
fn elapsed_ms(app: &AppState, opened: Option<&str>) -> i64 {
    let now = app.clock.now().as_ms();
    let opened = opened.and_then(|opened| opened.parse().ok()).unwrap_or(now);
    now.saturating_sub(opened).clamp(0, i64::from(u32::MAX))
}

/// The answer in the form every answer has, read by the reader that reads every answer.
fn read<'a>(
    survey: &Survey,
    elapsed_ms: i64,
    value: impl Fn(&str) -> Option<&'a str>,
) -> Result<Response, FieldError> {
    let mut answer = Map::from_iter([
        ("v".to_owned(), json!(WIRE_VERSION)),
        ("survey".to_owned(), json!(survey.id)),
        ("metric".to_owned(), json!(survey.metric)),
        ("done".to_owned(), json!(true)),
        ("elapsed_ms".to_owned(), json!(elapsed_ms)),
        // Whoever goes back and chooses again has waited longer: the later answer wins.
        ("rev".to_owned(), json!((1 + elapsed_ms / 1_000).min(1_000))),
    ]);
    let mut set = |name: &str, text: &str| answer.insert(name.to_owned(), text.into());
    for name in CONTEXT.into_iter().chain(["id"]) {
        if let Some(text) = value(name).filter(|text| !text.is_empty()) {
            set(name, text);
        }
    }
    // A form sends line ends as two characters; the limit counts one, as the browser did.
    set("comment", &value("comment").unwrap_or_default().replace("\r\n", "\n"));
    if let Some(score) = value("score") {
        let number = score.parse::<u8>().map_or(Value::Null, Value::from);
        answer.insert("score".to_owned(), number);
    }
    Response::read(&Value::Object(answer))
}
