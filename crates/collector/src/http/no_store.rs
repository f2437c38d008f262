//! Replies to callers with a token are private: no cache keeps them, no browser guesses their type.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::Next;
use axum::response::Response;

use super::params;

/// Marks the reply of a protected address, and every reply to a request that brought a token.
pub async fn reply(request: Request, next: Next) -> Response {
    let is_private =
        request.headers().contains_key(AUTHORIZATION) || params::protected(&request).is_some();
    let mut response = next.run(request).await;
    if is_private {
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    }
    response
}
