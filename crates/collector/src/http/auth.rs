//! Who is calling: the bearer token of a request, and what its role allows.

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};

use super::{Action, ApiError, AppState, peer};
use crate::store::{AuditLine, Role, StoreError, TokenLine};
use crate::token;

/// A caller with a valid token.
pub struct Caller(TokenLine);

impl Caller {
    /// Reads and checks the token, and notes its use.
    ///
    /// # Errors
    /// 401 without a valid token, 429 after five wrong ones in a minute, 503 without a database.
    pub async fn from_parts(app: &AppState, parts: &Parts) -> Result<Self, ApiError> {
        let now_ms = app.clock.now().as_ms();
        let network = peer::network(&parts.extensions, &parts.headers, &app.trusted_proxies);
        if !app.limiter.allows(Action::WrongToken, network, now_ms) {
            return Err(ApiError::TooMany);
        }
        let given = bearer(&parts.headers).ok_or(ApiError::Unauthorized)?;
        let known = app.store.tokens().await?;
        let Some(line) = token::find(&known, given) else {
            app.limiter.take(Action::WrongToken, network, now_ms);
            return Err(ApiError::Unauthorized);
        };
        note(app, line, parts, now_ms).await?;
        Ok(Self(line.clone()))
    }

    /// # Errors
    /// 403 if the role is too low, or the token is good for another survey only.
    pub fn require(&self, role: Role, survey: Option<&str>) -> Result<(), ApiError> {
        let in_scope = self.0.survey.is_none() || self.0.survey.as_deref() == survey;
        if self.0.role >= role && in_scope { Ok(()) } else { Err(ApiError::Forbidden) }
    }

    /// For what belongs to no survey and is nobody's secret.
    ///
    /// # Errors
    /// 403 if the role is too low.
    pub fn require_anywhere(&self, role: Role) -> Result<(), ApiError> {
        if self.0.role >= role { Ok(()) } else { Err(ApiError::Forbidden) }
    }

    /// What the operator called the token.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
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

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// What is asked every few seconds by a machine and says nothing of anybody: in the log it would
/// bury what people did.
const UNNOTED: &str = "/metrics";

/// Every use of a token is in the audit log: the route, not the address, and of the address only
/// the survey. Only counters are read without a note.
async fn note(
    app: &AppState,
    line: &TokenLine,
    parts: &Parts,
    now_ms: i64,
) -> Result<(), ApiError> {
    let route = parts.extensions.get::<MatchedPath>().map_or("file", MatchedPath::as_str);
    if route == UNNOTED {
        return Ok(());
    }
    let path = parts.uri.path().split('/').collect::<Vec<_>>();
    let survey = match path.as_slice() {
        ["", "v1", "surveys", survey, ..] => Some((*survey).to_owned()),
        _ => None,
    };
    let mut id = [0; 8];
    getrandom::fill(&mut id).map_err(|_| ApiError::Internal)?;
    let entry = AuditLine {
        at_ms: now_ms,
        token_name: line.name.clone(),
        role: line.role.name().to_owned(),
        action: format!("{} {route}", parts.method),
        survey,
    };
    match app.store.audit(&token::hex(&id), &entry).await {
        // What is there can be read while nothing can be written; then the log has the line.
        Err(StoreError::Unavailable(error)) if parts.method == Method::GET => {
            let AuditLine { token_name, role, action, .. } = entry;
            tracing::warn!(token_name, role, action, %error, "not in the audit log");
            Ok(())
        }
        done => Ok(done?),
    }
}
