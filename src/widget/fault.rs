//! Failures on purpose. In a build with the feature `fault-inject`, which only tests make, the card
//! panics wherever the page's global `faultAt` says; in every other build nothing is here, not even
//! a call.
//!
//! Places: `init`, `render`, `timer`, `reply`, `retry`, `flush`, `leaving`, and for each handler
//! `on <event>`.

use web_sys::Event;

/// Panics if the page says that this place fails.
#[cfg(feature = "fault-inject")]
#[allow(clippy::panic, reason = "failing is what this build is for")]
pub(super) fn at(place: &str) {
    let wanted = super::global::window()
        .and_then(|page| js_sys::Reflect::get(&page, &"faultAt".into()).ok());
    if wanted.and_then(|wanted| wanted.as_string()).as_deref() == Some(place) {
        panic!("{place} fails on purpose");
    }
}

/// Panics if the page says that the handler of such an event fails.
#[cfg(feature = "fault-inject")]
pub(super) fn on(event: &Event) {
    let mut place = "on ".to_owned();
    place.push_str(&event.type_());
    at(&place);
}

/// Nothing.
#[cfg(not(feature = "fault-inject"))]
#[inline(always)]
pub(super) fn at(_: &str) {}

/// Nothing.
#[cfg(not(feature = "fault-inject"))]
#[inline(always)]
pub(super) fn on(_: &Event) {}
