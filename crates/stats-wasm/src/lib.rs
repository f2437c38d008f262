//! The measurement core for JavaScript: `score`, `compare`, `interval`, `sampleSize`, in a wasm
//! module of its own that no visitor of a site downloads.
//!
//! One function crosses the border, JSON text in and JSON text out, and one class for files, bytes
//! in and JSON text out; `npm/index.js` wraps both. Not here: any arithmetic (`outoften_core`), and
//! the card.

mod answer;
mod answers;
mod file_score;
mod options;

use wasm_bindgen::prelude::wasm_bindgen;

/// Answers a request such as `{"do": "score", "of": {"counts": […]}, "options": {}}` with
/// `{"result": …}` or `{"error": {"code", "field", "message"}}`.
///
/// ```
/// let request = r#"{"do": "sampleSize", "options": {"margin": 5}}"#;
/// let expected = r#"{"result":{"n":1534,"method":"adjusted-wald"}}"#;
/// assert_eq!(outoften_stats_wasm::answer(request), expected);
/// ```
#[wasm_bindgen]
#[must_use]
pub fn answer(request: &str) -> String {
    answer::answer(request)
}

/// A file of answers, pushed in piece by piece, so that a page stays responsive and memory flat.
///
/// ```
/// let mut score = outoften_stats_wasm::FileScore::new("{}");
/// assert!(score.push(b"score\n10\n9\n"));
/// assert!(score.finish().starts_with(r#"{"result":{"n":2,"#));
/// ```
#[wasm_bindgen]
pub struct FileScore(file_score::FileScore);

#[wasm_bindgen]
impl FileScore {
    /// Options as JSON: `scoreColumn`, `dateColumn`, `dateOrder`, `by`, `every`, and those of
    /// `score`.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(options: &str) -> Self {
        Self(file_score::FileScore::new(options))
    }

    /// The next bytes of the file; `false` when it is no use going on.
    pub fn push(&mut self, piece: &[u8]) -> bool {
        self.0.push(piece)
    }

    /// The result or the error, as of [`answer`].
    #[must_use]
    pub fn finish(&mut self) -> String {
        self.0.finish()
    }
}
