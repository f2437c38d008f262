//! What the Studio asks of the browser. Every call may fail, and none of them panics.

pub mod address;
pub mod dates;
pub mod download;
pub mod files;
pub mod frame;
pub mod language_names;
pub mod photo;
pub mod picture;
pub mod reveal;
pub mod storage;
pub mod system_settings;
pub mod viewport;

/// Milliseconds since 1970 by this machine's clock.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// The window's document.
pub fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Whether a media query matches, such as `(prefers-color-scheme: dark)`.
pub fn matches(query: &str) -> bool {
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}
