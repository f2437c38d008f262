//! Parts of an address, read with this API's own errors.
//!
//! [`known`] stands before the routes: what a token protects takes only the names of the API's
//! description, because a filter with a slip of the finger would report everybody. What is public
//! ignores other names: sites and mail programs add theirs to a link (`utm_source`, `fbclid`).

use axum::extract::{FromRequestParts, MatchedPath, Path as AxumPath, Query as AxumQuery, Request};
use axum::http::Method;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde::de::DeserializeOwned;

use super::{ApiError, openapi};

/// The query. What it may hold is in the API's description.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let read = AxumQuery::<T>::from_request_parts(parts, state).await;
        let expected = "of the names and values that /v1/openapi.json lists, each once";
        read.map(|AxumQuery(value)| Self(value))
            .map_err(|_| ApiError::Parameter("query", expected.into()))
    }
}

/// Whether a flag of the query is set; without a value of its own it is not.
///
/// # Errors
/// 422 for anything but the four words.
pub fn flag(name: &'static str, value: Option<&str>) -> Result<bool, ApiError> {
    let [one, yes, zero, no] = openapi::FLAG_VALUES;
    match value {
        None => Ok(false),
        Some(value) if value == zero || value == no => Ok(false),
        Some(value) if value == one || value == yes => Ok(true),
        Some(_) => Err(ApiError::Parameter(name, "1, 0, true or false".into())),
    }
}

/// Refuses a name that the route does not take, if a token protects it.
pub async fn known(request: Request, next: Next) -> Response {
    match unknown(&request) {
        Some(error) => error.into_response(),
        None => next.run(request).await,
    }
}

fn unknown(request: &Request) -> Option<ApiError> {
    let operation = protected(request)?;
    let AxumQuery(given) = AxumQuery::<Vec<(String, String)>>::try_from_uri(request.uri()).ok()?;
    let names = given.into_iter().map(|(name, _)| name);
    let other = names.into_iter().find(|name| !operation.query.contains(&name.as_str()))?;
    Some(ApiError::UnknownParameter(other.chars().take(64).collect(), operation.query))
}

/// The operation that is asked for, if it needs a token.
#[must_use]
pub fn protected(request: &Request) -> Option<&'static openapi::Operation> {
    let route = request.extensions().get::<MatchedPath>()?.as_str();
    let path = request.uri().path();
    // The same route serves the card's document, which anybody may ask for.
    let public = route == "/v1/surveys/{id}" && path.ends_with(".json");
    let method = match *request.method() {
        Method::HEAD => "get".to_owned(),
        ref method => method.as_str().to_ascii_lowercase(),
    };
    openapi::operation(&method, route).filter(|it| it.is_protected() && !public)
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
