//! The files a site loads: the distribution folder, read as it is on disk.
//!
//! `/v1.2.3/…` never changes and is cached for a year; every other name is checked again after
//! five minutes. Files lie beside their compressed forms (`.br`, `.gz`), made when the
//! distribution was built. Every origin may load them: that is what they are for. The Studio's page
//! is for people who hold a token, so it comes with a policy of its own.

pub mod demo;

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, LOCATION, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{ApiError, AppState, etag};

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const SHORT: HeaderValue = HeaderValue::from_static("public, max-age=300");
const ANY_ORIGIN: HeaderValue = HeaderValue::from_static("cross-origin");
const NOSNIFF: HeaderValue = HeaderValue::from_static("nosniff");

/// The Studio's page.
const STUDIO: &str = "studio/index.html";

/// What the Studio's page may do: its own script and styles, the page under the card in its frames,
/// pictures that are dropped, drawn or named in a document, and requests to any collector that
/// somebody names.
const STUDIO_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob: https: http:; connect-src 'self' https: http:; font-src 'self'; \
     worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Compressed forms, the smaller first.
const ENCODINGS: [&str; 2] = ["br", "gzip"];

/// Everything that is not the API.
pub async fn get(State(app): State<AppState>, request: Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/v1/") {
        return ApiError::NotFound.into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::MethodNotAllowed.into_response();
    }
    let Some(name) = file_name(path) else { return ApiError::NotFound.into_response() };
    if let Some(file) = demo::file(app.demo, &name) {
        return reply(&name, file.to_vec(), None, request.headers());
    }
    let Some(root) = &app.dist else { return ApiError::NotFound.into_response() };
    match read(root, &name, request.headers()).await {
        Some((bytes, encoding)) => reply(&name, bytes, encoding, request.headers()),
        // A folder without its slash: relative addresses inside its page would miss it.
        None if root.join(&name).join("index.html").is_file() => {
            (StatusCode::PERMANENT_REDIRECT, [(LOCATION, format!("/{name}/"))]).into_response()
        }
        None => ApiError::NotFound.into_response(),
    }
}

/// The relative name of a file; none for a path with anything but plain names in it.
fn file_name(path: &str) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let names = path.strip_prefix('/')?;
    let (names, index) = match names.strip_suffix('/') {
        Some(folder) => (folder, "/index.html"),
        None => (names, ""),
    };
    let is_name =
        |name: &str| !name.is_empty() && !name.starts_with('.') && name.bytes().all(plain);
    match path {
        "/" => Some("index.html".to_owned()),
        _ => names.split('/').all(is_name).then(|| format!("{names}{index}")),
    }
}

async fn read(
    root: &Path,
    name: &str,
    headers: &HeaderMap,
) -> Option<(Vec<u8>, Option<&'static str>)> {
    for encoding in ENCODINGS.into_iter().filter(|encoding| accepts(headers, encoding)) {
        let extension = if encoding == "gzip" { "gz" } else { encoding };
        let compressed: PathBuf = root.join(format!("{name}.{extension}"));
        if let Ok(bytes) = tokio::fs::read(compressed).await {
            return Some((bytes, Some(encoding)));
        }
    }
    tokio::fs::read(root.join(name)).await.ok().map(|bytes| (bytes, None))
}

/// Whether the client takes this encoding: named, and not with weight 0.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let offered = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    offered.flat_map(|value| value.split(',')).any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        let refused = matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

fn reply(
    name: &str,
    bytes: Vec<u8>,
    encoding: Option<&'static str>,
    headers: &HeaderMap,
) -> Response {
    let tag = etag(&bytes);
    let known = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = match known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => Body::from(bytes).into_response(),
    };
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    out.insert(CACHE_CONTROL, if is_versioned(name) { FOR_EVER } else { SHORT });
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(HeaderName::from_static("cross-origin-resource-policy"), ANY_ORIGIN);
    out.insert(X_CONTENT_TYPE_OPTIONS, NOSNIFF);
    if name == STUDIO {
        out.insert(CONTENT_SECURITY_POLICY, STUDIO_POLICY);
        out.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(ETAG, tag);
    }
    if let Some(encoding) = encoding {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// Whether the first folder is a whole version, `v1.2.3`.
fn is_versioned(name: &str) -> bool {
    let first = name.split('/').next().unwrap_or_default();
    first.strip_prefix('v').is_some_and(|version| {
        let numbers: Vec<_> = version.split('.').collect();
        numbers.len() == 3 && numbers.iter().all(|number| number.parse::<u32>().is_ok())
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "html" => "text/html; charset=utf-8",
        "ts" | "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_files() {
        assert_eq!(file_name("/v0/card.js").as_deref(), Some("v0/card.js"));
        assert_eq!(file_name("/demo/").as_deref(), Some("demo/index.html"));
        assert_eq!(file_name("/").as_deref(), Some("index.html"));
        for bad in
            ["/../etc/passwd", "/a/../b", "/.git/config", "/a//b", "/%2e%2e/x", "/a\\b", "//"]
        {
            assert_eq!(file_name(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_whole_versions_are_for_ever() {
        assert!(is_versioned("v0.1.0/card.js"));
        for floating in ["v0/card.js", "outoften.js", "v0.1/card.js", "vendor/x.js"] {
            assert!(!is_versioned(floating), "{floating}");
        }
    }

    #[test]
    fn encodings_are_negotiated() {
        let headers = |value: &'static str| {
            HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))])
        };
        assert!(accepts(&headers("gzip, deflate, br;q=0.9"), "br"));
        assert!(!accepts(&headers("gzip, br;q=0"), "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }
}
