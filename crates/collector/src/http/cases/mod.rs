//! The follow-up queue: who is owed a reply, since when, and what was done about it.
//!
//! For analysts and admins, since cases hold what people wrote and where they can be reached. The
//! rules of a case are `crate::store`'s, the words of a reply `crate::reply_template`'s.

mod change;
mod invite;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::access::{Analyst, SurveyAccess};
use super::auth::Caller;
use super::params::{Path, Query, flag};
use super::{ApiError, App, AppState, day};
use crate::reply_template::ReplyTemplate;
use crate::store::{Case, CaseFilter, CaseLine, CaseState, Remedy, Role};

pub use change::change;
pub use invite::invite;

/// Most cases of one page.
const PAGE_MAX: u32 = 200;
const STATES: &str = "one of \"new\", \"contacted\", \"solving\", \"solved\", \"closed\"";

/// Which cases to show.
#[derive(serde::Deserialize)]
pub struct CasesQuery {
    state: Option<String>,
    owner: Option<String>,
    overdue: Option<String>,
    contact: Option<String>,
    after: Option<String>,
    limit: Option<u32>,
}

/// `GET /v1/surveys/{id}/cases`: the queue, the first due first; open cases unless a state is
/// named.
///
/// # Errors
/// 401, 403, 404, 422, 503. The same for everything below.
pub async fn list(
    State(app): State<AppState>,
    Query(query): Query<CasesQuery>,
    SurveyAccess { id: survey, .. }: SurveyAccess<Analyst>,
) -> Result<Json<Value>, ApiError> {
    let now_ms = app.clock.now().as_ms();
    let limit = query.limit.unwrap_or(50).clamp(1, PAGE_MAX);
    let filter = CaseFilter {
        survey,
        states: states(query.state.as_deref())?,
        owner: query.owner,
        overdue_at_ms: flag("overdue", query.overdue.as_deref())?.then_some(now_ms),
        with_contact: flag("contact", query.contact.as_deref())?,
        after: query.after.as_deref().map(place).transpose()?,
        limit,
    };
    let cases = app.store.cases(&filter).await?;
    let last = cases.last().filter(|_| cases.len() == limit as usize);
    let next = last.map(|case| format!("{}.{}", case.due_at_ms, case.response));
    let cases: Vec<Value> = cases.iter().map(|case| case_json(case, now_ms)).collect();
    Ok(Json(json!({"cases": cases, "next": next})))
}

fn states(name: Option<&str>) -> Result<Vec<CaseState>, ApiError> {
    let all = CaseState::ALL.into_iter();
    match name {
        None => Ok(all.filter(|state| state.is_open()).collect()),
        Some("all") => Ok(all.collect()),
        Some(name) => match CaseState::from_name(name) {
            Some(state) => Ok(vec![state]),
            None => Err(ApiError::Parameter("state", format!("{STATES} or \"all\"").into())),
        },
    }
}

fn place(text: &str) -> Result<(i64, String), ApiError> {
    let parts = text.split_once('.').and_then(|(ms, id)| Some((ms.parse().ok()?, id.to_owned())));
    parts.ok_or(ApiError::Parameter("after", "what the page before said as `next`".into()))
}

/// Days, both included.
#[derive(serde::Deserialize)]
pub struct SummaryQuery {
    from: Option<String>,
    to: Option<String>,
}

