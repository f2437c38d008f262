//! Reading a body that may be hostile: bounded before it is in memory.

use axum::body::{Body, Bytes};
use http_body_util::BodyExt as _;
use serde_json::Value;

use super::ApiError;
use crate::strict_json;

/// Reads at most `limit` bytes.
///
/// A body over the limit is read on up to twice the limit and thrown away: a client that is still
/// sending would otherwise see a reset connection instead of the 413 and try again for ever.
///
/// # Errors
/// `TooLarge`, or `BodyBroken` when the connection ends early.
pub async fn read(mut body: Body, limit: usize) -> Result<Bytes, ApiError> {
    let declared = http_body::Body::size_hint(&body).lower();
    let mut bytes = Vec::new();
    let mut seen = 0;
    if declared > 2 * limit as u64 {
        return Err(ApiError::TooLarge(limit));
    }
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ApiError::BodyBroken)?;
        let Ok(data) = frame.into_data() else { continue };
        seen += data.len();
        if seen > 2 * limit {
            break;
        }
        if seen <= limit {
            bytes.extend_from_slice(&data);
        }
    }
    if seen > limit { Err(ApiError::TooLarge(limit)) } else { Ok(bytes.into()) }
}

/// The same, as one JSON value.
///
/// # Errors
/// As [`read`], and `Malformed`.
pub async fn json(body: Body, limit: usize) -> Result<Value, ApiError> {
    Ok(strict_json::parse(&read(body, limit).await?)?)
}
