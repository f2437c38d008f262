//! The Studio: where a card is designed, tried, installed and read. Everything happens in the
//! browser; a collector is only asked when its address is given.
//!
//! - `pages`: design, install, results, follow-up, calculator; each with its model, views, requests
//! - `shell`: the frame around the pages, and their addresses
//! - `state`: what all pages share
//! - `document`: the survey document: draft with undo, links, files, ready texts
//! - `collector`: the collector that was named, and requests to it
//! - `browser`: storage, files, clipboard, address, frames; everything else asks it
//! - `words`: the interface in its languages
//! - `parts`: small elements that several pages use
//! - `chart`, `format`, `url`: geometry of charts, figures as text, texts inside links
//!
//! Files are read by a module of its own (`outoften-studio-reader`), fetched when there is one.
//! Not here: thresholds, intervals, validation, the fatigue rule. They are in the core.

mod browser;
mod chart;
mod collector;
mod document;
mod format;
mod pages;
mod parts;
mod shell;
mod state;
mod url;
mod words;

/// Puts the Studio into the page.
fn main() {
    leptos::mount::mount_to_body(shell::Shell);
}
