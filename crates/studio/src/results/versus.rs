//! Two periods or segments side by side, with a sentence that says whether they differ.

use super::metric::figure_text;
use crate::model::chart::SIGNIFICANT_P;
use crate::model::findings::Findings;
use crate::model::number::p_value;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::Tally;
use outoften_core::metric::figure::{Figure, difference};
use outoften_core::reading::Question;
use std::sync::Arc;

/// Names in a menu; of more, those with the most answers.
const NAMES_MAX: usize = 200;

/// The comparison of any two.
#[component]
pub fn Versus(findings: Arc<Findings>) -> impl IntoView {
    let question = findings.question();
    let periods = findings.periods.len().min(NAMES_MAX);
    let latest = findings.periods.iter().skip(findings.periods.len() - periods);
    let all: Vec<(String, Tally)> = latest.cloned().chain(largest(&findings.segments)).collect();
    // The last two periods, or the last two segments where there is no trend.
    let end = if periods > 1 { periods } else { all.len() };
    let all = StoredValue::new(all);
    let first = RwSignal::new(end.saturating_sub(2));
    let second = RwSignal::new(end.saturating_sub(1));
    let at = move |index: usize| all.with_value(|all| all.get(index).cloned());
    let verdict = move || {
        let (a, b) = (first.get(), second.get());
        let in_time = a < periods && b < periods;
        at(a).zip(at(b)).map(|(a, b)| sentence(question, &a, &b, in_time))
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
fn largest(segments: &[(String, Tally)]) -> Vec<(String, Tally)> {
    let mut chosen = segments.to_vec();
    if chosen.len() > NAMES_MAX {
        chosen.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.n()));
        chosen.truncate(NAMES_MAX);
        chosen.sort_by(|a, b| a.0.cmp(&b.0));
    }
    chosen
}

#[component]
fn Menu(
    id: &'static str,
    label: &'static str,
    all: StoredValue<Vec<(String, Tally)>>,
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let names: Vec<String> =
        all.with_value(|all| all.iter().map(|(name, _)| shown(name).to_owned()).collect());
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
    question: Question,
    first: &(String, Tally),
    second: &(String, Tally),
    in_time: bool,
) -> String {
    let figure = |tally: &Tally| Figure::of(question, tally).value;
    let (Some(from), Some(to)) = (figure(&first.1), figure(&second.1)) else {
        return tr("One of them has no answers.").to_owned();
    };
    let apart = difference(question, &second.1, &first.1);
    let p = apart.and_then(|apart| apart.p_value).unwrap_or(1.0);
    let values = [
        ("first", shown(&first.0)),
        ("second", shown(&second.0)),
        ("from", &*figure_text(question, from)),
        ("to", &*figure_text(question, to)),
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

    fn group(name: &str, detractors: u64, promoters: u64) -> (String, Tally) {
        let counts = [detractors, 0, 0, 0, 0, 0, 0, 0, 0, 0, promoters];
        (name.to_owned(), Tally::from_counts(counts))
    }

    #[test]
    fn a_rise_is_called_chance_unless_it_is_more() {
        let small = (group("May", 34, 66), group("June", 31, 69));
        let text = sentence(Question::Recommend, &small.0, &small.1, true);
        assert!(
            text.starts_with("The rise from +32 in May to +38 in June could be chance"),
            "{text}"
        );
        let large = (group("May", 400, 600), group("June", 100, 900));
        let text = sentence(Question::Recommend, &large.0, &large.1, true);
        assert!(text.contains("is more than chance (p < 0.001)"), "{text}");
        let text = sentence(Question::Recommend, &large.1, &large.0, false);
        assert!(text.contains("a real difference"), "{text}");
        let none = sentence(Question::Recommend, &group("a", 0, 0), &large.0, true);
        assert_eq!(none, "One of them has no answers.");
    }

    #[test]
    fn of_very_many_segments_the_largest_are_offered() {
        let many: Vec<_> = (0..500).map(|n| group(&format!("s{n:03}"), n, n)).collect();
        let chosen = largest(&many);
        assert_eq!((chosen.len(), chosen[0].0.as_str()), (NAMES_MAX, "s300"));
    }
}
