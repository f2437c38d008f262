//! Differences of two samples, sample sizes and weights against independently computed values.

use crate::expected::{classes, close, close_pair, number, pair, vectors};
use outoften_core::compare::{Comparison, Contrast};
use outoften_core::sample_size::{PlanningVariance, for_margin, per_group};
use outoften_core::weighted::Weighted;
use outoften_core::{Level, Score};
use serde_json::Value;

#[test]
fn two_samples() {
    let records = vectors("nps_two_sample.json");
    let records = records.as_array().unwrap();
    assert_eq!(records.len(), 9);
    for record in records {
        let (a, b) = (classes(&record["a"]), classes(&record["b"]));
        for (method, key) in [(Contrast::Wald, "wald"), (Contrast::AdjustedWald, "adjusted")] {
            let (actual, expected) = (Comparison::of(a, b, method, Level::P95), &record[key]);
            let name = format!("{} {key}", record["name"]);
            close(&name, actual.difference, number(expected, "diff"), 1e-9);
            close(&name, actual.standard_error, number(expected, "se"), 1e-9);
            let limits = (actual.interval.low, actual.interval.high);
            close_pair(&name, limits, pair(expected, "ci95"), 1e-9);
            optional(&name, actual.z, &expected["z"]);
            optional(&name, actual.p_value, &expected["p_value"]);
        }
    }
}

fn optional(name: &str, actual: Option<f64>, expected: &Value) {
    match (actual, expected.as_f64()) {
        (Some(actual), Some(expected)) => {
            close(name, actual, expected, 1e-9 * expected.abs().min(1.0));
        }
        (actual, expected) => assert_eq!(actual, expected, "{name}"),
    }
}

#[test]
fn sample_sizes_for_a_margin() {
    let file = vectors("nps_extra.json");
    for record in file["sample_size_margin"].as_array().unwrap() {
        let variance = PlanningVariance::new(number(record, "variance")).unwrap();
        let level = Level::new(number(record, "conf")).unwrap();
        let margin = number(record, "margin_points");
        for (method, key) in [(Contrast::Wald, "n_wald"), (Contrast::AdjustedWald, "n_adjwald")] {
            let n = for_margin(margin, variance, level, method, None).unwrap();
            assert_eq!(n, record[key], "{record}");
        }
    }
    for record in file["sample_size_finite"].as_array().unwrap() {
        let variance = PlanningVariance::new(number(record, "variance")).unwrap();
        let margin = number(record, "margin_points");
        let plan = |size| for_margin(margin, variance, Level::P95, Contrast::Wald, size).unwrap();
        assert_eq!(plan(None), record["n_infinite"], "{record}");
        assert_eq!(plan(record["population"].as_u64()), record["n"], "{record}");
    }
}

#[test]
fn sample_sizes_per_group() {
    for record in vectors("nps_extra.json")["sample_size_two_group"].as_array().unwrap() {
        let variance = PlanningVariance::new(number(record, "variance")).unwrap();
        let (difference, power) = (number(record, "difference_points"), number(record, "power"));
        for (method, key) in
            [(Contrast::Wald, "n_per_group"), (Contrast::AdjustedWald, "n_per_group_adj")]
        {
            let n = per_group(difference, power, variance, Level::P95, method).unwrap();
            assert_eq!(n, record[key], "{record}");
        }
    }
}

#[test]
fn weights() {
    for record in vectors("nps_extra.json")["weighted"].as_array().unwrap() {
        let name = record["name"].as_str().unwrap();
        let mut weighted = Weighted::default();
        for response in record["responses"].as_array().unwrap() {
            let score = Score::from_f64(response[0].as_f64().unwrap()).unwrap();
            weighted.add(score, response[1].as_f64().unwrap()).unwrap();
        }
        let estimate = weighted.estimate().unwrap();
        close(name, estimate.points, number(record, "nps"), 1e-9);
        close(name, estimate.variance, number(record, "var"), 1e-9);
        close(name, estimate.standard_error.unwrap(), number(record, "se_linearised"), 1e-9);
        close(name, estimate.effective_n, number(record, "kish_n_eff"), 1e-9);
        close(name, estimate.standard_error_effective, number(record, "se_kish"), 1e-9);
        match estimate.interval(Level::P95) {
            None => assert!(estimate.effective_n < 5.0, "{name}"),
            Some(limits) => {
                let (low, high) = pair(record, "wald95_linearised");
                let clamped = (low.max(-100.0), high.min(100.0));
                close_pair(name, (limits.low, limits.high), clamped, 1e-9);
            }
        }
    }
}