/// `GET /v1/surveys/{id}/cases/summary`: how well the promise of a reply within a day is kept.
///
/// # Errors
/// As [`list`].
pub async fn summary(
    State(app): State<AppState>,
    Query(period): Query<SummaryQuery>,
    SurveyAccess { id: survey, .. }: SurveyAccess<Analyst>,
) -> Result<Json<Value>, ApiError> {
    let from_ms = period.from.map(|text| day::parse("from", &text)).transpose()?;
    let to_ms = period.to.map(|text| day::parse("to", &text)).transpose()?;
    let ms = |day: i64| day.saturating_mul(86_400_000);
    let period = (from_ms.map(ms), to_ms.map(|day| ms(day + 1)));
    let mut snapshot = app.store.snapshot().await?;
    let sum = snapshot.case_summary(&survey, period, app.clock.now().as_ms()).await?;
    let open = CaseState::ALL.into_iter().filter(|state| state.is_open());
    let of = |state: CaseState| sum.by_state.get(state.name()).copied().unwrap_or_default();
    let decided = sum.within + sum.late;
    Ok(Json(json!({
        "n": sum.by_state.values().sum::<u64>(),
        "by_state": sum.by_state,
        "open": open.map(of).sum::<u64>(),
        "overdue": sum.overdue,
        "with_contact": sum.with_contact,
        "within_24h": sum.within,
        "late": sum.late,
        "share_within_24h": (decided > 0).then(|| sum.within as f64 / decided as f64),
        "median_contact_ms": sum.median_contact_ms,
        "handovers": sum.handovers,
        "remedies": sum.remedies,
    })))
}

/// The language of a reply.
#[derive(serde::Deserialize)]
pub struct TemplateQuery {
    lang: Option<String>,
}

/// The part of an address that names a case.
#[derive(serde::Deserialize)]
pub struct CasePath {
    response: String,
}

/// `GET /v1/surveys/{id}/cases/{response}`: a case, its history, and a reply to begin with.
///
/// # Errors
/// As [`list`].
pub async fn get(
    State(app): State<AppState>,
    Path(CasePath { response }): Path<CasePath>,
    Query(TemplateQuery { lang }): Query<TemplateQuery>,
    SurveyAccess { id: survey, entry, .. }: SurveyAccess<Analyst>,
) -> Result<Json<Value>, ApiError> {
    let case = app.store.case(&survey, &response).await?.ok_or(ApiError::NotFound)?;
    let history = app.store.case_history(&survey, &response).await?;
    let line = |line: &CaseLine| json!({"at_ms": line.at_ms, "by": line.by, "kind": line.kind, "text": line.content});
    let lang = lang.as_deref().or(case.lang.as_deref());
    let reply = ReplyTemplate::ready(lang).about(&case, &entry.survey.brand.name);
    Ok(Json(json!({
        "case": case_json(&case, app.clock.now().as_ms()),
        "history": history.iter().map(line).collect::<Vec<_>>(),
        "reply": reply,
    })))
}

/// `GET /v1/reply-templates?lang=`: a template with its placeholders.
///
/// # Errors
/// 401, 403.
pub async fn template(
    Query(TemplateQuery { lang }): Query<TemplateQuery>,
    caller: Caller,
) -> Result<Json<ReplyTemplate>, ApiError> {
    caller.require_anywhere(Role::Analyst)?;
    Ok(Json(ReplyTemplate::ready(lang.as_deref())))
}

impl App {
    async fn case(&self, survey: &str, response: &str) -> Result<Case, ApiError> {
        self.known_survey(survey).await?;
        self.store.case(survey, response).await?.ok_or(ApiError::NotFound)
    }
}

/// A case as JSON.
fn case_json(case: &Case, now_ms: i64) -> Value {
    let followup = case
        .followup
        .as_ref()
        .map(|(survey, id)| json!({"survey": survey, "id": id, "score": case.followup_score}));
    json!({
        "survey": case.survey, "id": case.response,
        "metric": case.metric.name(), "score": case.score,
        "class": case.metric.class(case.score).name(),
        "comment": case.comment, "drivers": case.drivers,
        "lang": case.lang, "channel": case.channel,
        "touchpoint": case.touchpoint, "segment": case.segment,
        "contact": case.address.as_ref().map(|address| json!({"address": address})),
        "state": case.state.name(), "owner": case.owner,
        "remedy": case.remedy.map(Remedy::name), "promise": case.promise,
        "handovers": case.handovers,
        "opened_at_ms": case.opened_at_ms, "due_at_ms": case.due_at_ms,
        "contacted_at_ms": case.contacted_at_ms, "solved_at_ms": case.solved_at_ms,
        "closed_at_ms": case.closed_at_ms, "changed_at_ms": case.changed_at_ms,
        "overdue": case.is_overdue(now_ms), "version": case.version, "followup": followup,
    })
}
