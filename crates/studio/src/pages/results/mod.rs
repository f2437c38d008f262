//! The Results page: answers from a file or a collector, and the report of them.

mod loader;
pub mod model;
mod reader_client;
mod requests;
pub mod view;

pub use loader::Loader;

use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;
use view::{read_as, read_options, report, source};

/// The page.
#[component]
pub fn Results() -> impl IntoView {
    let studio = Studio::here();
    let loader = Loader::here();
    let live = Memo::new(move |_| {
        studio.findings.with(|findings| findings.as_ref().is_some_and(|findings| findings.live))
    });
    let is_first = move || studio.findings.with(Option::is_none);
    // Folded once there is a report, unless the person unfolded it.
    let wish = RwSignal::new(None::<bool>);
    let is_open = move || is_first() || wish.get().unwrap_or(false);
    let whence = move || match live.get() {
        true => tr("Loaded from your collector, for this tab only."),
        false => tr(
            "Drop an export from any survey tool. It is read in this browser: nothing is uploaded.",
        ),
    };
    view! {
        <div class="page">
            <header>
                <h1>{tr("What people said")}</h1>
                <p id="whence">{whence}</p>
            </header>
            <div class="sources-fold">
                <button type="button" class="button" id="read-else" hidden=is_first
                    aria-expanded=move || is_open().to_string() on:click=move |_| wish.set(Some(!is_open()))>
                    {tr("Change source")}
                </button>
                <div hidden=move || !is_open()><source::Sources loader=loader/></div>
            </div>
            <source::Progress loader=loader/>
            <source::Trouble loader=loader/>
            <Show when=move || !is_first()>
                <read_as::ReadAs loader=loader/>
                <read_options::ReadOptions loader=loader/>
            </Show>
            // Drawn again also where there is suddenly less room.
            {move || {
                studio.narrow.track();
                studio.findings.get().map(|findings| view! { <report::ReportView findings=findings/> })
            }}
        </div>
    }
}
