//! The headers of a hosted page: what it may do (nearly nothing) and who may frame it.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::origins::Origins;

/// The headers for a page with this style and, in a frame, this script. Both are allowed by their
/// hash: text that got into the page by any other way is dead.
pub fn headers(origins: &Origins, style: &str, script: Option<&str>) -> HeaderMap {
    let script = script.map_or("'none'".to_owned(), source);
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {script}; img-src https: data:; \
         form-action 'self'; base-uri 'none'; frame-ancestors {}",
        source(style),
        origins.frame_ancestors(),
    );
    let mut headers = HeaderMap::from_iter([
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        // Every page carries an id of its own.
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // The address goes to no other site. The page itself gets it, so that its form has an origin.
        (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ]);
    // Hashes and checked origins are plain ASCII; if not, the page is not sent without a policy.
    let policy = HeaderValue::from_str(&policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    headers
}

fn source(content: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content.as_bytes())))
}
