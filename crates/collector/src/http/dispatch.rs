//! What every request passes, whatever it asks for: an unread body is drained, the log gets a line,
//! pages of every origin may read the reply.
//!
//! These are no layers of the router. A layer clones itself and boxes its reply for each request, and
//! four of them took longer than storing the answer. For the same reason submissions go to their
//! handler past the router.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::Method;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, RETRY_AFTER};
use axum::response::Response;
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_http::cors::{Any, CorsLayer};

use super::submissions::Endpoint;
use super::{AppState, drain_body, form, request_log, within};

/// All that the network reaches.
pub struct Dispatch {
    app: AppState,
    router: Router,
    cors: CorsLayer,
}

impl Dispatch {
    /// In front of these routes.
    #[must_use]
    pub fn new(app: AppState, router: Router) -> Self {
        Self { app, router, cors: cors() }
    }

    pub async fn reply(&self, request: Request) -> Response {
        if self.app.is_new_unnamed_proxy(&request) {
            self.app.record_unnamed_proxy().await;
        }
        let endpoint = Endpoint::of(&request);
        let routed = service_fn(|request| async move { Ok(self.route(endpoint, request).await) });
        // A hosted form is a page to look at: no script of another site has to read it.
        let is_form = request.uri().path().starts_with(form::FORMS);
        let allowed = |request| async move {
            let reply = match is_form {
                true => routed.oneshot(request).await,
                false => self.cors.layer(routed).oneshot(request).await,
            };
            let Ok(response): Result<_, Infallible> = reply;
            response
        };
        let path = endpoint.map(Endpoint::path);
        let logged = |request| request_log::record(&self.app, path, request, allowed);
        drain_body::around(request, logged).await
    }

    async fn route(&self, endpoint: Option<Endpoint>, request: Request) -> Response {
        let Some(endpoint) = endpoint else {
            let Ok(response): Result<_, Infallible> = self.router.clone().oneshot(request).await;
            return response;
        };
        within(&self.app, endpoint.reply(Arc::clone(&self.app), request)).await
    }
}

/// Cards stand on every site and the Studio may be served from anywhere, so every origin may
/// call. There are no cookies: what is protected is protected by a token in a header.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE])
        .expose_headers([ETAG, RETRY_AFTER])
        .max_age(std::time::Duration::from_secs(86_400))
}
