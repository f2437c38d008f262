//! What the Studio asks of the browser. Every call may fail, and none of them panics.

pub mod address;
pub mod cases;
pub mod collector;
pub mod files;
pub mod fit;
pub mod frame;
pub mod hand_out;
pub mod languages;
mod live;
pub mod photo;
pub mod picture;
pub mod reveal;
pub mod room;
pub mod simulate;
pub mod storage;

/// Milliseconds since 1970 by this machine's clock.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// A moment, given in milliseconds since 1970, by the calendar and clock of the person.
pub fn date_text(at_ms: f64) -> String {
    let date = js_sys::Date::new(&at_ms.into());
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // A plain object takes every name.
        drop(js_sys::Reflect::set(&options, &name.into(), &value.into()));
    }
    let language = crate::words::spoken().date_tag();
    date.to_locale_string(language, &options).into()
}

/// A day such as `2026-11-25`, in the person's words.
pub fn day_text(day: &str) -> String {
    let date = js_sys::Date::new(&day.into());
    let options = js_sys::Object::new();
    for (name, value) in [("day", "numeric"), ("month", "short"), ("timeZone", "UTC")] {
        // A plain object takes every name.
        drop(js_sys::Reflect::set(&options, &name.into(), &value.into()));
    }
    let language = crate::words::spoken().date_tag();
    date.to_locale_date_string(language, &options).into()
}

/// The day of a moment, such as `2026-11-25`, in UTC.
pub fn day_of(at_ms: f64) -> String {
    let text = String::from(js_sys::Date::new(&at_ms.into()).to_iso_string());
    text.get(..10).unwrap_or_default().to_owned()
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
