//! What time it is. The only module that asks.

use outoften_core::time::Utc;

/// Now, by the visitor's clock; the fatigue rule repairs what a wrong clock does.
pub(super) fn now() -> Utc {
    // A Date holds at most 8.64e15 ms, far inside an i64.
    Utc::from_ms(js_sys::Date::now() as i64)
}
