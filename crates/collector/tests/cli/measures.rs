//! `compare`, `sample-size` and `metric`.

use serde_json::{Value, json};

use crate::program::{Files, run};

const SIXTY: &str = "0,0,0,10,0,0,0,20,0,0,70";
const THIRTY: &str = "0,0,0,20,0,0,0,30,0,0,50";

fn close(value: &Value, expected: f64) {
    let actual = value.as_f64().unwrap();
    assert!((actual - expected).abs() < 1e-9, "{actual} instead of {expected}");
}

#[test]
fn comparing_counts_is_adjusted_unless_asked() {
    let of = |more: &str| {
        run(&format!("compare --counts-a {SIXTY} --counts-b {THIRTY} --format json{more}")).json()
    };
    let adjusted = of("");
    close(&adjusted["difference"], 29.126_213_592_233_01);
    close(&adjusted["standard_error"], 10.150_655_123_023_943);
    close(&adjusted["z"], 2.869_392_491_344_551_7);
    close(&adjusted["p_value"], 0.004_112_611_152_630_441);
    close(&adjusted["interval"]["low"], 9.231_295_131_619_087);
    assert_eq!(adjusted["method"], "adjusted-wald");
    let plain = of(" --method wald");
    close(&plain["difference"], 30.0);
    close(&plain["p_value"], 0.003_414_791_178_117_817_3);
    assert_eq!(plain["method"], "wald");
    let small = of(" --method wald --population 100");
    assert_eq!((&small["standard_error"], &small["z"]), (&json!(0.0), &json!(null)));
}

#[test]
fn comparing_files_and_a_file_with_counts() {
    let files = Files::new();
    let column =
        |high: usize, low: usize| format!("score\n{}{}", "10\n".repeat(high), "0\n".repeat(low));
    let (a, b) = (files.write("a.csv", column(9, 1)), files.write("b.csv", column(1, 9)));
    let both = run(&format!("compare {a} {b} --format json")).json();
    assert!(both["difference"].as_f64().unwrap() > 100.0);
    let counts_b = "9,0,0,0,0,0,0,0,0,0,1";
    assert_eq!(run(&format!("compare {a} --counts-b {counts_b} --format json")).json(), both);
    let counts_a = "1,0,0,0,0,0,0,0,0,0,9";
    assert_eq!(run(&format!("compare {b} --counts-a {counts_a} --format json")).json(), both);
}

#[test]
fn nothing_to_compare_with_is_null() {
    let none = "0,0,0,0,0,0,0,0,0,0,0";
    let value = run(&format!("compare --counts-a {SIXTY} --counts-b {none} --format json")).json();
    assert_eq!((&value["difference"], &value["p_value"]), (&json!(null), &json!(null)));
}

#[test]
fn sample_sizes() {
    for (arguments, n, method) in [
        ("--margin 5", 1534, "adjusted-wald"),
        ("--margin 5 --method wald", 1537, "wald"),
        ("--margin 5 --method wald --shares 20,30,50", 938, "wald"),
        ("--margin 10 --interval wald --shares 0.1,0.2,0.7", 170, "wald"),
        ("--margin 10 --variance 0.8 --level .99", 528, "adjusted-wald"),
        ("--margin 10 --method wald --population 250", 152, "wald"),
        ("--difference 10 --variance 1 --power .8", 1567, "adjusted-wald"),
        ("--difference 10 --variance 1 --power .9 --method wald", 2102, "wald"),
    ] {
        let value = run(&format!("sample-size {arguments} --format json")).json();
        assert_eq!(value, json!({"n": n, "method": method}), "{arguments}");
    }
}

#[test]
fn other_metrics_from_counts() {
    let csat = run("metric csat --counts 10,10,20,30,30 --format json").json();
    assert_eq!((&csat["percent"], &csat["percent_rounded"]), (&json!(60.0), &json!(60)));
    let ces = run("metric ces --counts 1,0,2,3,10,20,14 --format json").json();
    assert_eq!((&ces["metric"], &ces["mean"]), (&json!("ces2"), &json!(5.74)));
    assert_eq!((&ces["percent_5_to_7"], &ces["net"]), (&json!(88.0), &json!(82.0)));
    let ces = run("metric ces --counts 20,15,8,4,3 --format json").json();
    assert_eq!((&ces["mean"], &ces["polarity"]), (&json!(2.1), &json!("lower_is_better")));
    let fxf = run("metric fxf --counts 0,0,0,10,22,0,0,28,0,0,40 --format json").json();
    assert_eq!(
        (&fxf["fxf"], &fxf["unfaithful"], &fxf["in_love"]),
        (&json!(8.0), &json!(10), &json!(40))
    );
    let none = run("metric csat --counts 0,0,0,0,0 --format json").json();
    assert_eq!(none["percent"], json!(null));
}

#[test]
fn other_metrics_from_files_keep_to_their_scale() {
    let files = Files::new();
    let path = files.write("csat.csv", "csat,nps\n5,10\n4,9\n0,8\n1,0\n");
    let outcome = run(&format!("metric csat {path} --format json"));
    let csat = outcome.json();
    assert_eq!((&csat["n"], &csat["satisfied"]), (&json!(3), &json!(2)));
    assert!(outcome.err.contains("1 bad rows"), "{}", outcome.err);
    let path = files.write("ces.csv", "effort\n5\n1\n");
    let value = run(&format!("metric ces {path} --scale 5 --format json")).json();
    assert_eq!((&value["metric"], &value["mean"]), (&json!("ces1"), &json!(3.0)));
}
