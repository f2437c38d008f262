//! The follow-up queue: people who answered low, each with a clock, an owner, a state and a reply.
//! It is live: everything is the collector's, and nothing of it is kept in this browser.

mod commands;
pub mod model;
mod requests;
mod state;
mod view;

pub use state::FollowUpState;

use crate::browser::{matches, reveal};
use crate::collector::CollectorFields;
use crate::parts::{Dismiss, Icon};
use crate::words::tr;
use leptos::prelude::*;
use view::{case, placeholder, queue, summary};

/// The page.
#[component]
pub fn FollowUp() -> impl IntoView {
    let state = FollowUpState::enter();
    let read = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        state.read();
        // The form folds away with the focus in it.
        if state.is_awaited() {
            reveal::focus("collector-summary");
        }
    };
    let has_case =
        move || state.chosen.with(Option::is_some) && state.summary.with(Option::is_some);
    follow_on_a_phone(state);
    view! {
        <div class="page follow-up" class:has-case=has_case>
            <header>
                <h1>{tr("Who should hear from you")}</h1>
                <p>{tr("Everyone who gave a low score, the most urgent first. Write back within 24 hours; what they say stays in your collector.")}</p>
            </header>
            <details class="sources-fold" prop:open=move || state.summary.with(Option::is_none) && !state.is_awaited()>
                <summary class="button" id="collector-summary">{tr("Your collector")}</summary>
                <form class="card-box collector" on:submit=read>
                    <CollectorFields/>
                    <button id="read-queue" class="button primary" disabled=move || state.waiting.get()>
                        {tr("Load the queue")}
                    </button>
                </form>
            </details>
            <div role="alert" class="trouble-place">
                {move || state.problem.get().map(|sentence| view! {
                    <p class="trouble" id="trouble">
                        <Icon name="warning"/><span>{sentence}</span>
                        <Dismiss close=move || state.problem.set(None)/>
                    </p>
                })}
            </div>
            {move || state.is_awaited().then(|| view! { <placeholder::Placeholder/> })}
            {move || state.summary.get().map(|summary| view! { <summary::SummaryCard summary=summary/> })}
            <Show when=move || state.summary.with(Option::is_some)>
                <div class="queue-and-case">
                    <queue::QueueCard state=state/>
                    <case::CaseCard state=state/>
                </div>
            </Show>
        </div>
    }
}

/// On a phone the case replaces the list: opening one moves the focus to it, closing it moves the
/// focus back to its line.
fn follow_on_a_phone(state: FollowUpState) {
    Effect::new(move |before: Option<Option<String>>| {
        let now = state.chosen.get();
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
