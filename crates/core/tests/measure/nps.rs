//! NPS, variance, standard error and all four intervals against independently computed values.

use crate::expected::{self, close, close_pair, number, pair, vectors};
use outoften_core::interval::unclamped;
use outoften_core::{Interval, Level, Method, Nps, Report, ReportOptions, Tally};
use serde_json::Value;

fn tally(record: &Value) -> Tally {
    let counts: Vec<u64> =
        record["counts"].as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).collect();
    Tally::from_counts(counts.try_into().unwrap())
}

#[test]
fn estimates() {
    let records = vectors("nps.json");
    let records = records.as_array().unwrap();
    assert_eq!(records.len(), 40);
    for record in records {
        let name = record["name"].as_str().unwrap();
        let options = ReportOptions { small: true, ..ReportOptions::default() };
        let report = Report::of(&tally(record), &options).unwrap();
        assert_eq!(report.n, record["n"], "{name}");
        assert_eq!(report.detractors, record["detractors"], "{name}");
        assert_eq!(report.passives, record["passives"], "{name}");
        assert_eq!(report.promoters, record["promoters"], "{name}");
        assert_eq!(Value::from(report.nps_rounded), record["nps_rounded"], "{name}");
        close(name, report.nps.unwrap(), number(record, "nps"), 1e-9);
        close(name, report.variance.unwrap(), number(record, "var"), 1e-9);
        close(name, report.standard_error.unwrap(), number(record, "se"), 1e-9);
        let interval = report.interval.unwrap();
        close_pair(name, (interval.low, interval.high), pair(record, "adjwald95_clamped"), 1e-9);
    }
}

#[test]
fn intervals() {
    for record in vectors("nps.json").as_array().unwrap() {
        let name = record["name"].as_str().unwrap();
        let nps = Nps::of(&tally(record)).unwrap();
        for (method, key, tolerance) in [
            (Method::Wald, "wald95", 1e-9),
            (Method::AdjustedWald, "adjwald95", 1e-9),
            (Method::Score, "score95", 1e-6),
            (Method::Mover, "mover95", 1e-6),
        ] {
            let limits = unclamped(nps.shares(), method, Level::P95);
            close_pair(&format!("{name} {key}"), limits, pair(record, key), tolerance);
            let interval = Interval::of(nps, method, Level::P95);
            assert_eq!((interval.low, interval.high), (limits.0.max(-100.0), limits.1.min(100.0)));
        }
    }
}

#[test]
fn finite_population() {
    for record in vectors("nps_extra.json")["finite_population"].as_array().unwrap() {
        let nps = expected::classes(record);
        let size = record["population"].as_u64().unwrap();
        let population = outoften_core::population::Population::new(size, nps.n()).unwrap();
        close("fpc", population.correction(nps.n()), number(record, "fpc"), 1e-9);
        let error = nps.standard_error() * population.correction(nps.n());
        close("se", error, number(record, "se_fpc"), 1e-9);
        for (method, key) in
            [(Method::Wald, "wald95_fpc"), (Method::AdjustedWald, "adjwald95_fpc_scaled")]
        {
            let interval = Interval::within(nps, population, method, Level::P95);
            close_pair(key, (interval.low, interval.high), pair(record, key), 1e-9);
        }
    }
}

#[test]
fn a_census_leaves_no_uncertainty_by_any_method() {
    let tally = Tally::from_counts([20, 0, 0, 0, 0, 0, 0, 30, 0, 0, 50]);
    for method in Method::ALL.iter().copied() {
        let options = ReportOptions { method, population: Some(100), ..ReportOptions::default() };
        let interval = Report::of(&tally, &options).unwrap().interval.unwrap();
        assert_eq!((interval.low, interval.high), (30.0, 30.0), "{}", method.name());
    }
    let options = ReportOptions { population: Some(99), ..ReportOptions::default() };
    assert!(Report::of(&tally, &options).is_err());
}
