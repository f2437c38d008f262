//! Sending an answer. The only module that calls `fetch`.
//!
//! `text/plain` and no credentials, so that the browser asks no permission first (a preflight
//! loses the answer when the tab closes); `keepalive`, so that the request outlives the page.

use super::fault;
use js_sys::Promise;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
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

/// Posts a body; `done` gets the status of the reply, or `None` without one. By callbacks: a task
/// queue for futures would cost a visitor 2 KB.
pub(super) fn post(endpoint: &str, body: &str, done: impl FnOnce(Option<u16>) + 'static) {
    match send(endpoint, body) {
        Ok(sent) => settle(&Promise::resolve(&sent), Box::new(done)),
        Err(_) => done(None),
    }
}

fn send(endpoint: &str, body: &str) -> Result<JsValue, JsValue> {
    let init = RequestInit::new();
    init.set_method("POST");
    // A body of plain text gets the header `text/plain` from the browser itself.
    init.set_body(&JsValue::from_str(body));
    init.set_credentials(RequestCredentials::Omit);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)));
    js_sys::Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE)?;
    fetch(endpoint, &init)
}

type Listener = Closure<dyn FnMut(JsValue)>;

/// One of two listeners will be called, once; then both are let go.
fn settle(sent: &Promise, done: Box<dyn FnOnce(Option<u16>)>) {
    let both: Rc<RefCell<Option<(Listener, Listener)>>> = Rc::default();
    let done = Rc::new(RefCell::new(Some(done)));
    let listener = |replied: bool| {
        let (both, done) = (Rc::clone(&both), Rc::clone(&done));
        Closure::new(move |reply: JsValue| {
            fault::at("reply");
            let reply = reply.dyn_into::<Response>().ok().filter(|_| replied);
            if let Some(done) = done.take() {
                done(reply.map(|reply| reply.status()));
            }
            drop(both.take());
        })
    };
    let (kept, lost) = (listener(true), listener(false));
    drop(sent.then2(&kept, &lost));
    both.replace(Some((kept, lost)));
}
