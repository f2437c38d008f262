//! Out of Ten in a browser: the [`Card`] as a Leptos component, and the widget that a site loads.
//!
//! ```no_run
//! use leptos::prelude::*;
//! use outoften::Card;
//! use outoften::core::survey::Survey;
//!
//! # fn page(survey: Survey) -> impl IntoView {
//! view! { <Card survey=survey /> }
//! # }
//! ```
//!
//! The functions exported to JavaScript are in [`widget::exports`] and nowhere else.

pub use outoften_core as core;
pub use widget::{may_ask, view::Card};

pub mod widget;

/// The shipped card's heap: small code before quick code, for the few kilobytes that a card holds.
#[cfg(all(target_arch = "wasm32", feature = "small-heap"))]
#[global_allocator]
#[allow(
    unsafe_code,
    reason = "a browser runs this module on one thread, which is what is promised"
)]
static HEAP: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };
