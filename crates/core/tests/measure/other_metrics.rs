//! CSAT, CES, FXF and the log odds of themes against independently computed values.

use crate::expected::{close, number, vectors};
use outoften_core::metric::Distribution;
use outoften_core::metric::ces::{Ces, Version};
use outoften_core::metric::csat::Csat;
use outoften_core::metric::fxf::Fxf;
use outoften_core::themes::log_odds;
use outoften_core::{Level, Method, Tally};
use serde_json::Value;

fn counts(record: &Value) -> Vec<u64> {
    record["counts"].as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).collect()
}

fn distribution(record: &Value) -> Distribution {
    let counts = counts(record);
    let lowest = u8::try_from(record["scale_min"].as_u64().unwrap()).unwrap();
    let highest = lowest + u8::try_from(counts.len()).unwrap() - 1;
    Distribution::from_counts(lowest, highest, &counts).unwrap()
}

fn check_ces(record: &Value, version: Version) {
    let ces = Ces::of(&distribution(record), version);
    assert_eq!(ces.n, record["n"]);
    close("mean", ces.mean.unwrap(), number(record, "expected_mean"), 1e-9);
    let shares = [
        (ces.percent_5_to_7, "expected_percent_5to7"),
        (ces.percent_6_to_7, "expected_percent_6to7"),
        (ces.percent_1_to_3, "expected_percent_1to3"),
        (ces.net, "expected_net"),
    ];
    for (actual, key) in shares {
        assert_eq!(actual, record.get(key).and_then(Value::as_f64), "{key}");
    }
    if let Some(polarity) = record.get("polarity") {
        assert_eq!(ces.polarity, polarity);
    }
}

fn check_fxf(record: &Value) {
    let class = |name: &str| record["classes"][name].as_u64().unwrap();
    let classes = [class("infieles"), class("indiferentes"), class("fieles"), class("enamorados")];
    let expected = record["expected_fxf"].as_f64();
    let from_classes = Fxf::from_classes(classes, Method::default(), Level::P95);
    assert_eq!((from_classes.fxf, from_classes.n), (expected, record["n"].as_u64().unwrap()));
    if record.get("counts").is_some() {
        let tally = Tally::from_counts(counts(record).try_into().unwrap());
        let from_counts = Fxf::of(&tally, Method::default(), Level::P95);
        assert_eq!(from_counts, from_classes, "{record}");
    }
}

#[test]
fn metrics() {
    let records = vectors("other_metrics.json");
    let records = records.as_array().unwrap();
    assert_eq!(records.len(), 7);
    for record in records {
        match record["metric"].as_str().unwrap() {
            "csat_top2" => {
                let csat = Csat::of(&distribution(record), 4, Level::P95);
                assert_eq!(csat.percent, record["expected_percent"].as_f64());
                assert_eq!(csat.percent_rounded, record["expected_rounded"].as_u64());
            }
            "ces1" => check_ces(record, Version::V1),
            "ces2" => check_ces(record, Version::V2),
            "fxf" => check_fxf(record),
            other => panic!("no such metric: {other}"),
        }
    }
}

#[test]
fn log_odds_of_comments_and_of_words() {
    let records = vectors("themes.json");
    let records = records.as_array().unwrap();
    assert_eq!(records.len(), 4);
    for record in records {
        match record["kind"].as_str().unwrap() {
            "document_log_odds_haldane" => {
                let count = |name: &str| record[name].as_u64().unwrap();
                let actual = log_odds::document(
                    (count("detractor_comments_with"), count("detractor_comments")),
                    (count("promoter_comments_with"), count("promoter_comments")),
                );
                close("log odds", actual.log_odds, number(record, "log_odds"), 1e-9);
                close("se", actual.standard_error, number(record, "se"), 1e-9);
                close("z", actual.z, number(record, "z"), 1e-9);
            }
            "token_log_odds_dirichlet" => check_words(record),
            other => panic!("no such kind: {other}"),
        }
    }
}

fn check_words(record: &Value) {
    let counts = |group: &str| record[group].as_object().unwrap().clone();
    let (first, second) = (counts("counts_detractors"), counts("counts_promoters"));
    let total = |group: &serde_json::Map<String, Value>| -> u64 {
        group.values().map(|count| count.as_u64().unwrap()).sum()
    };
    for (word, expected) in record["expected"].as_object().unwrap() {
        let actual = log_odds::token(
            (first[word].as_u64().unwrap(), total(&first)),
            (second[word].as_u64().unwrap(), total(&second)),
            10.0,
        )
        .unwrap();
        close(word, actual.log_odds, number(expected, "delta"), 1e-9);
        close(word, actual.standard_error.powi(2), number(expected, "var"), 1e-9);
        close(word, actual.z, number(expected, "z"), 1e-9);
    }
}
