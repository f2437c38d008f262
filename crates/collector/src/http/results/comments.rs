//! `GET /v1/surveys/{id}/comments`: what people wrote, the newest first, with search.

use axum::Json;
use axum::extract::State;
use outoften_core::metric::Metric;
use outoften_core::{Class, Score};
use serde::Serialize;

use crate::http::access::{Analyst, SurveyAccess};
use crate::http::params::Query;
use crate::http::{ApiError, AppState};
use crate::store::{Answer, CommentFilter};

/// Most comments of one page.
const PAGE_MAX: u32 = 200;

/// Most characters of a text that is looked for.
const SEARCH_MAX_CHARS: usize = 200;

/// Which comments to show.
#[derive(serde::Deserialize)]
pub struct CommentsQuery {
    class: Option<String>,
    q: Option<String>,
    before: Option<String>,
    limit: Option<u32>,
}

#[derive(Serialize)]
struct Comment {
    id: String,
    score: u8,
    class: &'static str,
    comment: String,
    drivers: Vec<String>,
    lang: Option<String>,
    channel: Option<String>,
    touchpoint: Option<String>,
    segment: Option<String>,
    received_at_ms: i64,
    suspect: bool,
}

/// A page, and where the next one begins.
#[derive(Serialize)]
pub struct CommentsPage {
    comments: Vec<Comment>,
    /// Give this as `before` to go on; null at the end.
    next: Option<String>,
}

/// Comments may be personal: analysts only.
///
/// # Errors
/// 401, 403, 404, 422, 503.
pub async fn comments(
    State(app): State<AppState>,
    Query(query): Query<CommentsQuery>,
    SurveyAccess { id: survey, entry, .. }: SurveyAccess<Analyst>,
) -> Result<Json<CommentsPage>, ApiError> {
    let metric = entry.survey.metric;
    let limit = query.limit.unwrap_or(50).clamp(1, PAGE_MAX);
    let filter = CommentFilter {
        survey,
        scores: scores(metric, query.class.as_deref().map(class).transpose()?),
        text: query.q.map(search).transpose()?.filter(|text| !text.is_empty()),
        before: query.before.as_deref().map(place).transpose()?,
        limit,
    };
    let answers = app.store.comments(&filter).await?;
    let last = answers.last().filter(|_| answers.len() == limit as usize);
    let next = last.map(|answer| format!("{}.{}", answer.received_at_ms, answer.id));
    Ok(Json(CommentsPage { comments: answers.into_iter().map(comment).collect(), next }))
}

fn class(name: &str) -> Result<Class, ApiError> {
    let found = Class::ALL.into_iter().find(|class| class.name() == name);
    found.ok_or(ApiError::Parameter("class", "detractor, passive or promoter".into()))
}

/// The scores of a class; all of them without one.
fn scores(metric: Metric, class: Option<Class>) -> Vec<Score> {
    Score::all().filter(|score| class.is_none_or(|class| metric.class(*score) == class)).collect()
}

fn search(text: String) -> Result<String, ApiError> {
    match text.chars().count() {
        ..=SEARCH_MAX_CHARS => Ok(text),
        _ => Err(ApiError::Parameter(
            "q",
            format!("a text of at most {SEARCH_MAX_CHARS} characters").into(),
        )),
    }
}

fn place(text: &str) -> Result<(i64, String), ApiError> {
    let parts = text.split_once('.').and_then(|(ms, id)| Some((ms.parse().ok()?, id.to_owned())));
    parts.ok_or(ApiError::Parameter("before", "what the page before said as `next`".into()))
}

fn comment(answer: Answer) -> Comment {
    let class = answer.class().name();
    Comment {
        class,
        id: answer.id,
        score: answer.score.get(),
        comment: answer.comment.unwrap_or_default(),
        drivers: answer.drivers,
        lang: answer.lang,
        channel: answer.channel,
        touchpoint: answer.touchpoint,
        segment: answer.segment,
        received_at_ms: answer.received_at_ms,
        suspect: answer.suspect,
    }
}
