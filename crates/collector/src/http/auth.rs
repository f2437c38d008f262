//! Who is calling: the bearer token of a request, and what its role allows.

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use outoften_core::survey::is_survey_id;

use super::{Action, ApiError, AppState, peer};
use crate::store::{AuditLine, Role, StoreError, TokenLine};
use crate::token;

pub struct Caller {
    token: TokenLine,
    /// The line of the audit log about this use, if there is one.
    line: Option<String>,
}

impl Caller {
    /// Reads and checks the token, and records its use.
    ///
    /// # Errors
    /// 401 without a valid token, 404 a survey that cannot be, 429 after five wrong tokens in a
    /// minute or too many uses of a right one, 503 without a database.
    pub async fn from_parts(app: &AppState, parts: &Parts) -> Result<Self, ApiError> {
        let given = bearer(&parts.headers).ok_or(ApiError::Unauthorized)?;
        let known = app.store.tokens().await?;
        let Some(line) = find(&known, given) else {
            // Only wrong tokens are limited: any web page can send some from a visitor's network.
            let network = peer::network(&parts.extensions, &parts.headers, &app.trusted_proxies);
            return Err(match app.allows(Action::WrongToken, network) {
                true => ApiError::Unauthorized,
                false => ApiError::TooMany,
            });
        };
        let token = line.clone();
        Ok(Self { line: record(app, line, parts).await?, token })
    }

    /// Adds the survey that this use has just made to its line of the audit log.
    ///
    /// # Errors
    /// 503.
    pub async fn record_new_survey(&self, app: &AppState, survey: &str) -> Result<(), ApiError> {
        match &self.line {
            Some(line) => Ok(app.store.audit_survey(line, survey).await?),
            None => Ok(()),
        }
    }

    /// # Errors
    /// 403 if the role is too low, or the token is good for another survey only.
    pub fn require(&self, role: Role, survey: Option<&str>) -> Result<(), ApiError> {
        let in_scope = self.token.survey.is_none() || self.token.survey.as_deref() == survey;
        if self.token.role >= role && in_scope { Ok(()) } else { Err(ApiError::Forbidden) }
    }

    /// For what belongs to no survey and is nobody's secret.
    ///
    /// # Errors
    /// 403 if the role is too low.
    pub fn require_anywhere(&self, role: Role) -> Result<(), ApiError> {
        if self.token.role >= role { Ok(()) } else { Err(ApiError::Forbidden) }
    }

    /// What the operator called the token.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.token.name
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &AppState,
    ) -> Result<Self, Self::Rejection> {
        Self::from_parts(app, parts).await
    }
}

/// The entry of a token. Looks at every entry, whichever fits.
fn find<'a>(lines: &'a [TokenLine], token: &str) -> Option<&'a TokenLine> {
    let hash = token::hash(token);
    let fits = |line: &&TokenLine| token::is_same(&line.hash, &hash);
    lines.iter().filter(fits).fold(None, |found, line| found.or(Some(line)))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Asked by a machine every few seconds: in the log it would bury what people did.
const UNRECORDED: &str = "/metrics";

/// The survey in the address; `None` for addresses of no survey.
///
/// # Errors
/// 404 for a name that no survey can have: nothing a caller makes up is written down.
fn survey_in(parts: &Parts) -> Result<Option<&str>, ApiError> {
    let path = parts.uri.path().split('/').collect::<Vec<_>>();
    match *path.as_slice() {
        ["", "v1", "surveys", id, ..] if is_survey_id(id) => Ok(Some(id)),
        // The document of a new survey says itself what an id may be.
        ["", "v1", "surveys", _] if parts.method == Method::PUT => Ok(None),
        ["", "v1", "surveys", _, ..] => Err(ApiError::UnknownSurvey),
        _ => Ok(None),
    }
}

/// Every use of a token is in the audit log: the route, not the address, and of the address only
/// the survey, if there is one. Only counters are read unrecorded. Returns the line's name.
async fn record(
    app: &AppState,
    line: &TokenLine,
    parts: &Parts,
) -> Result<Option<String>, ApiError> {
    let route = parts.extensions.get::<MatchedPath>().map_or("file", MatchedPath::as_str);
    if route == UNRECORDED {
        return Ok(None);
    }
    let survey = survey_in(parts)?;
    let now_ms = app.clock.now().as_ms();
    // Each use is a row on the disk.
    if !app.allows_token(&line.hash) {
        return Err(ApiError::TooMany);
    }
    let mut id = [0; 8];
    getrandom::fill(&mut id).map_err(|_| ApiError::Internal)?;
    let id = token::hex(&id);
    let mut entry = AuditLine {
        at_ms: now_ms,
        token_name: line.name.clone(),
        role: line.role.name().to_owned(),
        action: format!("{} {route}", parts.method),
        survey: None,
    };
    match write(app, &id, &mut entry, survey).await {
        // What is there can be read while nothing can be written; then the log has the line.
        Err(StoreError::Unavailable(error)) if parts.method == Method::GET => {
            let AuditLine { token_name, role, action, .. } = entry;
            tracing::warn!(token_name, role, action, %error, "not in the audit log");
            Ok(None)
        }
        done => Ok(done.map(|()| Some(id))?),
    }
}

async fn write(
    app: &AppState,
    id: &str,
    entry: &mut AuditLine,
    survey: Option<&str>,
) -> Result<(), StoreError> {
    if let Some(survey) = survey
        && app.store.has_survey(survey).await?
    {
        entry.survey = Some(survey.to_owned());
    }
    app.store.audit(id, entry).await
}
