//! Files that are dropped or chosen, read slice by slice so that the page stays alive.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DragEvent, Event, File, HtmlInputElement};

/// The file that was dropped.
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.item(0)
}

/// The file that was chosen; the input is emptied, so that the same file can be chosen again.
pub fn chosen(event: &Event) -> Option<File> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.item(0);
    input.set_value("");
    file
}

/// The bytes from `start` up to `end` or the end of the file.
///
/// # Errors
/// What the browser refused: the file was moved, changed or may not be read.
pub async fn slice(file: &Blob, start: f64, end: f64) -> Result<Vec<u8>, JsValue> {
    let part = file.slice_with_f64_and_f64(start, end.min(file.size()))?;
    let buffer = JsFuture::from(part.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// A whole small file.
///
/// # Errors
/// As [`fn@slice`].
pub async fn whole(file: &Blob) -> Result<Vec<u8>, JsValue> {
    slice(file, 0.0, file.size()).await
}
