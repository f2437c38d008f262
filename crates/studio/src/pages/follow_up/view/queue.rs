//! The list of cases, the most urgent first.

use super::labels::{clock_label, state_label, urgency};
use crate::browser::dates;
use crate::pages::follow_up::model::cases::{Case, STATES};
use crate::pages::follow_up::model::promise::Promise;
use crate::pages::follow_up::state::FollowUpState;
use crate::words::{tr, trf};
use leptos::prelude::*;

/// The list with its filter.
#[component]
pub fn QueueCard(state: FollowUpState) -> impl IntoView {
    let cases = move || state.queue.with(|queue| queue.cases.clone());
    // A case that changed gets another line: texts of other lengths would move in the old one.
    let key = |case: &Case| (case.id.clone(), case.version);
    let none = move || state.queue.with(|queue| queue.cases.is_empty());
    let no_more = move || state.queue.with(|queue| queue.next.is_none());
    view! {
        <section class="card-box queue" aria-labelledby="queue-title">
            <h2 id="queue-title">{tr("Queue")}</h2>
            <Filters state=state/>
            <ul class="cases" id="cases">
                <For each=cases key=key let:case><Line state=state case=case/></For>
            </ul>
            <p class="muted" id="no-cases" hidden=move || !none()>{tr("No cases here. Each low score opens a case automatically.")}</p>
            <button type="button" class="button" id="more-cases" hidden=no_more on:click=move |_| state.more()>
                {tr("Show more")}
            </button>
        </section>
    }
}

#[component]
fn Filters(state: FollowUpState) -> impl IntoView {
    let chosen = move || state.filter.with(|filter| filter.state.clone());
    let option = move |(value, name): (&'static str, &'static str)| {
        view! { <option value=value selected=move || chosen() == value>{name}</option> }
    };
    let states = STATES.map(|name| (name, state_label(name)));
    let options = std::iter::once(("", tr("All that are open")))
        .chain(states)
        .chain(std::iter::once(("all", tr("All"))));
    view! {
        <div class="queue-filters">
            <select id="case-state-filter" class="small" aria-label=tr("State")
                on:change:target=move |event| {
                    let value = event.target().value();
                    state.show(|filter| filter.state = value);
                }>
                {options.map(option).collect_view()}
            </select>
            <OwnerMenu state=state/>
            <label class="inline-label">
                <input id="only-overdue" type="checkbox"
                    prop:checked=move || state.filter.with(|filter| filter.overdue)
                    on:change:target=move |event| {
                        let checked = event.target().checked();
                        state.show(|filter| filter.overdue = checked);
                    }/>
                {tr("Only overdue")}
            </label>
            <label class="inline-label">
                <input id="only-contact" type="checkbox"
                    prop:checked=move || state.filter.with(|filter| filter.contact)
                    on:change:target=move |event| {
                        let checked = event.target().checked();
                        state.show(|filter| filter.contact = checked);
                    }/>
                {tr("Only with an address")}
            </label>
        </div>
    }
}

/// Everybody who was seen to look after a case.
#[component]
fn OwnerMenu(state: FollowUpState) -> impl IntoView {
    let chosen = move || state.filter.with(|filter| filter.owner.clone());
    let option = move |name: String| {
        let (value, shown) = (name.clone(), name.clone());
        view! { <option value=value selected=move || chosen() == name>{shown}</option> }
    };
    let options = move || state.owners.get().into_iter().map(option).collect_view();
    view! {
        <select id="case-owner-filter" class="small" aria-label=tr("Owner")
            on:change:target=move |event| {
                let value = event.target().value();
                state.show(|filter| filter.owner = value);
            }>
            <option value="" selected=move || chosen().is_empty()>{tr("All owners")}</option>
            {options}
        </select>
    }
}

#[component]
fn Line(state: FollowUpState, case: Case) -> impl IntoView {
    let id = case.id.clone();
    let is_open = {
        let id = case.id.clone();
        move || state.chosen.with(|chosen| chosen.as_ref() == Some(&id))
    };
    let current = move || is_open().then_some("true");
    let shown = case.clone();
    let time = Memo::new(move |_| shown.clock(state.now_ms.get()));
    let words = case.comment.clone().unwrap_or_else(|| tr("No words, only the score.").to_owned());
    let who = case.owner.clone().unwrap_or_else(|| tr("Unassigned").to_owned());
    let promise = case.promise.as_deref().map(Promise::read).filter(|promise| {
        !promise.day.is_empty() && !matches!(case.state.as_str(), "solved" | "closed")
    });
    let promise = promise.map(|promise| {
        let day = dates::short_day(&promise.day);
        let past = move || promise.is_past(&dates::iso_day(state.now_ms.get()));
        view! {
            <span class:overdue-promise=past>" · "{trf("promised by {day}", &[("day", &day)])}</span>
        }
    });
    view! {
        <li>
            <button type="button" class="case" id=format!("case-{}", case.id) aria-current=current
                on:click=move |_| state.open(id.clone())>
                <span class="badge detractor">{case.score.to_string()}</span>
                <span class="case-words" dir="auto">{words}</span>
                <span class=move || format!("clock {}", urgency(time.get()))>{move || clock_label(time.get())}</span>
                <span class="case-state">{state_label(&case.state)}" · "{who}{promise}</span>
            </button>
        </li>
    }
}
