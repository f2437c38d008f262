//! Two periods or segments side by side, with a sentence that says whether they differ.

use super::metric::figure_text;
use crate::chart::SIGNIFICANT_P;
use crate::format::p_value;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::ReportOptions;
use outoften_core::metric::Metric;
use outoften_core::result::{Segment, Summary, difference};
use outoften_studio_reader::findings::Findings;
use std::sync::Arc;

/// Names in a menu; of more, those with the most answers.
const NAMES_MAX: usize = 200;

/// The comparison of any two.
#[component]
pub fn Compare(findings: Arc<Findings>) -> impl IntoView {
    let metric = findings.metric;
    let periods = findings.periods.len().min(NAMES_MAX);
    let latest = findings.periods.iter().skip(findings.periods.len() - periods);
    let all: Vec<Segment<Summary>> = latest.cloned().chain(largest(&findings.segments)).collect();
    // The last two periods, or the last two segments where there is no trend.
    let end = if periods > 1 { periods } else { all.len() };
    let all = StoredValue::new(all);
    let first = RwSignal::new(end.saturating_sub(2));
    let second = RwSignal::new(end.saturating_sub(1));
    let at = move |index: usize| all.with_value(|all| all.get(index).cloned());
    let verdict = move || {
        let (a, b) = (first.get(), second.get());
        let in_time = a < periods && b < periods;
        at(a).zip(at(b)).map(|(a, b)| sentence(metric, &a, &b, in_time))
    };
    view! {
        <section class="card-box" id="versus">
            <h2>{tr("Compare two")}</h2>
            <p class="muted">{tr("Periods or segments; the same people should not be in both.")}</p>
            <div class="pair plain">
                <Menu id="versus-first" label=tr("First") all=all chosen=first/>
                <Menu id="versus-second" label=tr("Second") all=all chosen=second/>
            </div>
            <p class="verdict" role="status" id="versus-verdict">{verdict}</p>
        </section>
    }
}

/// The segments, or the largest of them in the order of their names.
fn largest(segments: &[Segment<Summary>]) -> Vec<Segment<Summary>> {
    let mut chosen = segments.to_vec();
    if chosen.len() > NAMES_MAX {
        chosen.sort_by_key(|part| std::cmp::Reverse(part.result.figure.n));
        chosen.truncate(NAMES_MAX);
        chosen.sort_by(|a, b| a.name.cmp(&b.name));
    }
    chosen
}

#[component]
fn Menu(
    id: &'static str,
    label: &'static str,
    all: StoredValue<Vec<Segment<Summary>>>,
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let names: Vec<String> =
        all.with_value(|all| all.iter().map(|part| shown(&part.name).to_owned()).collect());
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
}

fn shown(name: &str) -> &str {
    if name.is_empty() { tr("(none)") } else { name }
}

/// `in_time` when both are periods: then the second comes after the first.
fn sentence(
    metric: Metric,
    first: &Segment<Summary>,
    second: &Segment<Summary>,
    in_time: bool,
) -> String {
    let (one, other) = (first.result, second.result);
    let (Some(from), Some(to)) = (one.figure.value, other.figure.value) else {
        return tr("One of them has no answers.").to_owned();
    };
    let apart = difference(metric, &other.tally, &one.tally, &ReportOptions::default());
    let p = apart.and_then(|apart| apart.p_value).unwrap_or(1.0);
    let values = [
        ("first", shown(&first.name)),
        ("second", shown(&second.name)),
        ("from", &*figure_text(metric, from)),
        ("to", &*figure_text(metric, to)),
        ("p", &*p_value(p)),
    ];
    match (in_time, p < SIGNIFICANT_P, to >= from) {
        (true, true, true) => trf(
            "The rise from {from} in {first} to {to} in {second} is more than chance ({p}).",
            &values,
        ),
        (true, true, false) => trf(
            "The fall from {from} in {first} to {to} in {second} is more than chance ({p}).",
            &values,
        ),
        (true, false, true) => trf(
            "The rise from {from} in {first} to {to} in {second} could be chance ({p}).",
            &values,
        ),
        (true, false, false) => trf(
            "The fall from {from} in {first} to {to} in {second} could be chance ({p}).",
            &values,
        ),
        (false, true, _) => {
            trf("{from} in {first} against {to} in {second}: a real difference ({p}).", &values)
        }
        (false, false, _) => {
            trf("{from} in {first} against {to} in {second}: could be chance ({p}).", &values)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outoften_core::Tally;
    use outoften_core::result::FromTally;

    fn group(name: &str, detractors: u64, promoters: u64) -> Segment<Summary> {
        let tally = Tally::from_counts([detractors, 0, 0, 0, 0, 0, 0, 0, 0, 0, promoters]);
        let result = Summary::from_tally(Metric::Nps, &tally, &ReportOptions::default());
        Segment { name: name.to_owned(), result, difference: None, p_value_adjusted: None }
    }

    #[test]
    fn a_rise_is_called_chance_unless_it_is_more() {
        let small = (group("May", 34, 66), group("June", 31, 69));
        let text = sentence(Metric::Nps, &small.0, &small.1, true);
        assert!(
            text.starts_with("The rise from +32 in May to +38 in June could be chance"),
            "{text}"
        );
        let large = (group("May", 400, 600), group("June", 100, 900));
        let text = sentence(Metric::Nps, &large.0, &large.1, true);
        assert!(text.contains("is more than chance (p < 0.001)"), "{text}");
        let text = sentence(Metric::Nps, &large.1, &large.0, false);
        assert!(text.contains("a real difference"), "{text}");
        let none = sentence(Metric::Nps, &group("a", 0, 0), &large.0, true);
        assert_eq!(none, "One of them has no answers.");
    }

    #[test]
    fn of_very_many_segments_the_largest_are_offered() {
        let many: Vec<_> = (0..500).map(|n| group(&format!("s{n:03}"), n, n)).collect();
        let chosen = largest(&many);
        assert_eq!((chosen.len(), chosen[0].name.as_str()), (NAMES_MAX, "s300"));
    }
}
