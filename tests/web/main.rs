//! Browser tests of the card's parts.
#![cfg(target_arch = "wasm32")]
