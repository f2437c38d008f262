//! Survey documents: for a visitor's card (public, one language, complete) and for the Studio
//! (behind a token, as stored).

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use outoften_core::survey::Survey;
use outoften_core::time::Utc;
use serde_json::{Value, json};

use super::auth::Caller;
use super::{ApiError, AppState, body, etag};
use crate::store::Role;
use crate::texts;

/// Most bytes of a document: a logo inside it may have 20,000 characters, wordings in forty
/// languages come on top.
pub const DOCUMENT_MAX_BYTES: usize = 512 * 1024;

/// A card asks again after five minutes at the earliest.
const CACHED: &str = "public, max-age=300, stale-while-revalidate=86400";

/// The query of a card.
#[derive(serde::Deserialize)]
pub struct Wanted {
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
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let Some(id) = name.strip_suffix(".json") else {
        Caller::from_headers(&app, &headers).await?.require(Role::Reader, Some(&name))?;
        let stored = app.store.survey(&name).await?.ok_or(ApiError::UnknownSurvey)?;
        return Ok(([(CONTENT_TYPE, "application/json")], stored.document).into_response());
    };
    let entry = app.survey(id).await?;
    if entry.archived {
        return Err(ApiError::Archived);
    }
    let languages: Vec<&str> = wanted.lang.split(',').map(str::trim).take(20).collect();
    let document = serde_json::to_string(&texts::complete(&entry.survey, &languages))
        .map_err(|_| ApiError::Internal)?;
    let tag = etag(document.as_bytes());
    let cached = [(CACHE_CONTROL, CACHED), (ETAG, tag.as_str())];
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, cached).into_response());
    }
    Ok((cached, [(CONTENT_TYPE, "application/json")], document).into_response())
}

/// `PUT /v1/surveys/{id}`: a new document, or a new version of one.
///
/// # Errors
/// 401, 403, 400 malformed, 413, 422 with the path of the field.
pub async fn put(
    State(app): State<AppState>,
    Path(id): Path<String>,
    caller: Caller,
    request: Body,
) -> Result<Response, ApiError> {
    caller.require(Role::Admin, Some(&id))?;
    let bytes = body::read(request, DOCUMENT_MAX_BYTES).await?;
    let document = body::parse(&bytes)?;
    let survey = Survey::read(&document)?;
    if survey.id != id {
        return Err(ApiError::Parameter("id", "the id of the address".into()));
    }
    let before = app.store.survey(&id).await?;
    app.store.put_survey(&id, &document.to_string(), app.clock.now().as_ms()).await?;
    app.catalog.forget(&id);
    let status = if before.is_some() { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, Json(json!({"id": id, "status": "stored"}))).into_response())
}

/// `GET /v1/surveys`: the list.
///
/// # Errors
/// 401, 403, 503.
pub async fn list(State(app): State<AppState>, caller: Caller) -> Result<Json<Value>, ApiError> {
    caller.require(Role::Reader, None)?;
    let lines = app.store.surveys().await?;
    let line = |line: &crate::store::SurveyLine| {
        json!({
            "id": line.id,
            "updated_at": timestamp(line.updated_at_ms),
            "archived_at": line.archived_at_ms.map(timestamp),
        })
    };
    Ok(Json(json!({"surveys": lines.iter().map(line).collect::<Vec<_>>()})))
}

/// Milliseconds since 1970, as numbers travel in this API.
fn timestamp(ms: i64) -> i64 {
    Utc::from_ms(ms).as_ms()
}
