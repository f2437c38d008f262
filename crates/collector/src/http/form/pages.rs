//! The pages with their headers, in the language of whoever asks.

use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response as Reply};
use outoften_core::Score;
use outoften_core::survey::{Mode, Survey, Wording};

use super::headers;
use super::layout::{self, SCRIPT};
use super::question::{self, CarriedForm};
use super::style::style;
use crate::catalog::SurveyEntry;
use crate::texts;

/// The page for somebody who must not be asked now.
pub fn not_now(
    entry: &SurveyEntry,
    survey: &Survey,
    words: &Wording,
    frame: Option<Mode>,
) -> Reply {
    reply(entry, survey, frame, |style| layout::later(survey, words, frame, style))
}

/// The page with the question.
pub fn show(
    entry: &SurveyEntry,
    survey: &Survey,
    words: &Wording,
    carried: &CarriedForm,
    status: StatusCode,
) -> Reply {
    let page = |style: &str| question::page(survey, words, carried, style);
    (status, reply(entry, survey, carried.frame, page)).into_response()
}

/// The page after the answer, and whether the form was left with it.
pub fn thanks(
    entry: &SurveyEntry,
    survey: &Survey,
    words: &Wording,
    score: (Score, bool),
    frame: Option<Mode>,
) -> Reply {
    reply(entry, survey, frame, |style| layout::thanks(survey, words, score, frame, style))
}

fn reply(
    entry: &SurveyEntry,
    survey: &Survey,
    frame: Option<Mode>,
    page: impl FnOnce(&str) -> String,
) -> Reply {
    let style = style(survey, frame);
    let headers = headers::headers(&entry.origins, &style, frame.map(|_| SCRIPT));
    (headers, page(&style)).into_response()
}

/// The survey in the first language it has of those that were asked for (the best first, between
/// commas), else in the browser's.
pub fn complete(survey: &Survey, lang: Option<&str>, headers: &HeaderMap) -> (Survey, Wording) {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let tags = accepted.unwrap_or_default().split(',');
    let tags = tags.map(|tag| tag.split(';').next().unwrap_or_default().trim());
    let wanted: Vec<&str> = lang.unwrap_or_default().split(',').chain(tags).take(20).collect();
    let survey = texts::complete(survey, &wanted);
    let words = texts::wording(&survey, &wanted);
    (survey, words)
}
