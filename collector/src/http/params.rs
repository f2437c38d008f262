//! Parts of an address, read with this API's own errors.

use axum::extract::{FromRequestParts, Path as AxumPath, Query as AxumQuery};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::ApiError;

/// The query. What it may hold is in the API's description.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let read = AxumQuery::<T>::from_request_parts(parts, state).await;
        let expected = "of the names and values that /v1/openapi.json lists";
        read.map(|AxumQuery(value)| Self(value))
            .map_err(|_| ApiError::Parameter("query", expected.into()))
    }
}

/// The names in the path; one that is no text leads nowhere.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let read = AxumPath::<T>::from_request_parts(parts, state).await;
        read.map(|AxumPath(value)| Self(value)).map_err(|_| ApiError::NotFound)
    }
}
