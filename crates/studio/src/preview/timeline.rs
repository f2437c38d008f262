//! One invented visitor: what happens to them, here or in the card above, and when the rule lets
//! the card come again.

use super::view::View;
use crate::design::date;
use crate::model::chart::Scale;
use crate::model::story::Story;
use crate::parts::Icon;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::fatigue::EventKind;
use outoften_core::time::Utc;

const WIDTH: f64 = 640.0;

/// Buttons for what the visitor does, and a line of time.
#[component]
pub fn Timeline(view: View) -> impl IntoView {
    let studio = Studio::here();
    let story = view.story;
    let next = move || studio.survey.with(|survey| story.with(|story| story.next(&survey.fatigue)));
    let button = move |what: EventKind, words: &'static str| {
        view! {
            <button type="button" class="button small" id=format!("story-{}", what.name())
                disabled=move || next().is_none() on:click=move |_| view.met(what)>{words}</button>
        }
    };
    let is_new = move || story.with(|story| story.meetings().is_empty() && story.is_due(next()));
    let outcome = move || match next() {
        Some(_) if is_new() => tr("The card may appear at once.").to_owned(),
        Some(due) => trf("The card can appear again from {day}.", &[("day", &date(due))]),
        None => tr("The card never appears again.").to_owned(),
    };
    view! {
        <div class="story" role="group" aria-label=tr("Try the rule")>
            <p><strong>{tr("Simulate a visitor")}</strong> " " {tr("Each time the card appears, here or above, the visitor:")}</p>
            <div class="row">
                {button(EventKind::Answered, tr("answers"))}
                {button(EventKind::Dismissed, tr("closes it"))}
                {button(EventKind::Shown, tr("ignores it"))}
                {button(EventKind::Snoozed, tr("chooses “Later”"))}
                {button(EventKind::OptedOut, tr("chooses “Don’t ask me again”"))}
                <button type="button" class="round" aria-label=tr("Start over") id="story-again"
                    on:click=move |_| story.update(Story::forget)><Icon name="again"/></button>
            </div>
            {move || story.with(|story| line(story, next()))}
            <p class="verdict-small" role="status" id="story-next">{outcome}</p>
        </div>
    }
}

/// The meetings on a line of time, with the next one as a ring.
fn line(story: &Story, next: Option<Utc>) -> impl IntoView + use<> {
    let meetings = story.meetings();
    let end = next.or(meetings.last().map(|(at, _)| *at)).map_or(0, Utc::as_ms) as f64;
    let first = meetings.first().map_or(end, |(at, _)| at.as_ms() as f64);
    let scale = Scale::new((first, end), (10.0, WIDTH - 10.0));
    let dot = move |(at, what): &(Utc, EventKind)| {
        let x = scale.at(at.as_ms() as f64);
        view! { <circle class=format!("meeting {}", what.name()) cx=x cy="14" r="6"/> }
    };
    let ring = next
        .map(|due| view! { <circle class="due" cx=scale.at(due.as_ms() as f64) cy="14" r="7"/> });
    view! {
        <svg class="story-line" viewBox="0 0 640 28" aria-hidden="true">
            <line x1="10" x2=WIDTH - 10.0 y1="14" y2="14"/>
            {meetings.iter().map(dot).collect_view()}
            {ring}
        </svg>
    }
}
