//! Reading the expected values that were computed independently of this crate.

use outoften_core::Nps;
use serde_json::Value;

/// A file of `tests/vectors`.
pub fn vectors(file: &str) -> Value {
    let path = format!("{}/tests/vectors/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{path}: {why}"));
    serde_json::from_str(&text).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// A number of a record, by name.
pub fn number(record: &Value, name: &str) -> f64 {
    record[name].as_f64().unwrap_or_else(|| panic!("no number {name} in {record}"))
}

/// A pair of limits of a record, by name.
pub fn pair(record: &Value, name: &str) -> (f64, f64) {
    (record[name][0].as_f64().unwrap(), record[name][1].as_f64().unwrap())
}

/// The three classes of a record.
pub fn classes(record: &Value) -> Nps {
    let class = |name: &str| record[name].as_u64().unwrap();
    Nps::from_classes(class("detractors"), class("passives"), class("promoters")).unwrap()
}

/// Fails unless both agree to within `tolerance`.
pub fn close(what: &str, actual: f64, expected: f64, tolerance: f64) {
    assert!(
        (actual - expected).abs() <= tolerance,
        "{what}: {actual} instead of {expected} (off by {:e})",
        actual - expected
    );
}

/// [`close`] for both limits.
pub fn close_pair(what: &str, actual: (f64, f64), expected: (f64, f64), tolerance: f64) {
    close(what, actual.0, expected.0, tolerance);
    close(what, actual.1, expected.1, tolerance);
}
