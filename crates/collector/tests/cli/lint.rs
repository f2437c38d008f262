//! `lint`: findings in lines and in JSON, remedies in one go, exit codes for a pipeline.

use serde_json::{Value, json};

use crate::program::{Files, run, run_with};

fn document() -> Value {
    json!({
        "id": "acme",
        "sampling": {"percent": 0},
        "endpoint": "http://answers.example",
        "triggers": {"include": ["shop/*"], "delay_ms": 0},
        "targeting": [{"trait": "plan", "is": ["pro"]}, {"trait": "csat", "at_least": 4}],
    })
}

#[test]
fn findings_come_with_place_and_sentence_and_the_gravest_first() {
    let files = Files::new();
    let path = files.write("survey.json", document().to_string());
    let outcome = run(&format!("lint {path}"));
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert!(outcome.err.contains("problems to repair before it is published: 2"), "{outcome:?}");
    let starts: Vec<_> =
        outcome.out.lines().map(|line| line.rsplit_once(": ").unwrap().0.to_owned()).collect();
    for expected in [
        "problem: sampling.percent",
        "problem: triggers.include.0",
        "warning: endpoint",
        "warning: targeting.1",
        "advice: brand.name",
        "advice: triggers.delay_ms",
    ] {
        assert!(starts.iter().any(|start| start.starts_with(expected)), "{expected}: {outcome:?}");
    }
    assert!(outcome.out.starts_with("problem: "), "{outcome:?}");
}

#[test]
fn the_repaired_document_has_only_findings_without_a_remedy() {
    let files = Files::new();
    let path = files.write("survey.json", document().to_string());
    let repaired = run(&format!("lint {path} --fix")).json();
    assert_eq!(repaired["triggers"]["include"], json!(["/shop/*"]));
    assert_eq!(repaired["targeting"], json!([{"trait": "plan", "is": ["pro"]}]));
    let path = files.write("repaired.json", repaired.to_string());
    let findings = run(&format!("lint {path} --json")).json();
    let rules: Vec<_> = findings.as_array().unwrap().iter().map(|it| &it["rule"]).collect();
    assert_eq!(rules, [&json!("no_name")]);
    assert_eq!(findings[0]["repairable"], false);
}

#[test]
fn a_sound_document_says_nothing_and_a_broken_one_says_where() {
    let sound = run_with(&["lint", "-"], br#"{"id": "acme", "brand": {"name": "Acme"}}"#);
    assert_eq!((sound.code, sound.out.as_str(), sound.err.as_str()), (0, "", ""));
    let broken = run_with(&["lint", "-"], br#"{"id": "acme", "brand": {"colour": "red"}}"#);
    assert_eq!(broken.code, 1);
    assert!(broken.err.contains("standard input") && broken.err.contains("brand.colour"));
    assert_eq!(run("lint survey.json --fix --json").code, 2);
}
