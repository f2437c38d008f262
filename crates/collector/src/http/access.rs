//! Extractors for what a token protects: who calls, whether the role allows it, and which survey it
//! is about.
//!
//! They stand behind `Query` in a handler's arguments, so that a wrong query is reported as such
//! whoever asks.

use std::marker::PhantomData;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::Deserialize;

use super::auth::Caller;
use super::params::Path;
use super::{ApiError, AppState};
use crate::catalog::SurveyEntry;
use crate::store::Role;

/// The least role of a caller, as a type.
pub trait LeastRole {
    const ROLE: Role;
}

pub struct Reader;
pub struct Analyst;
pub struct Admin;

impl LeastRole for Reader {
    const ROLE: Role = Role::Reader;
}

impl LeastRole for Analyst {
    const ROLE: Role = Role::Analyst;
}

impl LeastRole for Admin {
    const ROLE: Role = Role::Admin;
}

/// A caller of at least this role, with a token that is good for every survey.
///
/// Rejected with 401, 403, 429 or 503, as are the others below.
pub struct AllSurveys<R>(PhantomData<R>);

/// A caller of at least this role in the survey `{id}` of the address, which may not exist.
pub struct SurveyScope<R> {
    pub id: String,
    /// Who calls.
    pub caller: Caller,
    role: PhantomData<R>,
}

/// A caller of at least this role in the survey `{id}` of the address. 404 if there is none.
pub struct SurveyAccess<R> {
    pub id: String,
    pub entry: Arc<SurveyEntry>,
    role: PhantomData<R>,
}

/// The part of an address that names a survey.
#[derive(Deserialize)]
struct SurveyPath {
    id: String,
}

impl<R: LeastRole> FromRequestParts<AppState> for AllSurveys<R> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, ApiError> {
        Caller::from_parts(app, parts).await?.require(R::ROLE, None)?;
        Ok(Self(PhantomData))
    }
}

impl<R: LeastRole> FromRequestParts<AppState> for SurveyScope<R> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, ApiError> {
        let Path(SurveyPath { id }) = Path::from_request_parts(parts, app).await?;
        let caller = Caller::from_parts(app, parts).await?;
        caller.require(R::ROLE, Some(&id))?;
        Ok(Self { id, caller, role: PhantomData })
    }
}

impl<R: LeastRole> FromRequestParts<AppState> for SurveyAccess<R> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, ApiError> {
        let SurveyScope::<R> { id, .. } = SurveyScope::from_request_parts(parts, app).await?;
        let entry = app.known_survey(&id).await?;
        Ok(Self { id, entry, role: PhantomData })
    }
}
