//! Survey documents: for a visitor's card (public, one language, complete) and for the Studio
//! (behind a token, as stored).

use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::response::{IntoResponse, Response};
use outoften_core::linter;
use outoften_core::metric::Metric;
use outoften_core::survey::Survey;
use outoften_core::wire::BODY_MAX_BYTES;
use serde_json::{Value, json};

use super::access::{Admin, AllSurveys, Reader, SurveyScope};
use super::auth::Caller;
use super::params::{Path, Query};
use super::{ApiError, AppState, body, etag};
use crate::cli::lint::as_json;
use crate::origins::Origins;
use crate::store::Role;
use crate::texts;

/// Most bytes of a document: a logo inside it may have 20,000 characters, wordings in forty
/// languages come on top.
pub const DOCUMENT_MAX_BYTES: usize = 512 * 1024;

/// A card asks again after five minutes at the earliest.
const CACHED: &str = "public, max-age=300, stale-while-revalidate=86400";

/// What a card asks for.
#[derive(serde::Deserialize)]
pub struct DocumentQuery {
    /// Language tags, the best first: `es-MX,en`.
    #[serde(default)]
    lang: String,
}

/// `GET /v1/surveys/{id}.json` for a card, `GET /v1/surveys/{id}` for the Studio.
///
/// # Errors
/// 404 unknown survey, 410 archived (for a card), 401 and 403 (for the Studio).
pub async fn get(
    State(app): State<AppState>,
    Path(name): Path<String>,
    Query(query): Query<DocumentQuery>,
    request: Request,
) -> Result<Response, ApiError> {
    let (parts, _) = request.into_parts();
    let Some(id) = name.strip_suffix(".json") else {
        Caller::from_parts(&app, &parts).await?.require(Role::Reader, Some(&name))?;
        let stored = app.store.survey(&name).await?.ok_or(ApiError::UnknownSurvey)?;
        return Ok(([(CONTENT_TYPE, "application/json")], stored.document).into_response());
    };
    let entry = app.known_survey(id).await?;
    if entry.archived {
        return Err(ApiError::Archived);
    }
    let languages: Vec<&str> = query.lang.split(',').map(str::trim).take(20).collect();
    let document = serde_json::to_string(&texts::complete(&entry.survey, &languages))
        .map_err(|_| ApiError::Internal)?;
    let tag = etag(document.as_bytes());
    let cached = [(CACHE_CONTROL, CACHED), (ETAG, tag.as_str())];
    if parts.headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, cached).into_response());
    }
    Ok((cached, [(CONTENT_TYPE, "application/json")], document).into_response())
}

/// `PUT /v1/surveys/{id}`: a new document, or a new version of one. Says what the linter found.
///
/// # Errors
/// 401, 403, 400 malformed, 409 another metric than the answers' own, 413, 422 with the path of
/// the field.
pub async fn put(
    State(app): State<AppState>,
    SurveyScope { id, caller, .. }: SurveyScope<Admin>,
    request: Body,
) -> Result<Response, ApiError> {
    let document = body::json(request, DOCUMENT_MAX_BYTES).await?;
    let survey = Survey::read(&document)?;
    if survey.id != id {
        return Err(ApiError::Parameter("id", "the id of the address".into()));
    }
    let before = app.store.survey(&id).await?;
    if let Some(before) = &before {
        keeps_its_metric(&app, &survey, &before.document).await?;
    }
    app.store.put_survey(&id, &document.to_string(), app.clock.now().as_ms()).await?;
    app.catalog.forget(&id);
    if before.is_none() {
        caller.record_new_survey(&app, &id).await?;
    }
    let status = if before.is_some() { StatusCode::OK } else { StatusCode::CREATED };
    let reply = json!({"id": id, "status": "stored", "findings": findings(&survey)});
    Ok((status, Json(reply)).into_response())
}

/// What was asked before cannot be read as an answer to another question.
async fn keeps_its_metric(app: &AppState, survey: &Survey, before: &str) -> Result<(), ApiError> {
    let before: Value = serde_json::from_str(before).unwrap_or_default();
    let metric = before["metric"].as_str().unwrap_or(Metric::Nps.name()).to_owned();
    if metric == survey.metric.name() || !app.store.has_answers(&survey.id).await? {
        return Ok(());
    }
    let sentence = format!(
        "survey {:?} has answers to {metric:?}: archive it and store the new question under \
         another id",
        survey.id
    );
    Err(ApiError::Conflict("metric_changed", sentence.into()))
}

/// What the linter would have done differently; a document is stored all the same.
fn findings(survey: &Survey) -> Vec<Value> {
    linter::lint(survey, texts::ready).iter().map(as_json).collect()
}

/// `PUT /v1/surveys/{id}/origins`: the sites it may be asked on, as a list; empty for every site.
///
/// # Errors
/// 401, 403, 404, 422 an entry that is no origin.
pub async fn put_origins(
    State(app): State<AppState>,
    SurveyScope { id, .. }: SurveyScope<Admin>,
    request: Body,
) -> Result<Json<Value>, ApiError> {
    let list = body::json(request, BODY_MAX_BYTES).await?;
    let entries = list.as_array().and_then(|list| list.iter().map(Value::as_str).collect());
    let entries: Vec<&str> =
        entries.ok_or(ApiError::Parameter("document", "a list of texts".into()))?;
    let origins = Origins::parse(entries)
        .map_err(|error| ApiError::Parameter("origins", error.to_string().into()))?;
    if !app.store.set_origins(&id, &origins.to_string()).await? {
        return Err(ApiError::UnknownSurvey);
    }
    app.catalog.forget(&id);
    Ok(Json(json!({"id": id, "origins": origins.to_string()})))
}

/// `PUT /v1/surveys/{id}/archived` with `true` or `false`: no more answers, or answers again.
///
/// # Errors
/// 401, 403, 404, 422.
pub async fn put_archived(
    State(app): State<AppState>,
    SurveyScope { id, .. }: SurveyScope<Admin>,
    request: Body,
) -> Result<Json<Value>, ApiError> {
    let flag = body::json(request, BODY_MAX_BYTES).await?;
    let archived = flag.as_bool().ok_or(ApiError::Parameter("document", "true or false".into()))?;
    let at_ms = archived.then(|| app.clock.now().as_ms());
    if !app.store.archive_survey(&id, at_ms).await? {
        return Err(ApiError::UnknownSurvey);
    }
    app.catalog.forget(&id);
    Ok(Json(json!({"id": id, "archived": archived})))
}

/// `GET /v1/surveys`: the list.
///
/// # Errors
/// 401, 403, 503.
pub async fn list(
    State(app): State<AppState>,
    _: AllSurveys<Reader>,
) -> Result<Json<Value>, ApiError> {
    let lines = app.store.surveys().await?;
    let line = |line: &crate::store::SurveyLine| {
        json!({
            "id": line.id,
            "updated_at_ms": line.updated_at_ms,
            "archived_at_ms": line.archived_at_ms,
        })
    };
    Ok(Json(json!({"surveys": lines.iter().map(line).collect::<Vec<_>>()})))
}
