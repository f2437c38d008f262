//! What time it is, and what is to happen later. The only module that asks.

use gloo_timers::callback::Timeout;
use outoften_core::time::Utc;

/// Does something in so many ms, unless what is returned is dropped before. One kind of closure for
/// all: each kind brings code of its own.
pub(super) fn after(ms: u32, act: Box<dyn FnOnce()>) -> Timeout {
    Timeout::new(ms, act)
}

/// Now, by the visitor's clock; the fatigue rule repairs what a wrong clock does.
pub(super) fn now() -> Utc {
    // A Date holds at most 8.64e15 ms, far inside an i64.
    Utc::from_ms(js_sys::Date::now() as i64)
}
