//! Answers on their way: kept until a reply settles them, sent again by a later page.
//!
//! It joins the outbox's text, the storage and the transport. What an answer says is the session's
//! business. Called by `session` and, for the answers of earlier pages, by `exports`.

use super::outbox::{self, Fate, Waiting};
use super::storage;
use super::{clock, host, transport};
use wasm_bindgen::JsValue;

/// Keeps a body and posts it.
pub(super) fn send(endpoint: &str, body: String) {
    let waiting = Waiting { at: clock::now(), endpoint: endpoint.to_owned(), body };
    change_outbox(|kept| kept.push(waiting.clone()));
    deliver(waiting);
}

/// Sends what earlier pages could not.
pub(super) fn flush() {
    let Ok(kept) = storage::read(storage::OUTBOX) else { return };
    for waiting in outbox::read(&kept, clock::now()) {
        deliver(waiting);
    }
}

fn deliver(waiting: Waiting) {
    let (endpoint, body) = (waiting.endpoint.clone(), waiting.body.clone());
    transport::post(&endpoint, &body, move |status| match outbox::fate(status) {
        Fate::Settled => change_outbox(|kept| kept.retain(|other| *other != waiting)),
        Fate::Keep => host::tell("oot:failed", &JsValue::NULL),
    });
}

/// Storage may be blocked: then an answer that cannot be sent now is lost, and nothing else is.
fn change_outbox(change: impl FnOnce(&mut Vec<Waiting>)) {
    let kept = storage::read(storage::OUTBOX).unwrap_or_default();
    let mut waiting = outbox::read(&kept, clock::now());
    change(&mut waiting);
    drop(storage::write(storage::OUTBOX, &outbox::write(&waiting)));
}
