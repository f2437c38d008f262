//! One simulated visitor: what happens to them, here or in the card above, and when the rule lets
//! the card appear again.

use super::state::PreviewState;
use crate::browser::dates;
use crate::chart::Scale;
use crate::pages::design::model::simulation::Simulation;
use crate::parts::Icon;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::fatigue::EventKind;
use outoften_core::time::Utc;

const WIDTH: f64 = 640.0;

/// Buttons for what the visitor does, and a line of time.
#[component]
pub fn Timeline(preview: PreviewState) -> impl IntoView {
    let studio = Studio::here();
    let simulation = preview.simulation;
    let next = move || {
        studio.survey.with(|survey| simulation.with(|simulation| simulation.next(&survey.fatigue)))
    };
    let button = move |what: EventKind, words: &'static str| {
        view! {
            <button type="button" class="button small" id=format!("story-{}", what.name())
                disabled=move || next().is_none() on:click=move |_| preview.record(what)>{words}</button>
        }
    };
    let is_new = move || {
        simulation
            .with(|simulation| simulation.appearances().is_empty() && simulation.is_due(next()))
    };
    let outcome = move || match next() {
        Some(_) if is_new() => tr("The card may appear at once.").to_owned(),
        Some(due) => {
            trf("The card can appear again from {day}.", &[("day", &dates::long_day(due))])
        }
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
                    on:click=move |_| simulation.update(Simulation::reset)><Icon name="again"/></button>
            </div>
            {move || simulation.with(|simulation| line(simulation, next()))}
            <p class="verdict-small" role="status" id="story-next">{outcome}</p>
        </div>
    }
}

/// The appearances on a line of time, with the next one as a ring.
fn line(simulation: &Simulation, next: Option<Utc>) -> impl IntoView + use<> {
    let appearances = simulation.appearances();
    let end = next.or(appearances.last().map(|(at, _)| *at)).map_or(0, Utc::as_ms) as f64;
    let first = appearances.first().map_or(end, |(at, _)| at.as_ms() as f64);
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
            {appearances.iter().map(dot).collect_view()}
            {ring}
        </svg>
    }
}
