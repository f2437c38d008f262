//! The follow-up queue: people who answered low, each with a clock, an owner, a state and a reply.
//! It is live: everything is the collector's, and nothing of it is kept in this browser.

mod actions;
mod awaited;
mod desk;
mod opened;
mod queue;
mod reply;
mod requests;
mod summary;
mod words;

pub use desk::Desk;

use crate::browser::{matches, reveal};
use crate::parts::{Dismiss, Icon};
use crate::results::CollectorFields;
use crate::words::tr;
use leptos::prelude::*;

/// The page.
#[component]
pub fn FollowUp() -> impl IntoView {
    let desk = Desk::enter();
    let read = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.read();
        // The form folds away with the focus in it.
        if desk.is_awaited() {
            reveal::focus("collector-summary");
        }
    };
    let has_case = move || desk.chosen.with(Option::is_some) && desk.summary.with(Option::is_some);
    follow_on_a_phone(desk);
    view! {
        <div class="page follow-up" class:has-case=has_case>
            <header>
                <h1>{tr("Who should hear from you")}</h1>
                <p>{tr("Everyone who gave a low score, the most urgent first. Write back within 24 hours; what they say stays in your collector.")}</p>
            </header>
            <details class="sources-fold" prop:open=move || desk.summary.with(Option::is_none) && !desk.is_awaited()>
                <summary class="button" id="collector-summary">{tr("Your collector")}</summary>
                <form class="card-box collector" on:submit=read>
                    <CollectorFields/>
                    <button id="read-queue" class="button primary" disabled=move || desk.waiting.get()>
                        {tr("Load the queue")}
                    </button>
                </form>
            </details>
            <div role="alert" class="trouble-place">
                {move || desk.problem.get().map(|sentence| view! {
                    <p class="trouble" id="trouble">
                        <Icon name="warning"/><span>{sentence}</span>
                        <Dismiss close=move || desk.problem.set(None)/>
                    </p>
                })}
            </div>
            {move || desk.is_awaited().then(|| view! { <awaited::Awaited/> })}
            {move || desk.summary.get().map(|summary| view! { <summary::SummaryCard summary=summary/> })}
            <Show when=move || desk.summary.with(Option::is_some)>
                <div class="queue-and-case">
                    <queue::QueueCard desk=desk/>
                    <opened::OpenedCard desk=desk/>
                </div>
            </Show>
        </div>
    }
}

/// Where there is room for one thing only, the case stands in place of the list: whoever opens it is
/// taken to it, and back to its line.
fn follow_on_a_phone(desk: Desk) {
    Effect::new(move |before: Option<Option<String>>| {
        let now = desk.chosen.get();
        let before = before.flatten();
        if before != now && matches("(max-width: 899px)") {
            match (&now, before) {
                (Some(_), _) => reveal::reveal_soon("case-back".to_owned()),
                (None, Some(id)) => reveal::reveal_soon(format!("case-{id}")),
                _ => {}
            }
        }
        now
    });
}
