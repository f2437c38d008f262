//! What is kept in the browser between visits. Storage may be blocked or full: then nothing is
//! kept, and the caller is told.

use web_sys::Storage;

/// The draft, as a document.
pub const DRAFT: &str = "oot:studio:draft";
/// The interface's language.
pub const LANGUAGE: &str = "oot:studio:language";
/// Light or dark interface.
pub const THEME: &str = "oot:studio:theme";
/// The collector's address.
pub const COLLECTOR: &str = "oot:studio:collector";
/// The collector's token; only until the tab is closed.
pub const TOKEN: &str = "oot:studio:token";

/// What was kept for good.
pub fn read(key: &str) -> Option<String> {
    local()?.get_item(key).ok().flatten()
}

/// Keeps a text for good. False when the browser refused.
pub fn write(key: &str, text: &str) -> bool {
    local().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// What was kept for this tab.
pub fn read_for_tab(key: &str) -> Option<String> {
    session()?.get_item(key).ok().flatten()
}

/// Keeps a text until the tab is closed. False when the browser refused.
pub fn write_for_tab(key: &str, text: &str) -> bool {
    session().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}
