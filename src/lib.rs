//! Everything of Out of Ten that runs in a browser.
//!
//! - [`widget`]: what a visitor sees, and what the loader calls
//! - the Studio is a binary of its own (`src/main.rs`) that uses the widget; the widget never
//!   uses the Studio
//!
//! The functions exported to JavaScript are in [`widget::exports`] and nowhere else.

pub mod widget;
