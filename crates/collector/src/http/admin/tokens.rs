//! Tokens, the audit log of their use, and metrics.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use outoften_core::node::{Chars, Fields, Path as FieldPath};
use outoften_core::wire::BODY_MAX_BYTES;
use serde_json::{Value, json};

use crate::http::access::{Admin, AllSurveys, Reader};
use crate::http::params::{Path, Query};
use crate::http::{ApiError, AppState, body};
use crate::store::{AuditPlace, Role, TokenLine};
use crate::token;

const NAME: Chars = Chars { min: 1, max: 80, expected: "a text of 1 to 80 characters" };
const SURVEY: Chars = Chars { min: 1, max: 64, expected: "the id of a survey" };
const RESERVED: &str = "another name than that of OUTOFTEN_ADMIN_TOKEN, which is `given`";
/// Most lines of one page of the audit log.
const AUDIT_PAGE_MAX: u32 = 1_000;
const ROLES: &str = "one of \"admin\", \"analyst\", \"reader\"";

/// `GET /v1/tokens`: names and roles, never a token.
///
/// # Errors
/// 401, 403, 503.
pub async fn tokens(
    State(app): State<AppState>,
    _: AllSurveys<Admin>,
) -> Result<Json<Value>, ApiError> {
    let line = |line: &TokenLine| {
        let id: String = line.hash.chars().take(8).collect();
        json!({"id": id, "name": line.name, "role": line.role.name(), "survey": line.survey})
    };
    let lines = app.store.tokens().await?;
    Ok(Json(json!({"tokens": lines.iter().map(line).collect::<Vec<_>>()})))
}

/// `POST /v1/tokens` with `{name, role, survey?}`: makes a token and shows it this once.
///
/// # Errors
/// 401, 403, 422, 503.
pub async fn add_token(
    State(app): State<AppState>,
    _: AllSurveys<Admin>,
    request: Body,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let document = body::json(request, BODY_MAX_BYTES).await?;
    let root = FieldPath::root();
    let mut fields = Fields::open(&document, &root)?;
    let name = fields.required_text("name", NAME)?;
    let role = fields.choice("role", None, Role::from_name, ROLES)?;
    let mut survey = None;
    fields.optional_text("survey", SURVEY, &mut survey)?;
    fields.finish()?;
    if token::is_reserved(&name) {
        return Err(ApiError::Parameter("name", RESERVED.into()));
    }
    let token = token::generate().map_err(|_| ApiError::Internal)?;
    let line = TokenLine { hash: token::hash(&token), name: name.clone(), role, survey };
    app.store.add_token(&line, app.clock.now().as_ms()).await?;
    Ok((StatusCode::CREATED, Json(json!({"name": name, "role": role.name(), "token": token}))))
}

/// `DELETE /v1/tokens/{name}`: every token of this name is worthless from now on.
///
/// # Errors
/// 401, 403, 404 no such name, 503.
pub async fn revoke_tokens(
    State(app): State<AppState>,
    Path(name): Path<String>,
    _: AllSurveys<Admin>,
) -> Result<Json<Value>, ApiError> {
    match app.store.revoke_tokens(&name, app.clock.now().as_ms()).await? {
        0 => Err(ApiError::NotFound),
        revoked => Ok(Json(json!({"revoked": revoked}))),
    }
}

/// The query of the audit log.
#[derive(serde::Deserialize)]
pub struct AuditQuery {
    before: Option<String>,
    limit: Option<u32>,
}

/// `GET /v1/audit`: uses of tokens, the newest first, at most 1,000; `before` goes on.
///
/// # Errors
/// 401, 403, 422, 503.
pub async fn audit(
    State(app): State<AppState>,
    Query(query): Query<AuditQuery>,
    _: AllSurveys<Admin>,
) -> Result<Json<Value>, ApiError> {
    let place = |name: String| {
        let expected = "what the page before said as `next`";
        AuditPlace::parse(&name).ok_or(ApiError::Parameter("before", expected.into()))
    };
    let before = query.before.map(place).transpose()?;
    let limit = query.limit.unwrap_or(AUDIT_PAGE_MAX).clamp(1, AUDIT_PAGE_MAX);
    let page = app.store.audit_log(limit, before.as_ref()).await?;
    let line = |line: &crate::store::AuditLine| {
        json!({"at_ms": line.at_ms, "token": line.token_name, "role": line.role,
            "action": line.action, "survey": line.survey})
    };
    let lines: Vec<Value> = page.lines.iter().map(line).collect();
    Ok(Json(json!({"audit": lines, "next": page.next.map(|place| place.name())})))
}

/// `GET /metrics`, for Prometheus.
///
/// # Errors
/// 401, 403, 503.
pub async fn metrics(
    State(app): State<AppState>,
    _: AllSurveys<Reader>,
) -> Result<String, ApiError> {
    let now_ms = app.clock.now().as_ms();
    let since_ms = app.store.oldest_undelivered_ms(now_ms).await?;
    let oldest_s = since_ms.map_or(0, |since_ms| (now_ms - since_ms).max(0) / 1_000);
    Ok(app.metrics.render(app.writer.queued(), oldest_s))
}
