//! The pages with their headers, in the language of whoever asks.

use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response as Reply};
use outoften_core::Score;
use outoften_core::fatigue::{Event, EventKind, decide};
use outoften_core::survey::{Survey, Wording};
use outoften_core::time::Utc;

use super::page::{self, Carried};
use super::policy;
use super::shell::{self, SCRIPT};
use super::style::style;
use crate::catalog::Entry;
use crate::texts;

/// How long the page around the frame has to wait after a display, a dismissal and an answer of
/// now, in milliseconds: `shown dismissed answered`. It knows no rule of its own.
pub fn waits(survey: &Survey, now: Utc) -> String {
    let wait_ms = |outcome| {
        let history = [Event::new(outcome, now, survey.fatigue.group.clone())];
        let next = decide(&history, &survey.fatigue, now).next_eligible_at(now);
        next.map_or(0, |next| next - now).to_string()
    };
    [EventKind::Shown, EventKind::Dismissed, EventKind::Answered].map(wait_ms).join(" ")
}

/// The page for somebody who must not be asked now.
pub fn not_now(entry: &Entry, survey: &Survey, words: &Wording, in_frame: bool) -> Reply {
    let style = style(survey);
    let html = shell::later(survey, words, in_frame, &style);
    (policy::headers(&entry.origins, &style, in_frame.then_some(SCRIPT)), html).into_response()
}

/// The page with the question.
pub fn show(
    entry: &Entry,
    survey: &Survey,
    words: &Wording,
    carried: &Carried,
    status: StatusCode,
) -> Reply {
    let style = style(survey);
    let html = page::question(survey, words, carried, &style);
    let script = carried.in_frame.then_some(SCRIPT);
    (status, policy::headers(&entry.origins, &style, script), html).into_response()
}

/// The survey in the language that was asked for, else in the browser's.
pub fn complete(survey: &Survey, lang: Option<&str>, headers: &HeaderMap) -> (Survey, Wording) {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let tags = accepted.unwrap_or_default().split(',');
    let tags = tags.map(|tag| tag.split(';').next().unwrap_or_default().trim());
    let wanted: Vec<&str> = lang.into_iter().chain(tags).take(20).collect();
    let survey = texts::complete(survey, &wanted);
    let words = survey.wording(&wanted);
    (survey, words)
}

/// The page after the answer.
pub fn thanks(
    entry: &Entry,
    survey: &Survey,
    words: &Wording,
    score: Score,
    in_frame: bool,
) -> Reply {
    let style = style(survey);
    let html = shell::thanks(survey, words, score, in_frame, &style);
    (policy::headers(&entry.origins, &style, in_frame.then_some(SCRIPT)), html).into_response()
}
