//! What every request passes, whatever it asks for: a body that nobody read is read on, the log gets a
//! line, pages of every origin may read the reply.
//!
//! These are no layers of the router: a layer copies itself and boxes its reply for each request, and
//! four of them took longer than writing the answer down. For the same reason what cards send goes to
//! its handler past the router, which has the same routes.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler as _;
use axum::http::Method;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, RETRY_AFTER};
use axum::response::Response;
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_http::cors::{Any, CorsLayer};

use super::{AppState, events, log, responses, unread, within};
use crate::form;

/// All that the network reaches.
pub struct Front {
    app: AppState,
    router: Router,
    cors: CorsLayer,
}

/// What cards send.
#[derive(Clone, Copy)]
enum Sent {
    Answer,
    Event,
}

impl Sent {
    fn by(request: &Request) -> Option<Self> {
        if request.method() != Method::POST {
            return None;
        }
        [Self::Answer, Self::Event].into_iter().find(|sent| sent.path() == request.uri().path())
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Answer => "/v1/responses",
            Self::Event => "/v1/events",
        }
    }
}

impl Front {
    /// In front of these routes.
    #[must_use]
    pub fn new(app: AppState, router: Router) -> Self {
        Self { app, router, cors: cors() }
    }

    /// The reply to a request.
    pub async fn answer(&self, request: Request) -> Response {
        if self.app.is_news_of_a_proxy(&request) {
            self.app.note_unnamed_proxy().await;
        }
        let sent = Sent::by(&request);
        let routed = service_fn(|request| async move { Ok(self.route(sent, request).await) });
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
        let noted = |request| log::line(&self.app, sent.map(Sent::path), request, allowed);
        unread::finished(request, noted).await
    }

    async fn route(&self, sent: Option<Sent>, request: Request) -> Response {
        let app = Arc::clone(&self.app);
        match sent {
            Some(Sent::Answer) => within(&self.app, responses::post.call(request, app)).await,
            Some(Sent::Event) => within(&self.app, events::post.call(request, app)).await,
            None => {
                let Ok(response): Result<_, Infallible> =
                    self.router.clone().oneshot(request).await;
                response
            }
        }
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
