//! The place where a card is designed, tried, installed and read. Everything happens in the
//! browser; a collector is only spoken to when its address is given.
//!
//! - `model`: what the Studio knows and decides, without a browser
//! - `browser`: storage, files, clipboard, address, requests; the only module that touches them
//! - `words`: the Studio's own interface in its languages
//! - `parts`: small elements that every page uses
//! - `design`, `preview`, `install`, `results`: the pages
//! - `shell`: the frame around the pages
//!
//! Not here: thresholds, intervals, validation, the fatigue rule. They are in the core.

mod browser;
mod design;
mod install;
mod model;
mod parts;
mod preview;
mod results;
mod shell;
mod state;
mod words;

/// Puts the Studio into the page.
pub fn start() {
    leptos::mount::mount_to_body(shell::Shell);
}
