//! Files of all kinds, good and bad, through the public reading interface.

// Helpers of tests may stop at the first surprise, as tests may.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod any_bytes;
mod bad_input;
mod broken_down;
mod choices;
mod date_order;
mod json;
mod kinds;
mod layouts;
mod names;
mod read;
