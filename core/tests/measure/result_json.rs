//! The JSON of results, byte by byte: programs read it, and a node of the last version writes it.

use outoften_core::Tally;
use outoften_core::metric::{Metric, measured};
use outoften_core::Options;

const EXPECTED: &str = include_str!("../vectors/results.jsonl");

/// Parts of different sizes: many, a few, too few for an interval, none.
fn parts() -> Vec<(String, Tally)> {
    let named = |name: &str, counts| (name.to_owned(), Tally::from_counts(counts));
    vec![
        named("shop", [3, 9, 1, 4, 30, 50, 12, 20, 7, 8, 41]),
        named("phone", [5, 2, 11, 0, 3, 6, 9, 1, 0, 2, 4]),
        named("", [0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0]),
        named("letter", [0; 11]),
    ]
}

fn lines() -> Vec<String> {
    let options = Options::default();
    let whole = parts().iter().fold(Tally::EMPTY, |all, (_, own)| all.merge(own));
    let json = |value: &dyn erased::Json| value.json();
    let mut lines = Vec::new();
    for metric in Metric::ALL.iter().copied() {
        lines.push(json(&measured::Measured::of(metric, &whole, &options)));
        lines.push(json(&measured::difference(metric, &parts()[0].1, &parts()[1].1, &options)));
        lines.push(json(&measured::against_the_rest(metric, &parts(), &whole, &options)));
        lines.push(json(&measured::against_the_last(metric, &parts(), &options)));
    }
    lines.push(json(&outoften_core::breakdown::segments(&parts(), &options)));
    lines.push(json(&outoften_core::breakdown::periods(&parts(), &options)));
    lines
}

mod erased {
    pub trait Json {
        fn json(&self) -> String;
    }
    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap()
        }
    }
}

#[test]
fn the_json_of_results_is_as_it_was() {
    if std::env::var_os("WRITE").is_some() {
        std::fs::write("tests/vectors/results.jsonl", lines().join("\n") + "\n").unwrap();
    }
    for (line, expected) in lines().iter().zip(EXPECTED.lines()) {
        assert_eq!(line, expected);
    }
    assert_eq!(lines().len(), EXPECTED.lines().count());
}
