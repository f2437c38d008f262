//! Webhooks: receivers of messages about new answers.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use outoften_core::Class;
use outoften_core::node::{Chars, Fields, Path as FieldPath};
use outoften_core::wire::BODY_MAX_BYTES;
use serde_json::{Value, json};

use crate::http::access::{Admin, AllSurveys};
use crate::http::params::Path;
use crate::http::{ApiError, AppState, body};
use crate::store::Webhook;
use crate::token;
use crate::webhook::{check_url, new_secret};

const URL: Chars = Chars { min: 8, max: 2_000, expected: "an https:// address" };
const SURVEY: Chars = Chars { min: 1, max: 64, expected: "the id of a survey" };
const CLASS: Chars = Chars { min: 1, max: 20, expected: "detractor, passive or promoter" };

/// `GET /v1/webhooks`: the list, without secrets.
///
/// # Errors
/// 401, 403, 503.
pub async fn webhooks(
    State(app): State<AppState>,
    _: AllSurveys<Admin>,
) -> Result<Json<Value>, ApiError> {
    let line = |webhook: &Webhook| {
        let classes: Vec<_> = webhook.classes.iter().map(|class| class.name()).collect();
        json!({"id": webhook.id, "url": webhook.url, "survey": webhook.survey,
            "classes": classes, "format": webhook.format})
    };
    let webhooks = app.store.webhooks().await?;
    Ok(Json(json!({"webhooks": webhooks.iter().map(line).collect::<Vec<_>>()})))
}

/// `POST /v1/webhooks` with `{url, survey?, classes?, format?}`: shows the secret this once.
///
/// # Errors
/// 401, 403, 422 a URL that is not public https or another field, 503.
pub async fn add_webhook(
    State(app): State<AppState>,
    _: AllSurveys<Admin>,
    request: Body,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let document = body::json(request, BODY_MAX_BYTES).await?;
    let webhook = read(&document, app.private_webhooks)?;
    app.store.add_webhook(&webhook, app.clock.now().as_ms()).await?;
    let secret = webhook.secrets.first();
    Ok((StatusCode::CREATED, Json(json!({"id": webhook.id, "secret": secret}))))
}

fn read(document: &Value, private_too: bool) -> Result<Webhook, ApiError> {
    let root = FieldPath::root();
    let mut fields = Fields::open(document, &root)?;
    let url = fields.required_text("url", URL)?;
    let mut survey = None;
    fields.optional_text("survey", SURVEY, &mut survey)?;
    let mut names: Vec<String> = Class::ALL.iter().map(|class| class.name().to_owned()).collect();
    fields.texts("classes", CLASS, &mut names)?;
    let mut format = "json".to_owned();
    fields.text("format", CLASS, &mut format)?;
    fields.finish()?;
    check_url(&url, private_too)
        .map_err(|error| ApiError::Parameter("url", error.to_string().into()))?;
    let class = |name: &String| Class::ALL.into_iter().find(|class| class.name() == name);
    let classes: Option<Vec<Class>> = names.iter().map(class).collect();
    let classes = classes.filter(|classes| !classes.is_empty());
    let classes = classes
        .ok_or(ApiError::Parameter("classes", "any of detractor, passive, promoter".into()))?;
    if !matches!(format.as_str(), "json" | "slack") {
        return Err(ApiError::Parameter("format", "json or slack".into()));
    }
    let secret = new_secret().map_err(|_| ApiError::Internal)?;
    let id: String = token::hash(&secret).chars().take(12).collect();
    Ok(Webhook { id, survey, url, secrets: vec![secret], classes, format })
}

/// `POST /v1/webhooks/{id}/secret`: a new secret beside the last one, which stays good until the
/// next change. Shown this once.
///
/// # Errors
/// 401, 403, 404, 503.
pub async fn rotate_secret(
    State(app): State<AppState>,
    Path(id): Path<String>,
    _: AllSurveys<Admin>,
) -> Result<Json<Value>, ApiError> {
    let known = app.store.webhooks().await?;
    let webhook = known.into_iter().find(|webhook| webhook.id == id).ok_or(ApiError::NotFound)?;
    let secret = new_secret().map_err(|_| ApiError::Internal)?;
    let secrets: Vec<String> =
        [secret.clone()].into_iter().chain(webhook.secrets.into_iter().take(1)).collect();
    app.store.set_webhook_secrets(&id, &secrets).await?;
    Ok(Json(json!({"id": id, "secret": secret})))
}

/// `DELETE /v1/webhooks/{id}`: tells it nothing any more.
///
/// # Errors
/// 401, 403, 404, 503.
pub async fn remove_webhook(
    State(app): State<AppState>,
    Path(id): Path<String>,
    _: AllSurveys<Admin>,
) -> Result<Json<Value>, ApiError> {
    match app.store.disable_webhook(&id, app.clock.now().as_ms()).await? {
        true => Ok(Json(json!({"id": id, "status": "removed"}))),
        false => Err(ApiError::NotFound),
    }
}
