//! Who is calling: the bearer token of a request, and what its role allows.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::{ApiError, AppState};
use crate::store::{Role, TokenLine};
use crate::token;

/// A caller with a valid token.
pub struct Caller(TokenLine);

impl Caller {
    /// Reads and checks the token.
    ///
    /// # Errors
    /// 401 without a valid token, 503 without a database.
    pub async fn from_headers(app: &AppState, headers: &HeaderMap) -> Result<Self, ApiError> {
        let given = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or(ApiError::Unauthorized)?;
        let known = app.store.tokens().await?;
        token::find(&known, given).cloned().map(Self).ok_or(ApiError::Unauthorized)
    }

    /// # Errors
    /// 403 if the role is too low, or the token is good for another survey only.
    pub fn require(&self, role: Role, survey: Option<&str>) -> Result<(), ApiError> {
        let in_scope = self.0.survey.is_none() || self.0.survey.as_deref() == survey;
        if self.0.role >= role && in_scope { Ok(()) } else { Err(ApiError::Forbidden) }
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &AppState,
    ) -> Result<Self, Self::Rejection> {
        Self::from_headers(app, &parts.headers).await
    }
}
