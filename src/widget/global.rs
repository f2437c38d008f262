//! The page's window. The only module that asks for it.
//!
//! Not by its class, as `web_sys::window` does: libraries put a `Window` of their own there
//! (MooTools), and then there would be no window, no storage and no card.

use wasm_bindgen::JsCast;
use web_sys::Window;

/// The global object of a page, which is where this module runs.
pub(super) fn window() -> Option<Window> {
    Some(js_sys::global().unchecked_into())
}
