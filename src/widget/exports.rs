//! The functions that JavaScript sees. The loader is their only caller.
//!
//! None of them throws: what goes wrong is one line on the console.

use super::config::Config;
use super::eligibility::{self, outcome};
use super::js_value::JsNode;
use super::session;
use super::{clock, delivery, fault, host};
use outoften_core::survey::Survey;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Shows the card of a survey document, if the visitor may be asked. `document` is the parsed
/// document, `config` what the page says besides: `{endpoint, wanted, segment, person, lot, traits,
/// asked}`.
#[wasm_bindgen]
pub fn open(document: JsValue, tag: JsValue) {
    fault::at("init");
    let Some(survey) = read(document) else { return };
    outcome(session::open(survey, Config::read(&tag)));
}

/// What the core says of this visitor, in five words: `open` or the reason to wait, now and the first
/// instant at which the visitor may be asked, both in ms, whether the sample holds the visitor, and
/// whether the traits fit (`true` or `false`). Empty when the document or the storage cannot be read.
#[wasm_bindgen]
pub fn why(document: JsValue, tag: JsValue) -> String {
    let survey = read(document);
    let said =
        survey.map(|survey| eligibility::explain(&survey, &Config::read(&tag), clock::now()));
    said.and_then(Result::ok).unwrap_or_default()
}

fn read(document: JsValue) -> Option<Survey> {
    let error = match Survey::read(JsNode(document)) {
        Ok(survey) => return Some(survey),
        Err(error) => error,
    };
    let mut line = "the survey document is not usable: ".to_owned();
    line.push_str(&error.field);
    line.push_str(" must be ");
    line.push_str(error.expected);
    host::warn(&line);
    None
}

/// Takes the collector's token for the display of this id.
#[wasm_bindgen]
pub fn admit(id: String, token: String) {
    session::admit(&id, token);
}

/// Closes the card as its cross does; or, where the visitor is another one now, `ends` it: nothing of
/// it is recorded or sent. Anything but `true` closes.
#[wasm_bindgen]
pub fn close(ends: bool) {
    session::close(ends);
}

/// Takes the card away without recording or sending anything.
#[wasm_bindgen]
pub fn forget() {
    delivery::forget();
    session::forget();
}

/// Sends the answers that earlier pages could not; or, once the page's policy has `refused` to let
/// one out, sends no more from this page. Anything but `true` is no refusal.
#[wasm_bindgen]
pub fn flush(refused: bool) {
    delivery::flush(refused);
}
