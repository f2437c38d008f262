//! The JSON of a report: its fields, its nulls, its order.

use outoften_core::{Report, ReportOptions, Tally};

fn json(counts: [u64; 11], options: &ReportOptions) -> String {
    serde_json::to_string(&Report::of(&Tally::from_counts(counts), options).unwrap()).unwrap()
}

#[test]
fn no_answers_is_no_score() {
    assert_eq!(
        json([0; 11], &ReportOptions::default()),
        r#"{"n":0,"detractors":0,"passives":0,"promoters":0,"nps":null,"nps_rounded":null,"variance":null,"standard_error":null,"interval":null,"counts":[0,0,0,0,0,0,0,0,0,0,0]}"#
    );
}

#[test]
fn all_fields_in_their_order() {
    let text = json([0, 0, 0, 10, 0, 0, 0, 20, 0, 0, 70], &ReportOptions::default());
    let start = r#"{"n":100,"detractors":10,"passives":20,"promoters":70,"nps":60.0,"nps_rounded":60,"variance":0.44"#;
    assert!(text.starts_with(start), "{text}");
    assert!(text.contains(r#""interval":{"method":"adjusted-wald","level":0.95,"low":45.26"#));
    assert!(text.ends_with(r#""counts":[0,0,0,10,0,0,0,20,0,0,70]}"#));
}

#[test]
fn four_answers_have_a_score_and_no_interval() {
    let four = [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 2];
    assert!(json(four, &ReportOptions::default()).contains(r#""nps":25.0"#));
    assert!(json(four, &ReportOptions::default()).contains(r#""interval":null"#));
    let small = ReportOptions { small: true, ..ReportOptions::default() };
    assert!(!json(four, &small).contains(r#""interval":null"#));
    let five = [1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 2];
    assert!(!json(five, &ReportOptions::default()).contains(r#""interval":null"#));
}
