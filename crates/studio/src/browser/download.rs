//! Texts and files that leave the Studio: onto the clipboard and into the downloads folder.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Puts a text on the clipboard. False when the browser refused.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    if !window.is_secure_context() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}

/// Saves bytes as a file.
pub fn save(name: &str, kind: &str, bytes: &[u8]) {
    if let Ok(blob) = blob(kind, bytes) {
        // A browser that forbids downloads says so itself.
        drop(save_blob(name, &blob));
    }
}

/// Some bytes as the browser holds them.
///
/// # Errors
/// What the browser refused.
pub fn blob(kind: &str, bytes: &[u8]) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence_and_options(&parts, &options)
}

/// Saves a blob as a file.
///
/// # Errors
/// What the browser refused.
pub fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let document = super::document().ok_or("no document")?;
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}
