//! `themes`: what sets detractors' comments apart.

use std::fmt::Write;

use serde_json::json;

use crate::program::{Files, run, run_with};

fn file() -> String {
    let mut file = String::from("score,comment\n");
    for person in 0..60 {
        let detractor = if person < 18 { "slow delivery, call 070 123 456" } else { "too dear" };
        let promoter = if person < 4 { "slow delivery but kind" } else { "kind people" };
        writeln!(file, "2,\"{detractor}\"\n10,{promoter}\n8,whatever").unwrap();
    }
    file
}

#[test]
fn detractors_and_promoters_are_contrasted() {
    let files = Files::new();
    let path = files.write("comments.csv", file());
    let value = run(&format!("themes {path} --format json")).json();
    assert_eq!((&value["detractors"], &value["promoters"]), (&json!(60), &json!(60)));
    let themes = value["themes"].as_array().unwrap();
    let find = |phrase: &str| themes.iter().find(|theme| theme["phrase"] == phrase);
    let slow = find("slow delivery").unwrap_or_else(|| panic!("{value}"));
    assert_eq!((&slow["detractors_with"], &slow["promoters_with"]), (&json!(18), &json!(4)));
    assert_eq!(slow["class"], "detractor");
    assert_eq!(slow["quotes"][0], "slow delivery, call \u{2026}");
    assert_eq!(find("kind people").unwrap()["class"], "promoter");
    assert!(find("whatever").is_none(), "passives are not contrasted");
    let table = run(&format!("themes {path}"));
    assert!(table.out.contains("18 of 60 detractors, 4 of 60 promoters"), "{}", table.out);
}

#[test]
fn a_phrase_of_two_people_is_not_shown() {
    let rare = b"score,comment\n2,my boss is rude\n1,my boss is rude\n10,fine and good\n";
    let value = run_with(&["themes", "-", "--format", "json"], rare).json();
    assert_eq!(value["themes"], json!([]));
}

#[test]
fn without_comments_it_says_so() {
    let outcome = run_with(&["themes", "-"], b"score\n9\n2\n");
    assert_eq!(outcome.code, 0);
    assert!(outcome.err.contains("--comment-column"), "{}", outcome.err);
}
