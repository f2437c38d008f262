//! The part of the address behind `#`.

/// The fragment with its `#`; empty without one.
pub fn hash() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Goes to another fragment as a link does, without a `hashchange` event.
pub fn go(hash: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        let state = wasm_bindgen::JsValue::NULL;
        drop(history.push_state_with_url(&state, "", Some(hash)));
    }
}

/// Puts another fragment in place of the present one, without a step in the history.
pub fn replace(hash: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        let state = wasm_bindgen::JsValue::NULL;
        drop(history.replace_state_with_url(&state, "", Some(hash)));
    }
}

/// The address of this page without its fragment.
pub fn page() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok());
    href.unwrap_or_default().split('#').next().unwrap_or_default().to_owned()
}

/// The collector that serves this page under `/studio/`; `None` when something else serves it.
pub fn neighbour() -> Option<String> {
    page().split('?').next()?.strip_suffix("/studio/").map(str::to_owned)
}
