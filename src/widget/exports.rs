//! The functions that JavaScript sees. The loader is their only caller.
//!
//! None of them throws: what goes wrong is one line on the console.

use super::foreign::{self, Foreign};
use super::memory::Silence;
use super::session::{self, Tag};
use super::{delivery, fault, host};
use outoften_core::survey::Survey;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Shows the card of a survey document, if the visitor may be asked.
///
/// `document` is the parsed document, `wanted` a list of language tags in order of preference,
/// `endpoint` where answers go unless the document says otherwise, `segment` a text or nothing,
/// `asked_for` whether the page itself calls for the card. Gives a word that says what happened:
/// `shown`, `not-due`, `not-drawn`, `storage-blocked`, `already-open`, `bad-document`, `refused`.
#[wasm_bindgen]
pub fn open(
    document: JsValue,
    wanted: JsValue,
    endpoint: String,
    segment: Option<String>,
    asked_for: bool,
) -> String {
    fault::at("init");
    let survey = match Survey::read(Foreign(document)) {
        Ok(survey) => survey,
        Err(error) => {
            let mut line = "the survey document is not usable: ".to_owned();
            line.push_str(&error.field);
            line.push_str(" must be ");
            line.push_str(error.expected);
            host::warn(&line);
            return "bad-document".to_owned();
        }
    };
    let tag = Tag { endpoint, wanted: foreign::texts(wanted), segment, asked_for };
    let word = match session::open(survey, tag) {
        Ok(()) => "shown",
        Err(Silence::NotDue) => "not-due",
        Err(Silence::NotDrawn) => "not-drawn",
        Err(Silence::AlreadyOpen) => "already-open",
        Err(Silence::StorageBlocked) => {
            host::warn("storage is blocked, so nobody is asked");
            "storage-blocked"
        }
        Err(Silence::Browser(reason)) => {
            host::warn(&reason.as_string().unwrap_or_else(|| "the browser refused".to_owned()));
            "refused"
        }
    };
    word.to_owned()
}

/// Closes the card as its cross does.
#[wasm_bindgen]
pub fn close() {
    session::close();
}

/// Takes the card away without recording or sending anything.
#[wasm_bindgen]
pub fn forget() {
    session::forget();
}

/// Sends the answers that earlier pages could not.
#[wasm_bindgen]
pub fn flush() {
    delivery::flush();
}
