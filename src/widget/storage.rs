//! The browser's local storage. The only module that touches it.
//!
//! Every access may fail (blocked, full, a sandboxed frame) and says so.

use web_sys::Storage;

/// The visitor's history.
pub(super) const LEDGER: &str = "oot:ledger";
/// Answers on their way.
pub(super) const OUTBOX: &str = "oot:outbox";
/// A random number that decides about samples. It never leaves the browser.
pub(super) const SAMPLING_KEY: &str = "oot:lot";
/// What the loader reads, followed by the survey's name.
pub(super) const DUE: &str = "oot:due:";

/// Storage is blocked or full.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Blocked;

fn storage() -> Result<Storage, Blocked> {
    super::global::window().and_then(|window| window.local_storage().ok().flatten()).ok_or(Blocked)
}

/// The kept text; empty when there is none.
pub(super) fn read(key: &str) -> Result<String, Blocked> {
    storage()?.get_item(key).map(Option::unwrap_or_default).map_err(|_| Blocked)
}

/// Keeps a text; an empty one is removed.
pub(super) fn write(key: &str, text: &str) -> Result<(), Blocked> {
    let storage = storage()?;
    let done = if text.is_empty() { storage.remove_item(key) } else { storage.set_item(key, text) };
    done.map_err(|_| Blocked)
}
