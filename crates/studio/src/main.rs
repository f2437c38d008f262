//! The Studio: where a card is designed, tried, installed and read. Everything happens in the
//! browser; a collector is only spoken to when its address is given.
//!
//! - `model`: what the Studio knows and decides, without a browser
//! - `browser`: storage, files, clipboard, address, requests; the only module that touches them
//! - `words`: the Studio's own interface in its languages
//! - `parts`: small elements that every page uses
//! - `design`, `preview`, `install`, `results`, `follow_up`: the pages
//! - `reader`: reads files on a thread of its own
//! - `shell`: the frame around the pages
//!
//! Not here: thresholds, intervals, validation, the fatigue rule. They are in the core.

mod browser;
mod design;
mod follow_up;
mod install;
mod model;
mod parts;
mod preview;
mod reader;
mod results;
mod shell;
mod state;
mod words;

/// Puts the Studio into the page; on a reader's thread, begins to read.
fn main() {
    if reader::serve() {
        return;
    }
    leptos::mount::mount_to_body(shell::Shell);
}
