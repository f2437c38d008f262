//! The follow-up queue: people who answered low, each with a clock, an owner, a state and a reply.
//! It is live: everything is the collector's, and nothing of it is kept in this browser.

mod actions;
mod desk;
mod opened;
mod queue;
mod reply;
mod requests;
mod summary;
mod words;

pub use desk::Desk;

use crate::studio::parts::Icon;
use crate::studio::results::CollectorFields;
use crate::studio::words::tr;
use leptos::prelude::*;

/// The page.
#[component]
pub fn FollowUp() -> impl IntoView {
    let desk = Desk::enter();
    let read = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.read();
    };
    view! {
        <div class="page follow-up">
            <header>
                <h1>{tr("Who should hear from you")}</h1>
                <p>{tr("Everybody who answered low, the most urgent first. Write back within 24 hours; what they say stays in your collector.")}</p>
            </header>
            <details class="sources-fold" prop:open=move || desk.summary.with(Option::is_none)>
                <summary class="button">{tr("Your collector")}</summary>
                <form class="card-box collector" on:submit=read>
                    <CollectorFields/>
                    <button id="read-queue" class="button primary" disabled=move || desk.waiting.get()>
                        {tr("Read the queue")}
                    </button>
                </form>
            </details>
            <div role="alert" class="trouble-place">
                {move || desk.problem.get().map(|sentence| view! {
                    <p class="trouble" id="trouble"><Icon name="warning"/><span>{sentence}</span></p>
                })}
            </div>
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
