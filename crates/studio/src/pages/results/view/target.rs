//! What a team wants to reach: one figure per metric, kept in this browser.

use super::metric::figure_text;
use crate::browser::storage;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::compare::Limits;
use outoften_core::metric::Metric;
use outoften_core::result::Figure;

fn key(metric: Metric) -> String {
    format!("oot:studio:target:{}", metric.name())
}

/// The target of a metric, if there is one.
pub fn kept(metric: Metric) -> Option<f64> {
    read(metric, &storage::read(&key(metric))?)
}

/// A figure within the metric's scale, with a point or a comma.
fn read(metric: Metric, text: &str) -> Option<f64> {
    let (low, high) = metric.figure_range();
    let value: f64 = text.trim().replace(',', ".").replace('−', "-").parse().ok()?;
    (low..=high).contains(&value).then_some(value)
}

/// The field for it.
#[component]
pub fn TargetField(metric: Metric, target: RwSignal<Option<f64>>) -> impl IntoView {
    let (low, high) = metric.figure_range();
    let step = if high - low > 20.0 { "1" } else { "0.1" };
    let set = move |text: String| {
        let value = read(metric, &text);
        target.set(value);
        let text = value.map_or(String::new(), |value| value.to_string());
        storage::write(&key(metric), &text);
    };
    let shown = target.get_untracked().map_or(String::new(), |value| value.to_string());
    view! {
        <label class="inline-label" for="target">
            {tr("Target")}
            <input id="target" class="small short" type="number" min=low max=high step=step
                inputmode="decimal" value=shown
                on:input:target=move |event| set(event.target().value())/>
        </label>
    }
}

/// How the latest figure compares with the target.
pub fn verdict(metric: Metric, latest: &Figure, target: f64) -> Option<String> {
    let (value, Limits { low, high }) = latest.value.zip(latest.limits)?;
    let words = [("now", &*figure_text(metric, value)), ("target", &*figure_text(metric, target))];
    let above = low > target;
    let below = high < target;
    let reached = if metric.higher_is_better() { above } else { below };
    Some(match (above || below, reached) {
        (false, _) => trf(
            "The latest figure, {now}, is not clearly different from the target of {target}.",
            &words,
        ),
        (true, true) => {
            trf("The latest figure, {now}, is clearly better than the target of {target}.", &words)
        }
        (true, false) => {
            trf("The latest figure, {now}, clearly misses the target of {target}.", &words)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_lies_on_the_scale_of_its_metric() {
        assert_eq!(read(Metric::Nps, "40"), Some(40.0));
        assert_eq!(read(Metric::Ces1, "2,5"), Some(2.5));
        for (metric, text) in [(Metric::Nps, "101"), (Metric::Ces1, "0"), (Metric::Ces2, "x")] {
            assert_eq!(read(metric, text), None);
        }
    }

    #[test]
    fn of_effort_the_lower_figure_is_the_better_one() {
        let low = Figure { n: 99, value: Some(1.5), limits: Some(Limits { low: 1.4, high: 1.6 }) };
        assert!(verdict(Metric::Ces1, &low, 2.0).unwrap().contains("better"));
        assert!(verdict(Metric::Ces2, &low, 2.0).unwrap().contains("misses"));
        assert!(verdict(Metric::Ces1, &low, 1.5).unwrap().contains("not clearly"));
        assert_eq!(verdict(Metric::Ces1, &Figure { limits: None, ..low }, 2.0), None);
    }
}
