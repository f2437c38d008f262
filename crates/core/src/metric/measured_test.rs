//! The same eleven counts mean what the metric says.

use super::*;
use crate::breakdown;

fn tally(counts: [u64; 11]) -> Tally {
    Tally::from_counts(counts)
}

fn json(metric: Metric, counts: [u64; 11]) -> serde_json::Value {
    serde_json::to_value(Measured::of(metric, &tally(counts), &Options::default())).unwrap()
}

#[test]
fn every_metric_names_itself_its_scale_and_its_classes() {
    for metric in Metric::ALL {
        let one_each = json(*metric, [1; 11]);
        assert_eq!(one_each["metric"], metric.name());
        assert_eq!(one_each["scale"], metric.scale_name());
        let steps = metric.scores().count();
        assert_eq!(one_each["answers"].as_array().unwrap().len(), steps);
        let n: u64 = (0..3).map(|at| one_each["classes"][at]["n"].as_u64().unwrap()).sum();
        assert_eq!((n, one_each["n"].as_u64()), (steps as u64, Some(steps as u64)), "{metric:?}");
        assert_eq!(one_each["classes"][0]["class"], "detractor");
    }
}

#[test]
fn nobody_answered_is_no_data_for_every_metric() {
    for (metric, value) in Metric::ALL.iter().zip(["nps", "mean", "mean", "percent", "fxf"]) {
        let nothing = json(*metric, [0; 11]);
        assert!(nothing[value].is_null(), "{metric:?}: {nothing}");
        assert!(nothing["interval"].is_null() && nothing["classes"][0]["percent"].is_null());
    }
}

#[test]
fn nps_and_its_differences_are_those_of_the_reports() {
    let parts = [
        ("a".to_owned(), tally([9, 0, 0, 0, 0, 0, 0, 4, 0, 0, 30])),
        ("b".to_owned(), tally([20, 0, 0, 0, 0, 0, 0, 4, 0, 0, 10])),
    ];
    let whole = parts[0].1.merge(&parts[1].1);
    let options = Options::default();
    let here = against_the_rest(Metric::Nps, &parts, &whole, &options);
    let there = breakdown::segments(&parts, &options);
    for (one, other) in here.iter().zip(&there) {
        assert_eq!(one.difference, other.difference);
        assert_eq!(one.p_value_adjusted, other.p_value_adjusted);
    }
    assert_eq!(against_the_last(Metric::Nps, &parts, &options)[0].difference, None);
}

#[test]
fn a_difference_of_shares_is_agresti_and_caffos() {
    // 30 of 40 against 20 of 40: (31/42 - 21/42), error sqrt(p(1-p)/42 + q(1-q)/42).
    let first = tally([0, 10, 0, 0, 30, 0, 0, 0, 0, 0, 0]);
    let second = tally([0, 20, 0, 0, 20, 0, 0, 0, 0, 0, 0]);
    let step = difference(Metric::Csat, &first, &second, &Options::default()).unwrap();
    assert!((step.difference - 23.809_523_8).abs() < 1e-6, "{step:?}");
    assert!((step.standard_error - 10.273_760_6).abs() < 1e-6, "{step:?}");
    let back = difference(Metric::Csat, &second, &first, &Options::default()).unwrap();
    assert_eq!(step.difference, -back.difference);
}

#[test]
fn a_difference_of_means_has_the_errors_of_both() {
    let first = tally([0, 0, 5, 0, 5, 0, 0, 0, 0, 0, 0]);
    let second = tally([0, 5, 0, 0, 0, 5, 0, 0, 0, 0, 0]);
    let step = difference(Metric::Ces1, &first, &second, &Options::default()).unwrap();
    assert_eq!(step.difference, 0.0);
    assert!((step.standard_error - (0.1_f64 + 0.4).sqrt()).abs() < 1e-12);
    let certain = tally([0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0]);
    let same = difference(Metric::Ces1, &certain, &certain, &Options::default()).unwrap();
    assert_eq!((same.z, same.p_value), (None, None), "no spread, no test");
}

#[test]
fn answers_off_the_scale_are_in_no_denominator() {
    let measured = json(Metric::Csat, [7, 0, 0, 0, 1, 1, 9, 0, 0, 0, 0]);
    assert_eq!((&measured["n"], &measured["percent"]), (&2.into(), &100.0.into()));
}
