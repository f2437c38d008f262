//! Rows that are no answers, or answers to several questions: refused or warned of.

use std::fmt::Write;

use crate::read::{bytes, text};
use outoften_core::reading::{ReadOptions, RowFilter, Scored};

/// The codes of all warnings of a file.
fn warnings(file: &str) -> Vec<&'static str> {
    let outcome = text(file).unwrap_or_else(|why| panic!("{why}\n{file}"));
    outcome.columns.warnings(&outcome.checks).iter().map(|warning| warning.code()).collect()
}

/// Each score once, the first at the top.
fn tally(names: &str, scores: impl Iterator<Item = u8>) -> String {
    scores.fold(format!("{names}\n"), |mut file, score| {
        writeln!(file, "{score},{}", u32::from(score) * 7 % 31).unwrap();
        file
    })
}

#[test]
fn how_often_each_score_was_given_is_no_list_of_answers() {
    for names in ["Score,Count", "Rating,Responses", "NPS,Answers", "Note,Anzahl", "評価,回答数"]
    {
        for file in [tally(names, 0..=10), tally(names, (0..=10).rev()), tally(names, 2..=10)] {
            let why = text(&file).unwrap_err();
            assert_eq!(why.code(), "tally", "{file}");
        }
        let why = text(&format!("{}Total,93\n", tally(names, 0..=10))).unwrap_err();
        assert!(why.to_string().contains("one row per answer"), "{why}");
    }
    for file in [
        tally("Score,Branch", 0..=10),
        tally("Score,Count", 0..=4),
        tally("Score,Count", [0, 1, 2, 9, 10, 10, 3].into_iter()),
        tally("Score,Account", 0..=10),
    ] {
        assert!(text(&file).is_ok(), "{file}");
    }
}

#[test]
fn scores_of_months_and_countries_are_no_answers() {
    for file in [
        "Month,NPS\n2026-06,8\n2026-07,-9\n2026-08,10\n2026-09,25\n2026-10,6\n2026-11,9\n",
        "Country,NPS\nMK,8\nPE,-12\nDE,-4\nFR,10\nIT,6\n",
    ] {
        assert_eq!(text(file).unwrap_err().code(), "figures", "{file}");
        let options = ReadOptions { allow_partial: true, ..ReadOptions::default() };
        assert!(bytes(file.as_bytes(), options, Scored::default()).is_ok());
    }
    // What stands where nobody answered, and a slip or two.
    for file in [
        "NPS\n9\n-9\n10\n99\n8\n-9\n99\n-9\n7\n99\n",
        "NPS\n9\n-99\n10\n-99\n8\n-99\n",
        "NPS\n9\n-1\n10\n11\n8\n7\n3\n9\n10\n",
    ] {
        assert!(text(file).is_ok(), "{file}");
    }
    for file in [
        "Country,NPS,Answers\nDE,10,200\nFR,9,120\nIT,3,90\nES,8,77\n",
        "Agent,Avg rating\nAnn,8\nBob,9\nCid,7\n",
    ] {
        assert_eq!(warnings(file), ["figures"], "{file}");
    }
    for file in [
        "Customer,NPS,Answer\nAnn,10,good\nBob,9,nice\n",
        "Customer,NPS,Answers\nAnn,10,3\nBob,9,3\n",
        "Customer,NPS,Count\nAnn,10,3\nBob,9,4\n",
        "Customer,NPS,Answers\nAnn,10,\nBob,9,\n",
    ] {
        assert!(warnings(file).is_empty(), "{file}");
    }
}

#[test]
fn several_questions_in_one_column_are_warned_of_with_their_filter() {
    let types = "survey_type,score\nnps,10\nnps,9\ncsat,5\nnps,2\ncsat,1\nces,7\n";
    let long = "Question,Answer\nHow likely are you to recommend us?,9\nHow satisfied are you?,4\n\
                How likely are you to recommend us?,10\nHow satisfied are you?,5\n";
    for (file, filter) in [
        (types, "--where survey_type=nps"),
        (long, "--where \"Question=How likely are you to recommend us?\""),
    ] {
        let outcome = text(file).unwrap();
        let warnings = outcome.columns.warnings(&outcome.checks);
        assert_eq!(warnings[0].code(), "several_questions", "{file}");
        assert!(warnings[0].to_string().contains(filter), "{}", warnings[0]);
    }
    let filters = vec![RowFilter::parse("survey_type=nps").unwrap()];
    let options = ReadOptions { filters, ..ReadOptions::default() };
    let outcome = bytes(types.as_bytes(), options, Scored::default()).unwrap();
    assert!(outcome.columns.warnings(&outcome.checks).is_empty());
    for file in [
        "survey_type,score\nnps,10\nnps,9\nnps,2\n",
        "survey_type,score\nnps,10\nenps,9\nnps,2\n",
        "survey_type,score\nnps,10\nnps,9\ncsat,\ncsat,\n",
        "plan,score\nnps,10\nfree,9\nnps,2\n",
        "product,score\nNPS tool,10\nForms,9\nForms,2\n",
    ] {
        assert!(warnings(file).is_empty(), "{file}");
    }
}

#[test]
fn the_end_of_the_scale_in_a_column_of_its_own() {
    for name in ["Max score", "Out of", "Maximum"] {
        let file = format!("Name,Score,{name}\nA,4,5\nB,3,5\nC,5,5\n");
        let outcome = text(&file).unwrap();
        let warnings = outcome.columns.warnings(&outcome.checks);
        let said = warnings[0].to_string();
        assert!(said.starts_with(&format!("column \"{name}\" names a scale of 1 to 5")), "{said}");
    }
    for file in [
        "Name,Score,Max score\nA,4,10\nB,3,10\nC,9,10\n",
        "Name,Score,Max score\nA,4,5\nB,9,5\nC,5,5\n",
        "Name,Score,Max seats\nA,4,5\nB,3,6\nC,5,5\n",
    ] {
        assert!(warnings(file).is_empty(), "{file}");
    }
}

#[test]
fn days_that_a_spreadsheet_took_for_months_are_warned_of() {
    let file = "Date,Score\n2026-05-11 09:00:00,9\n2026-06-11,3\n25/11/2026,8\n2026-12-09,10\n28/11/2026,9\n";
    assert_eq!(warnings(file), ["swapped_dates"]);
    for file in [
        "Date,Score\n2026-05-11,9\n2026-06-21,3\n25/11/2026,8\n2026-12-09,10\n28/11/2026,9\n",
        "Date,Score\n2026-05-11,9\n2026-06-11,3\n2026-11-12,8\n2026-12-09,10\n",
        "Date,Score\n25/11/2026,8\n28/11/2026,9\n",
    ] {
        assert!(warnings(file).is_empty(), "{file}");
    }
}
