//! Sending an answer. The only module that calls `fetch`.
//!
//! `text/plain` and no credentials, so that the browser asks no permission first (a preflight
//! loses the answer when the tab closes); `keepalive`, so that the request outlives the page.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCredentials, RequestInit, Response};

/// A reply that takes longer is no reply.
const TIMEOUT_MS: u32 = 10_000;

#[wasm_bindgen]
extern "C" {
    /// The page's own `fetch`, which may have been replaced by one that throws at once or gives
    /// something else than a promise.
    #[wasm_bindgen(catch)]
    fn fetch(url: &str, init: &RequestInit) -> Result<JsValue, JsValue>;
}

/// Posts a body; gives the status of the reply, or `None` without one.
pub(super) async fn post(endpoint: &str, body: &str) -> Option<u16> {
    let init = RequestInit::new();
    init.set_method("POST");
    // A body of plain text gets the header `text/plain` from the browser itself.
    init.set_body(&JsValue::from_str(body));
    init.set_credentials(RequestCredentials::Omit);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)));
    js_sys::Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE).ok()?;
    let sent = Promise::resolve(&fetch(endpoint, &init).ok()?);
    let reply = JsFuture::from(sent).await.ok()?;
    reply.dyn_into::<Response>().ok().map(|reply| reply.status())
}
