//! Drains what a handler left unread of a body: an unknown survey, for example, is refused before the
//! answer is read.
//!
//! Otherwise the server would close the connection without notice. A client that uses it again at
//! once would get no reply, and one that is still sending may lose the reply it has. A short rest is
//! read and dropped; where that would take too much or too long, the reply says that the connection
//! ends. How much a handler reads is limited in [`super::body`].

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Error;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{CONNECTION, EXPECT};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;

/// Most bytes that are read only to be dropped.
const MAX_BYTES: usize = 64 * 1024;

/// How long a client may take to send them: its reply waits for it.
const TIMEOUT: Duration = Duration::from_secs(1);

/// Wraps every request.
pub async fn around<F: Future<Output = Response>>(
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let (parts, body) = request.into_parts();
    if http_body::Body::is_end_stream(&body) {
        return next(Request::from_parts(parts, body)).await;
    }
    // Such a client sends nothing before it is asked to.
    let asks_first = parts.headers.contains_key(EXPECT);
    let rest = Rest::default();
    let lent = Body::new(Lent { body: Some(body), rest: Arc::clone(&rest) });
    let mut response = next(Request::from_parts(parts, lent)).await;
    let rest = rest.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(rest) = rest else { return response };
    // A client that was too slow or sent too much gets no more time.
    let had_enough =
        matches!(response.status(), StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE);
    let within = tokio::time::timeout(TIMEOUT, drain(rest));
    if asks_first || had_enough || !within.await.unwrap_or(false) {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Reads on. Returns whether it reached the end.
async fn drain(mut rest: Body) -> bool {
    let mut seen = 0;
    if http_body::Body::size_hint(&rest).lower() > MAX_BYTES as u64 {
        return false;
    }
    while let Some(frame) = rest.frame().await {
        let Ok(frame) = frame else { return false };
        seen += frame.data_ref().map_or(0, Bytes::len);
        if seen > MAX_BYTES {
            return false;
        }
    }
    true
}

/// What a handler did not read.
type Rest = Arc<Mutex<Option<Body>>>;

/// A body that comes back when it is dropped before its end.
struct Lent {
    /// `None` after the end.
    body: Option<Body>,
    rest: Rest,
}

impl http_body::Body for Lent {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let polled = Pin::new(body).poll_frame(context);
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            self.body = None;
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(http_body::Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), http_body::Body::size_hint)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let body = self.body.take().filter(|body| !http_body::Body::is_end_stream(body));
        *self.rest.lock().unwrap_or_else(PoisonError::into_inner) = body;
    }
}
