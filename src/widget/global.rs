//! The page's window. The only module that asks for it.
//!
//! Not by its class, as `web_sys::window` does: libraries put a `Window` of their own there
//! (MooTools), and then there would be no window, no storage and no card. And by the one name that
//! every browser with WebAssembly knows: to try four names costs a visitor 0.2 KB.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Window;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: Window;
}

/// The global object of a page, which is where this module runs.
pub(super) fn window() -> Option<Window> {
    Some(GLOBAL.with(Clone::clone))
}
