//! The three classes of answers, by the name that fits the metric, and a choice of some of them.

use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;
use outoften_core::Class;
use outoften_core::survey::{Metric, Survey};

/// What a class is called: only recommending has Detractors, Passives and Promoters.
pub fn class_name(metric: Metric, class: Class) -> &'static str {
    match (metric, class) {
        (Metric::Nps, Class::Detractor) => tr("Detractor"),
        (Metric::Nps, Class::Passive) => tr("Passive"),
        (Metric::Nps, Class::Promoter) => tr("Promoter"),
        (_, Class::Detractor) => tr("Unhappy"),
        (_, Class::Passive) => tr("In the middle"),
        (_, Class::Promoter) => tr("Happy"),
    }
}

/// Ticks for the classes that something is for. At least one stays.
#[component]
pub fn ClassTicks(
    path: &'static str,
    label: &'static str,
    get: fn(&Survey) -> &[Class],
    set: fn(&mut Survey, Vec<Class>),
) -> impl IntoView {
    let studio = Studio::here();
    let tick = move |class: Class| {
        let is_in = move || studio.survey.with(|survey| get(survey).contains(&class));
        let is_last = move || is_in() && studio.survey.with(|survey| get(survey).len() == 1);
        let turn = move |on: bool| {
            studio.change(path, |survey| {
                let now = get(survey).to_vec();
                let next = Class::ALL.into_iter().filter(|other| match *other == class {
                    true => on,
                    false => now.contains(other),
                });
                set(survey, next.collect());
            });
        };
        view! {
            <label class=format!("tick {}", class.name())>
                <input type="checkbox" id=format!("{path}-{}", class.name()) prop:checked=is_in
                    disabled=is_last on:change:target=move |event| turn(event.target().checked())/>
                <span>{move || class_name(studio.survey.with(|survey| survey.metric), class)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="ticks">
            <legend>{label}</legend>
            <div class="row">{Class::ALL.map(tick).collect_view()}</div>
        </fieldset>
    }
}
