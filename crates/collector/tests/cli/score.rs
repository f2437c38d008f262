//! `score`: counts, files of every kind, parts, the list of bad rows.

use std::io::Write;

use flate2::write::GzEncoder;
use serde_json::json;

use crate::program::{Files, run, run_with};

const SIXTY: &str = "0,0,0,10,0,0,0,20,0,0,70";
const FILE: &str = "date,score,plan,comment\n\
                    2026-10-01,10,paid,good\n2026-10-02,9,paid,\n2026-10-03,0,free,bad\n\
                    2026-11-01,10,paid,\n2026-11-02,7.5,free,\n2026-11-03,,free,\n\
                    2026-11-04,3,free,\n2026-11-05,8,paid,\n";

#[test]
fn counts_as_json_have_exactly_the_promised_fields() {
    let outcome = run(&format!("score --counts {SIXTY} --format json"));
    assert!(outcome.out.starts_with(
        r#"{"n":100,"detractors":10,"passives":20,"promoters":70,"nps":60.0,"nps_rounded":60,"variance":0.44,"standard_error":6.633"#
    ));
    let value = outcome.json();
    let fields: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert_eq!(
        fields,
        [
            "bad_rows",
            "counts",
            "detractors",
            "interval",
            "n",
            "nps",
            "nps_rounded",
            "passives",
            "promoters",
            "standard_error",
            "variance"
        ]
    );
    assert_eq!(value["bad_rows"], 0);
    assert_eq!(value["interval"]["method"], "adjusted-wald");
    assert!((value["interval"]["low"].as_f64().unwrap() - 45.269_760_253_848_3).abs() < 1e-9);
}

#[test]
fn no_answers_is_null_and_said_in_words() {
    let none = "0,0,0,0,0,0,0,0,0,0,0";
    let value = run(&format!("score --counts {none} --format json")).json();
    assert_eq!(
        (&value["nps"], &value["interval"], &value["n"]),
        (&json!(null), &json!(null), &json!(0))
    );
    let table = run(&format!("score --counts {none}"));
    assert!(table.out.contains("no answers yet"), "{table:?}");
    assert!(!table.out.contains("NaN"), "{table:?}");
}

#[test]
fn interval_options_apply() {
    let low = |options: &str| {
        let value = run(&format!("score --counts {SIXTY} --format json {options}")).json();
        value["interval"]["low"].as_f64().unwrap()
    };
    for (options, expected) in [
        ("--interval wald", 46.999_069_721_341_4),
        ("--interval score", 45.216_652_064_728_6),
        ("--interval mover", 45.175_751_967_605_2),
        ("--population 200", 49.897_697_242_948_46),
        ("--interval wald --population 1000", 47.660_063_073_790_44),
    ] {
        assert!((low(options) - expected).abs() < 1e-6, "{options}");
    }
    assert!(low("--level .99") < low("--level .9"));
    let small = "score --counts 1,0,0,0,0,0,0,1,0,0,2 --format json";
    assert_eq!(run(small).json()["interval"], json!(null));
    assert!(run(&format!("{small} --small")).json()["interval"].is_object());
}

#[test]
fn a_file_says_which_column_it_took_and_what_was_left_out() {
    let files = Files::new();
    let path = files.write("answers.csv", FILE);
    let outcome = run(&format!("score {path} --format json"));
    let value = outcome.json();
    assert_eq!((&value["n"], &value["bad_rows"]), (&json!(6), &json!(1)));
    assert!(outcome.err.contains("scores from column \"score\""), "{}", outcome.err);
    assert!(outcome.err.contains("1 rows without an answer"), "{}", outcome.err);
    assert!(outcome.err.contains("line 6, column \"score\""), "{}", outcome.err);
    assert!(outcome.err.contains("found \"7.5\""), "{}", outcome.err);
}

#[test]
fn standard_input_gzip_and_other_delimiters_give_the_same() {
    let files = Files::new();
    let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(FILE.as_bytes()).unwrap();
    let gz = files.write("answers.csv.gz", packed.finish().unwrap());
    let tsv = files.write("answers.tsv", FILE.replace(',', "\t"));
    let semicolons = files.write("answers.txt", format!("\u{feff}{}", FILE.replace(',', ";")));
    let expected = run_with(&["score", "-", "--format", "json"], FILE.as_bytes()).json();
    assert_eq!(expected["n"], 6);
    for path in [gz, tsv, semicolons] {
        assert_eq!(run(&format!("score {path} --format json")).json(), expected, "{path}");
    }
}

#[test]
fn segments_and_periods_are_tested() {
    let files = Files::new();
    let path = files.write("answers.csv", FILE);
    let value = run(&format!("score {path} --by plan --every month --format json")).json();
    let segments = value["segments"].as_array().unwrap();
    assert_eq!(segments.len(), 2);
    assert_eq!((&segments[0]["name"], &segments[0]["nps"]), (&json!("free"), &json!(-100.0)));
    assert_eq!((&segments[1]["name"], &segments[1]["nps"]), (&json!("paid"), &json!(75.0)));
    assert!(segments[0]["difference"]["difference"].as_f64().unwrap() < 0.0);
    let raw = segments[0]["difference"]["p_value"].as_f64().unwrap();
    assert!(segments[0]["p_value_adjusted"].as_f64().unwrap() >= raw);
    let periods = value["periods"].as_array().unwrap();
    assert_eq!(periods[0]["name"], "2026-10");
    assert_eq!((&periods[0]["n"], &periods[0]["difference"]), (&json!(3), &json!(null)));
    assert_eq!((&periods[1]["name"], &periods[1]["n"]), (&json!("2026-11"), &json!(3)));
    let table = run(&format!("score {path} --by plan --every quarter"));
    assert!(table.out.contains("2026-Q4") && table.out.contains("against the rest"), "{table:?}");
    let csv = run(&format!("score {path} --by plan --format csv"));
    let widths: Vec<usize> = csv.out.lines().map(|line| line.split(',').count()).collect();
    assert_eq!(widths, [29, 29, 29, 29], "{}", csv.out);
}

#[test]
fn every_bad_row_is_written() {
    let files = Files::new();
    let mut file = String::from("score,comment\n");
    for row in 0..200 {
        file.push_str(if row % 2 == 0 { "9,\n" } else { "eleven,\n" });
    }
    let path = files.write("answers.csv", file);
    let list = files.path("bad.csv");
    let outcome = run(&format!("score {path} --bad-rows {} --format json", list.display()));
    assert_eq!(outcome.json()["bad_rows"], 100);
    assert!(outcome.err.contains("and 95 more bad rows"), "{}", outcome.err);
    let list = std::fs::read_to_string(list).unwrap();
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines.len(), 101);
    assert_eq!(lines[0], "line,column,reason,expected,value");
    assert!(lines[1].starts_with("3,score,not_a_number,"), "{}", lines[1]);
    assert!(lines[100].starts_with("201,score,"), "{}", lines[100]);
}

#[test]
fn names_of_segments_cannot_become_formulas() {
    let outcome = run_with(
        &["score", "-", "--by", "plan", "--format", "csv"],
        b"score,plan\n9,=1+1\n3,\"a,b\"\n",
    );
    assert!(outcome.out.contains("segment,'=1+1,"), "{}", outcome.out);
    assert!(outcome.out.contains("segment,\"a,b\","), "{}", outcome.out);
}
