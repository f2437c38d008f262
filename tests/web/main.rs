//! Browser tests of the card's parts, in the page of wasm-bindgen's test runner.
//!
//! - `reading`: a document read from JavaScript is the document read from JSON
//! - `card`: what stands in the shadow root, and what stays in storage
//!
//! Not here: the loader, the network, other pages; those are the end-to-end tests.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise; Clippy does not know these as tests"
)]

mod card;
mod document;
mod page;
mod reading;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
