//! The case that is open: what was said, how to reach them, what was done.

use super::actions::Actions;
use super::labels::{clock_label, event_label, urgency};
use super::placeholder::BlankCase;
use super::reply::ReplyCard;
use crate::browser::dates;
use crate::pages::follow_up::model::cases::{Case, HistoryEvent};
use crate::pages::follow_up::state::FollowUpState;
use crate::parts::Icon;
use crate::shell::route::Page;
use crate::url::mailto;
use crate::words::{tr, trf};
use leptos::prelude::*;

/// The case, or a hint how to open one.
#[component]
pub fn CaseCard(state: FollowUpState) -> impl IntoView {
    // Redrawn for another case only, so that a change keeps the focus.
    let read = Memo::new(move |_| {
        state.opened.with(|open| open.as_ref().map(|open| open.case.id.clone()))
    });
    let is_read = Memo::new(move |_| state.chosen.with(|chosen| *chosen == read.get()));
    let chosen = move || state.chosen.get().map(|_| is_read.get().then(|| state.case()).flatten());
    let is_chosen = Memo::new(move |_| state.chosen.with(Option::is_some));
    let shown = move || match chosen() {
        None => view! {
            <section class="card-box case-open empty">
                <p class="muted">{tr("Select a case to see details.")}</p>
            </section>
        }
        .into_any(),
        Some(None) => view! {
            <div class="case-open" aria-busy="true"><BlankCase/></div>
        }
        .into_any(),
        Some(Some(case)) => view! {
            <div class="case-open" id="case-open">
                <Whole state=state case=case.clone()/>
                <ReplyCard state=state case=case/>
                <History state=state/>
            </div>
        }
        .into_any(),
    };
    // The way back keeps the focus while the case is read.
    view! {
        <div class="case-side">
            <Show when=move || is_chosen.get()><Back/></Show>
            {shown}
        </div>
    }
}

/// Back to the list, where there is no room for both.
#[component]
fn Back() -> impl IntoView {
    view! {
        <a class="button small back" id="case-back" href=Page::FollowUp.hash()>
            <Icon name="back"/>{tr("Back to the queue")}
        </a>
    }
}

#[component]
fn Whole(state: FollowUpState, case: Case) -> impl IntoView {
    let time = state.clock();
    let where_from: Vec<String> =
        [&case.touchpoint, &case.segment, &case.lang].into_iter().flatten().cloned().collect();
    let words = case.comment.clone();
    let contact = case.contact.clone().map(|contact| contact.address);
    view! {
        <section class="card-box" aria-labelledby="case-title">
            <div class="case-head">
                <span class="badge detractor">{case.score.to_string()}</span>
                <div>
                    <h2 id="case-title">{trf("Answered {date}", &[("date", &dates::moment(case.opened_at_ms))])}</h2>
                    <p class="muted">{where_from.join(" · ")}</p>
                </div>
                <span class=move || format!("clock {}", urgency(time.get())) id="case-clock">{move || clock_label(time.get())}</span>
            </div>
            {match words {
                Some(words) => view! { <blockquote dir="auto" id="case-words">{words}</blockquote> }.into_any(),
                None => view! { <p class="muted">{tr("No words, only the score.")}</p> }.into_any(),
            }}
            <p id="case-contact">{match contact {
                Some(address) => view! { <a href=mailto(&address, &[])>{address.clone()}</a> }.into_any(),
                None => view! { <span class="muted">{tr("They left no address: you can’t reply, but you can fix the cause.")}</span> }.into_any(),
            }}</p>
            <Actions state=state/>
        </section>
    }
}

#[component]
fn History(state: FollowUpState) -> impl IntoView {
    let line = |event: HistoryEvent| {
        view! {
            <li>
                <span class="muted">{dates::moment(event.at_ms)}" · "{event.by}</span>
                <p dir="auto"><strong>{event_label(&event.kind)}</strong>" "{words_of(event.text)}</p>
            </li>
        }
    };
    let history = move || {
        state.opened.with(|open| open.as_ref().map_or(Vec::new(), |open| open.history.clone()))
    };
    view! {
        <section class="card-box" id="case-history" hidden=move || history().is_empty()>
            <h2>{tr("What was done")}</h2>
            <ol class="history" aria-live="polite">{move || history().into_iter().map(line).collect_view()}</ol>
        </section>
    }
}

/// An empty line says that something was taken back.
fn words_of(text: String) -> String {
    if text.is_empty() { tr("withdrawn").to_owned() } else { text }
}
