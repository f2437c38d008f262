//! What a visitor sees, from the loader's call to the last revision of an answer.
//!
//! - `state`: what the card is doing, as a pure state machine
//! - `view`: the same as Leptos components
//! - `session`: one display of one card; joins the modules below, which never see each other
//! - `answer`: what a display sends
//! - `config`: what the page says besides the document
//! - `place`: where the page has an element
//! - `host`: the element in the page, its shadow root and its style sheet
//! - `edge`: the button that opens the card
//! - `eligibility`: what this browser remembers, and what follows from it; `history` is its text,
//!   `storage` the only one that touches the browser's
//! - `delivery`: answers on their way; `outbox` is their text, `transport` the only one that fetches
//! - `clock`, `random`: the only ones that ask for the time and for randomness
//! - `js_value`: the only one that reads JavaScript objects
//! - `exports`: the functions JavaScript sees
//! - `global`: the page's window
//! - `fault`: failures on purpose, in a build that only tests make
//!
//! Not here: thresholds, the fatigue rule, validation, rounding. They are in the core.

mod answer;
mod clock;
mod config;
mod delivery;
mod edge;
mod eligibility;
pub mod exports;
mod fault;
mod global;
mod history;
mod host;
#[doc(hidden)]
pub mod js_value;
mod outbox;
mod place;
pub mod preview;
mod random;
mod session;
pub mod state;
mod storage;
mod style;
mod transport;
pub mod view;

/// Whether the fatigue rule, as this browser remembers it, lets the visitor be asked now. Blocked
/// storage means no: who cannot be remembered is not asked.
#[must_use]
pub fn may_ask(survey: &outoften_core::survey::Survey) -> bool {
    let nothing_known = config::Config::read(&wasm_bindgen::JsValue::UNDEFINED);
    eligibility::may_ask(survey, &nothing_known, clock::now()).is_ok()
}
