//! Sending an answer. The only module that calls `fetch`.
//!
//! `text/plain` and no credentials, so that the browser asks no permission first (a preflight
//! loses the answer when the tab closes); `keepalive`, so that the request outlives the page.

use super::clock;
use super::fault;
use gloo_timers::callback::Timeout;
use js_sys::Promise;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, RequestCredentials, RequestInit, Response};

/// A reply that takes longer is no reply.
pub(super) const TIMEOUT_MS: u32 = 10_000;

#[wasm_bindgen]
extern "C" {
    /// The page's own `fetch`, which may have been replaced by one that throws at once or gives
    /// something else than a promise.
    #[wasm_bindgen(catch)]
    fn fetch(url: &str, init: &RequestInit) -> Result<JsValue, JsValue>;
}

/// What came back.
pub(super) struct Reply {
    /// `None` is no reply at all.
    pub status: Option<u16>,
    /// In how many ms the server wants to be asked again; 0 when it says nothing, not a number
    /// when it cannot be read.
    pub named_ms: f64,
}

impl Reply {
    const NONE: Self = Self { status: None, named_ms: 0.0 };

    fn of(reply: &Response) -> Self {
        let named = reply.headers().get("retry-after").ok().flatten();
        Self { status: Some(reply.status()), named_ms: named.map_or(0.0, |named| time_to(&named)) }
    }
}

/// Seconds, or a date of HTTP, as ms from now.
fn time_to(named: &str) -> f64 {
    match named.parse::<i64>() {
        Ok(seconds) => seconds as f64 * 1_000.0,
        Err(_) => js_sys::Date::parse(named) - clock::now().as_ms() as f64,
    }
}

/// Posts a body; `done` gets what came back. By callbacks: a task queue for futures would cost a
/// visitor 2 KB.
pub(super) fn post(endpoint: &str, body: &str, done: impl FnOnce(Reply) + 'static) {
    match send(endpoint, body) {
        Ok(sent) => settle(&Promise::resolve(&sent), Box::new(done)),
        Err(_) => done(Reply::NONE),
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

/// One of two listeners will be called, once; then both are let go. A `fetch` of the page's may do
/// neither, and knows nothing of the signal: what takes too long is no reply either.
fn settle(sent: &Promise, done: Box<dyn FnOnce(Reply)>) {
    let all: Rc<RefCell<Option<(Listener, Listener, Timeout)>>> = Rc::default();
    let done = Rc::new(RefCell::new(Some(done)));
    let listener = |replied: bool| {
        let (all, done) = (Rc::clone(&all), Rc::clone(&done));
        Closure::new(move |reply: JsValue| {
            fault::at("reply");
            let reply = reply.dyn_into::<Response>().ok().filter(|_| replied);
            if let Some(done) = done.take() {
                done(reply.map_or(Reply::NONE, |reply| Reply::of(&reply)));
            }
            drop(all.take());
        })
    };
    let (kept, lost) = (listener(true), listener(false));
    drop(sent.then2(&kept, &lost));
    let late = move || {
        if let Some(done) = done.take() {
            done(Reply::NONE);
        }
    };
    all.replace(Some((kept, lost, clock::after(TIMEOUT_MS, Box::new(late)))));
}
