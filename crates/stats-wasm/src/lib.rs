//! The measurement core for JavaScript: `score`, `compare`, `interval`, `sampleSize`, in a wasm
//! module of its own that no visitor of a site downloads.
//!
//! One function crosses the border, and one class for files. Requests come as JSON text, which the
//! package checks for what JSON cannot say; results go out as objects, whose types `index.d.ts` holds.
//! Not here: any arithmetic (`outoften_core`), and the card.

mod answer;
mod answers;
mod file_score;
mod options;

use serde::Serialize as _;
use serde_json::Value;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Answers a request such as `{"do": "score", "of": {"counts": […]}, "options": {}}` with
/// `{result: …}` or `{error: {code, field, message}}`.
#[wasm_bindgen]
#[must_use]
pub fn answer(request: &str) -> JsValue {
    object(&answer::answer(request))
}

/// A file of answers, pushed in piece by piece, so that a page stays responsive and memory flat.
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
    pub fn finish(&mut self) -> JsValue {
        object(&self.0.finish())
    }
}

/// Plain objects, numbers and `null`, as JSON has them.
fn object(value: &Value) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
