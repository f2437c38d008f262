//! The case that is open: what was said, how to reach them, what was done.

use super::actions::Actions;
use super::desk::Desk;
use super::reply::ReplyCard;
use super::words::{clock, done, urgency};
use crate::studio::browser::date_text;
use crate::studio::model::cases::{Case, Event, Opened};
use crate::studio::words::{tr, trf};
use leptos::prelude::*;

/// The case, or a word on how to open one.
#[component]
pub fn OpenedCard(desk: Desk) -> impl IntoView {
    // Drawn anew for another case or another version of it, not while its reply is written.
    let opened = Memo::new(move |_| desk.opened.get());
    move || match opened.get() {
        None => view! {
            <section class="card-box case-open empty">
                <p class="muted">{tr("Choose a case to see it whole.")}</p>
            </section>
        }
        .into_any(),
        Some(opened) => view! {
            <div class="case-open" id="case-open">
                <Whole desk=desk opened=opened.clone()/>
                <ReplyCard desk=desk case=opened.case.clone()/>
                <History history=opened.history/>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Whole(desk: Desk, opened: Opened) -> impl IntoView {
    let case = opened.case;
    let shown = case.clone();
    let time = Memo::new(move |_| shown.clock(desk.now_ms.get()));
    let where_from: Vec<String> =
        [&case.touchpoint, &case.segment, &case.lang].into_iter().flatten().cloned().collect();
    let words = case.comment.clone();
    let contact = case.contact.clone().map(|contact| contact.address);
    view! {
        <section class="card-box" aria-labelledby="case-title">
            <div class="case-head">
                <span class="badge detractor">{case.score.to_string()}</span>
                <div>
                    <h2 id="case-title">{trf("Answered {date}", &[("date", &date_text(case.opened_at_ms))])}</h2>
                    <p class="muted">{where_from.join(" · ")}</p>
                </div>
                <span class=move || format!("clock {}", urgency(time.get())) id="case-clock">{move || clock(time.get())}</span>
            </div>
            {match words {
                Some(words) => view! { <blockquote dir="auto" id="case-words">{words}</blockquote> }.into_any(),
                None => view! { <p class="muted">{tr("No words, only the score.")}</p> }.into_any(),
            }}
            <p id="case-contact">{match contact {
                Some(address) => view! { <a href=format!("mailto:{address}")>{address.clone()}</a> }.into_any(),
                None => view! { <span class="muted">{tr("They left no address: what you learn here can only be put right.")}</span> }.into_any(),
            }}</p>
            <Actions desk=desk case=case/>
        </section>
    }
}

#[component]
fn History(history: Vec<Event>) -> impl IntoView {
    let line = |event: Event| {
        view! {
            <li>
                <span class="muted">{date_text(event.at_ms)}" · "{event.by}</span>
                <p dir="auto"><strong>{done(&event.kind)}</strong>" "{event.text}</p>
            </li>
        }
    };
    (!history.is_empty()).then(|| {
        view! {
            <section class="card-box" id="case-history">
                <h2>{tr("What was done")}</h2>
                <ol class="history">{history.into_iter().map(line).collect_view()}</ol>
            </section>
        }
    })
}

/// Whether the short survey may be sent: only after the problem is gone.
pub fn is_over(case: &Case) -> bool {
    matches!(case.state.as_str(), "solved" | "closed")
}
