//! Two periods or segments side by side, with a sentence that says whether they differ.

use crate::studio::model::findings::Findings;
use crate::studio::model::number::{p_value, points};
use crate::studio::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::compare::{Comparison, Contrast};
use outoften_core::{Level, Nps, Tally};
use std::sync::Arc;

/// Below this p-value a difference is called one.
const SIGNIFICANT_P: f64 = 0.05;

/// The comparison of any two.
#[component]
pub fn Versus(findings: Arc<Findings>) -> impl IntoView {
    let all: Vec<(String, Tally)> =
        findings.periods.iter().chain(&findings.segments).cloned().collect();
    let all = StoredValue::new(all);
    // The last two periods, or the last two segments where there is no trend.
    let end = match findings.periods.len() {
        0 | 1 => findings.periods.len() + findings.segments.len(),
        periods => periods,
    };
    let first = RwSignal::new(end.saturating_sub(2));
    let second = RwSignal::new(end.saturating_sub(1));
    let at = move |index: usize| all.with_value(|all| all.get(index).cloned());
    let menu = move |id: &'static str, label: &'static str, chosen: RwSignal<usize>| {
        let names =
            all.with_value(|all| all.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
        let option = move |(index, name): (usize, String)| {
            view! {
                <option value=index.to_string() selected=move || chosen.get() == index>{name}</option>
            }
        };
        view! {
            <select id=id aria-label=label
                on:change:target=move |event| chosen.set(event.target().value().parse().unwrap_or_default())>
                {names.into_iter().enumerate().map(option).collect_view()}
            </select>
        }
    };
    view! {
        <section class="card-box" id="versus">
            <h2>{tr("Compare two")}</h2>
            <p class="muted">{tr("Periods or segments; the same people should not be in both.")}</p>
            <div class="pair plain">
                {menu("versus-first", tr("First"), first)}
                {menu("versus-second", tr("Second"), second)}
            </div>
            <p class="verdict" role="status" id="versus-verdict">
                {move || at(first.get()).zip(at(second.get())).map(|(a, b)| sentence(&a, &b))}
            </p>
        </section>
    }
}

fn sentence(first: &(String, Tally), second: &(String, Tally)) -> String {
    let (Some(from), Some(to)) = (Nps::of(&first.1), Nps::of(&second.1)) else {
        return tr("One of them has no answers.").to_owned();
    };
    let comparison = Comparison::of(to, from, Contrast::AdjustedWald, Level::P95);
    let p = comparison.p_value.unwrap_or(1.0);
    let values = [
        ("first", first.0.as_str()),
        ("second", second.0.as_str()),
        ("from", &*points(from.points())),
        ("to", &*points(to.points())),
        ("p", &*p_value(p)),
    ];
    if p < SIGNIFICANT_P {
        trf("{from} in {first} against {to} in {second}: a real difference ({p}).", &values)
    } else {
        trf("{from} in {first} against {to} in {second}: could be chance ({p}).", &values)
    }
}
