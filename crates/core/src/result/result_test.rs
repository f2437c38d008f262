//! The same eleven counts mean what the metric says.

use super::*;
use crate::interval::Level;

fn tally(counts: [u64; 11]) -> Tally {
    Tally::from_counts(counts)
}

fn json(metric: Metric, counts: [u64; 11]) -> serde_json::Value {
    serde_json::to_value(MetricResult::of(metric, &tally(counts), &ReportOptions::default()))
        .unwrap()
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

fn named(name: &str, counts: [u64; 11]) -> (String, Tally) {
    (name.to_owned(), tally(counts))
}

fn whole(parts: &[(String, Tally)]) -> Tally {
    parts.iter().fold(Tally::EMPTY, |all, (_, own)| all.merge(own))
}

#[test]
fn a_result_a_report_and_a_summary_of_the_same_parts_agree() {
    let parts = [
        named("a", [9, 0, 0, 0, 0, 0, 0, 20, 0, 0, 71]),
        named("b", [30, 0, 0, 0, 0, 0, 0, 20, 0, 0, 50]),
        named("c", [5, 0, 0, 0, 0, 0, 0, 9, 0, 0, 8]),
    ];
    let (whole, options) = (whole(&parts), ReportOptions::default());
    for (results, reports, summaries) in [
        (
            against_rest::<MetricResult>(Metric::Nps, &parts, &whole, &options),
            against_rest::<Report>(Metric::Nps, &parts, &whole, &options),
            against_rest::<Summary>(Metric::Nps, &parts, &whole, &options),
        ),
        (
            against_previous(Metric::Nps, &parts, &options),
            against_previous(Metric::Nps, &parts, &options),
            against_previous(Metric::Nps, &parts, &options),
        ),
    ] {
        for ((result, report), summary) in results.iter().zip(&reports).zip(&summaries) {
            assert_eq!(result.result.figure(), summary.result.figure);
            assert_eq!(summary.result.figure.value, report.result.nps);
            assert_eq!(result.difference, report.difference);
            assert_eq!(summary.difference, report.difference);
            assert_eq!(result.p_value_adjusted, report.p_value_adjusted);
            assert_eq!(summary.p_value_adjusted, report.p_value_adjusted);
        }
    }
}

#[test]
fn the_figure_that_is_read_is_the_one_that_was_computed() {
    for metric in Metric::ALL.iter().copied() {
        for counts in
            [[0, 9, 1, 4, 30, 50, 0, 0, 0, 0, 0], [0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0], [0; 11]]
        {
            let computed: Summary =
                FromTally::from_tally(metric, &tally(counts), &ReportOptions::default());
            assert_eq!(Summary::from_json(metric, &json(metric, counts)), Some(computed));
        }
    }
    let odd = serde_json::json!({"counts": [1, 2]});
    assert_eq!(Summary::from_json(Metric::Nps, &odd), None);
}

#[test]
fn segments_travel_as_text_and_come_back_the_same() {
    let parts = [named("a", [9, 0, 0, 0, 0, 0, 0, 20, 0, 0, 71]), named("", [0; 11])];
    let options = ReportOptions::default();
    let there: Vec<Segment<Summary>> = against_rest(Metric::Fxf, &parts, &whole(&parts), &options);
    let text = serde_json::to_string(&there).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Segment<Summary>>>(&text).unwrap(), there);
}

#[test]
fn two_segments_differ_from_each_other_by_the_same() {
    let parts = [
        named("a", [10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 90]),
        named("b", [60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40]),
    ];
    let options = ReportOptions::default();
    let parts: Vec<Segment> = against_rest(Metric::Nps, &parts, &whole(&parts), &options);
    let differences: Vec<f64> =
        parts.iter().map(|part| part.difference.unwrap().difference).collect();
    assert_eq!(differences[0], -differences[1]);
    assert!(parts[0].p_value_adjusted >= parts[0].difference.unwrap().p_value);
}

#[test]
fn one_segment_and_the_first_period_have_nothing_to_compare_with() {
    let options = ReportOptions::default();
    for metric in Metric::ALL.iter().copied() {
        let one = [named("a", [0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0])];
        let segments: Vec<Segment> = against_rest(metric, &one, &one[0].1, &options);
        assert_eq!((segments.len(), segments[0].difference), (1, None));
        let periods: Vec<Segment> = against_previous(metric, &one, &options);
        assert_eq!((periods[0].difference, periods[0].p_value_adjusted), (None, None));
        assert!(against_previous::<MetricResult>(metric, &[], &options).is_empty());
    }
}

#[test]
fn a_step_is_the_later_minus_the_earlier() {
    let two = [
        named("1", [50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50]),
        named("2", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100]),
    ];
    let parts: Vec<Segment> = against_previous(Metric::Nps, &two, &ReportOptions::default());
    assert!(parts[1].difference.unwrap().difference > 90.0);
    assert!(parts[1].p_value_adjusted.unwrap() < 1e-6);
}

