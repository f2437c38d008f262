//! `eligible`: the published examples of the fatigue rule, through the program.

use serde_json::{Value, json};

use crate::program::{Files, run};

#[test]
fn every_published_example_holds() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/tests/vectors/fatigue.json");
    let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(cases.len() > 20);
    let files = Files::new();
    for case in &cases {
        let history = files.write("history.json", case["history"].to_string());
        let policy = files.write("policy.json", case["policy"].to_string());
        let now = case["now"].as_str().unwrap();
        let value = run(&format!(
            "eligible --now {now} --history {history} --policy {policy} --format json"
        ))
        .json();
        assert_eq!(value["eligible"], case["expected_eligible"], "{case}");
        assert_eq!(value["next_eligible_at"], case["expected_next_eligible_at"], "{case}");
        assert_eq!(value["reason"].is_null(), value["eligible"] == true, "{case}");
    }
}

#[test]
fn a_bad_field_is_named_with_its_place() {
    let files = Files::new();
    let policy = files.write("policy.json", r#"{"cooldown": {"answered": {"weeks": 2}}}"#);
    let outcome = run(&format!("eligible --now 2026-11-22T10:00:00Z --policy {policy}"));
    assert_eq!(outcome.code, 1);
    assert!(outcome.err.contains("cooldown.answered"), "{}", outcome.err);
    for (history, place) in [
        (
            json!([{"event": "answered", "at": "2026-01-01T00:00:00Z"}, {"event": "seen"}]),
            "history[1].event",
        ),
        (json!([{"event": "answered", "at": "yesterday"}]), "history[0].at"),
        (json!([{"event": "answered", "when": 1}]), "history[0]"),
        (json!({}), "history"),
    ] {
        let path = files.write("history.json", history.to_string());
        let outcome = run(&format!("eligible --now 2026-11-22T10:00:00Z --history {path}"));
        assert_eq!(outcome.code, 1);
        assert!(outcome.err.contains(place), "{place}: {}", outcome.err);
    }
    let broken = files.write("broken.json", "[{");
    let outcome = run(&format!("eligible --now 2026-11-22T10:00:00Z --history {broken}"));
    assert!(outcome.err.contains("line 1 column 2"), "{}", outcome.err);
}
