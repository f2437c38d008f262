//! The JSON of results, byte by byte: programs read it, and nodes of two versions run side by side.

use outoften_core::metric::Metric;
use outoften_core::result::{MetricResult, Segment, against_previous, against_rest, difference};
use outoften_core::{Report, ReportOptions, Tally};
use serde::Serialize;

const EXPECTED: &str = include_str!("../vectors/results.jsonl");

/// Parts of different sizes: many, a few, too few for an interval, none.
fn parts() -> [(String, Tally); 4] {
    let named = |name: &str, counts| (name.to_owned(), Tally::from_counts(counts));
    [
        named("shop", [3, 9, 1, 4, 30, 50, 12, 20, 7, 8, 41]),
        named("phone", [5, 2, 11, 0, 3, 6, 9, 1, 0, 2, 4]),
        named("", [0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0]),
        named("letter", [0; 11]),
    ]
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

#[test]
fn the_json_of_results_is_as_it_was() {
    let (parts, options) = (parts(), ReportOptions::default());
    let whole = parts.iter().fold(Tally::EMPTY, |all, (_, own)| all.merge(own));
    let rest = |metric| -> Vec<Segment> { against_rest(metric, &parts, &whole, &options) };
    let previous = |metric| -> Vec<Segment> { against_previous(metric, &parts, &options) };
    let mut lines = Vec::new();
    for metric in Metric::ALL.iter().copied() {
        lines.push(json(&MetricResult::of(metric, &whole, &options)));
        lines.push(json(&difference(metric, &parts[0].1, &parts[1].1, &options)));
        lines.extend([json(&rest(metric)), json(&previous(metric))]);
    }
    lines.push(json(&against_rest::<Report>(Metric::Nps, &parts, &whole, &options)));
    lines.push(json(&against_previous::<Report>(Metric::Nps, &parts, &options)));
    let expected: Vec<&str> = EXPECTED.lines().collect();
    assert_eq!(lines, expected);
}