#[test]
fn figures_lie_on_their_scale_and_within_their_limits() {
    let counts = tally([0, 9, 1, 4, 30, 50, 0, 0, 0, 0, 0]);
    for metric in Metric::ALL.iter().copied() {
        let figure = MetricResult::of(metric, &counts, &ReportOptions::default()).figure();
        let (value, Limits { low, high }) = figure.value.zip(figure.limits).unwrap();
        let (lowest, highest) = metric.figure_range();
        assert!(lowest <= low && low <= value && value <= high && high <= highest);
    }
}

#[test]
fn the_interval_of_a_mean_has_the_level_that_was_asked_for() {
    let counts = tally([0, 9, 1, 4, 30, 50, 0, 0, 0, 0, 0]);
    let width = |level| {
        let options = ReportOptions { level, ..ReportOptions::default() };
        let limits = MetricResult::of(Metric::Ces2, &counts, &options).figure().limits.unwrap();
        limits.high - limits.low
    };
    let (wide, narrow) = (Level::P95, Level::new(0.8).unwrap());
    assert!((width(wide) / width(narrow) - wide.z() / narrow.z()).abs() < 1e-9);
}

#[test]
fn turning_two_groups_round_turns_the_sign_and_nothing_else() {
    let (a, b) =
        (tally([0, 1, 2, 3, 20, 30, 0, 0, 0, 0, 0]), tally([0, 9, 9, 9, 20, 10, 0, 0, 0, 0, 0]));
    let apart = |metric, one, other| difference(metric, one, other, &ReportOptions::default());
    for metric in Metric::ALL.iter().copied() {
        let (there, back) = (apart(metric, &a, &b).unwrap(), apart(metric, &b, &a).unwrap());
        assert_eq!((there.difference, there.p_value), (-back.difference, back.p_value));
        assert_eq!(apart(metric, &a, &a).unwrap().difference, 0.0);
        assert_eq!(apart(metric, &Tally::EMPTY, &Tally::EMPTY), None, "{metric:?}");
    }
}

#[test]
fn shares_are_compared_with_one_more_success_and_failure() {
    // Agresti and Caffo: (60+1)/(100+2) - (40+1)/(100+2) = .1961; error .06865; z 2.856.
    let group = |yes: u64, no: u64| tally([0, no, 0, 0, 0, yes, 0, 0, 0, 0, 0]);
    let options = ReportOptions::default();
    let apart = difference(Metric::Csat, &group(60, 40), &group(40, 60), &options).unwrap();
    assert!((apart.difference - 19.6078).abs() < 1e-3, "{apart:?}");
    assert!((apart.p_value.unwrap() - 0.00429).abs() < 1e-5, "{apart:?}");
}

#[test]
fn a_difference_of_shares_is_agresti_and_caffos() {
    // 30 of 40 against 20 of 40: (31/42 - 21/42), error sqrt(p(1-p)/42 + q(1-q)/42).
    let first = tally([0, 10, 0, 0, 30, 0, 0, 0, 0, 0, 0]);
    let second = tally([0, 20, 0, 0, 20, 0, 0, 0, 0, 0, 0]);
    let step = difference(Metric::Csat, &first, &second, &ReportOptions::default()).unwrap();
    assert!((step.difference - 23.809_523_8).abs() < 1e-6, "{step:?}");
    assert!((step.standard_error - 10.273_760_6).abs() < 1e-6, "{step:?}");
    let back = difference(Metric::Csat, &second, &first, &ReportOptions::default()).unwrap();
    assert_eq!(step.difference, -back.difference);
}

#[test]
fn a_difference_of_means_has_the_errors_of_both() {
    let first = tally([0, 0, 5, 0, 5, 0, 0, 0, 0, 0, 0]);
    let second = tally([0, 5, 0, 0, 0, 5, 0, 0, 0, 0, 0]);
    let step = difference(Metric::Ces1, &first, &second, &ReportOptions::default()).unwrap();
    assert_eq!(step.difference, 0.0);
    assert!((step.standard_error - (0.1_f64 + 0.4).sqrt()).abs() < 1e-12);
    let certain = tally([0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0]);
    let same = difference(Metric::Ces1, &certain, &certain, &ReportOptions::default()).unwrap();
    assert_eq!((same.z, same.p_value), (None, None), "no spread, no test");
}

#[test]
fn answers_off_the_scale_are_in_no_denominator() {
    let measured = json(Metric::Csat, [7, 0, 0, 0, 1, 1, 9, 0, 0, 0, 0]);
    assert_eq!((&measured["n"], &measured["percent"]), (&2.into(), &100.0.into()));
}

#[test]
fn what_lies_off_the_scale_is_in_no_figure() {
    let counts = tally([7, 0, 0, 0, 0, 5, 0, 0, 0, 0, 9]);
    let figure = MetricResult::of(Metric::Ces1, &counts, &ReportOptions::default()).figure();
    assert_eq!((figure.n, figure.value), (5, Some(5.0)));
}
