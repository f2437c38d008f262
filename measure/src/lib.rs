//! The measurement core for JavaScript: `score`, `compare`, `interval`, `sampleSize`, in a wasm
//! module of its own that no visitor of a site downloads.
//!
//! One function crosses the border, JSON text in and JSON text out; `npm/index.js` wraps it. Not
//! here: any arithmetic (`outoften_core`), and the card.

mod answer;
mod answers;
mod options;

use wasm_bindgen::prelude::wasm_bindgen;

/// Answers a request such as `{"do": "score", "of": {"counts": […]}, "options": {}}` with
/// `{"result": …}` or `{"error": {"code", "field", "message"}}`.
///
/// ```
/// let request = r#"{"do": "sampleSize", "options": {"margin": 5}}"#;
/// let expected = r#"{"result":{"n":1534,"method":"adjusted-wald"}}"#;
/// assert_eq!(outoften_measure::answer(request), expected);
/// ```
#[wasm_bindgen]
#[must_use]
pub fn answer(request: &str) -> String {
    answer::answer(request)
}
