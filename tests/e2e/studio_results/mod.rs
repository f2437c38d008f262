//! Results, calculator and follow-up queue of the Studio, as an analyst meets them.

mod charts;
mod files;
mod live;
mod look;
mod metrics;
mod payloads;
mod phone;
mod queue;
mod reading;
mod scale;
mod still;
mod trouble;

use crate::harness::Desk;

/// Reads a text as a file of that name and waits for its report.
async fn read(desk: &Desk, name: &str, text: &str) {
    desk.choose_file("answers-file", name, "text/csv", text.as_bytes()).await;
    desk.browser.until("document.querySelector('#score')").await;
    desk.rests().await;
}

/// The example, read.
async fn example() -> Desk {
    let desk = Desk::at("#/results").await;
    desk.press("example").await;
    desk.browser.until("document.querySelector('#comments .comments li')").await;
    desk.browser.until("document.querySelector('#themes h3')").await;
    desk
}
