//! The card as a visitor downloads it: the library as a program for `cargo xtask dist`. The functions
//! it exports are in the library's `widget::exports`.
#![cfg_attr(target_arch = "wasm32", no_main)]

extern crate outoften as _;

/// Nothing: what runs is called from JavaScript.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
