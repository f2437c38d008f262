//! What a visitor sees, from the loader's call to the last revision of an answer.
//!
//! - `state`: what the card is doing, as a pure state machine
//! - `view`: the same as Leptos components
//! - `session`: one display of one card; joins the modules below, which never see each other
//! - `answer`: what a display sends
//! - `tag`: what the page says besides the document
//! - `place`: where the page has an element
//! - `host`: the element in the page, its shadow root and its style sheet
//! - `edge`: the button that opens the card
//! - `memory`: what this browser remembers, and what follows from it; `ledger` is its text,
//!   `storage` the only one that touches the browser's
//! - `delivery`: answers on their way; `outbox` is their text, `transport` the only one that fetches
//! - `clock`, `chance`: the only ones that ask for the time and for randomness
//! - `foreign`: the only one that reads JavaScript objects
//! - `exports`: the functions JavaScript sees
//! - `global`: the page's window
//! - `fault`: failures on purpose, in a build that only tests make
//!
//! Not here: thresholds, the fatigue rule, validation, rounding. They are in the core.

mod answer;
mod chance;
mod clock;
mod delivery;
mod edge;
pub mod exports;
mod fault;
#[doc(hidden)]
pub mod foreign;
mod global;
mod host;
mod ledger;
mod memory;
mod outbox;
mod place;
pub mod preview;
mod session;
pub mod state;
mod storage;
mod style;
mod tag;
mod transport;
pub mod view;

/// Whether the fatigue rule, as this browser remembers it, lets the visitor be asked now. Blocked
/// storage means no: who cannot be remembered is not asked.
#[must_use]
pub fn may_ask(survey: &outoften_core::survey::Survey) -> bool {
    let nothing_known = tag::Tag::read(&wasm_bindgen::JsValue::UNDEFINED);
    memory::may_ask(survey, &nothing_known, clock::now()).is_ok()
}
