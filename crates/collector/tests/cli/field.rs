//! Exports from the field, each after a fault that a real one showed: the right columns, figures
//! and words. The files are examples of kinds; other examples of each kind are in the core's tests.

use serde_json::{Value, json};

use crate::program::{Outcome, run_with};

/// What a file must give. Empty is not looked at.
struct Case {
    file: &'static str,
    more: &'static [&'static str],
    /// Answers, NPS as it is rounded, bad rows.
    figures: Option<(u64, Option<i64>, u64)>,
    /// Of the trend by month.
    months: &'static [&'static str],
    /// What standard error has to say.
    says: &'static [&'static str],
}

const NOTHING: Case = Case { file: "", more: &[], figures: None, months: &[], says: &[] };
const NOV: &[&str] = &["2026-11"];

const CASES: &[Case] = &[
    Case {
        file: "cls_bad.csv",
        figures: Some((3, Some(0), 2)),
        says: &["scores from column \"Nota\""],
        ..NOTHING
    },
    Case {
        file: "compound1.csv",
        figures: Some((6, Some(0), 2)),
        says: &["\"ValorNPS\""],
        ..NOTHING
    },
    Case {
        file: "compound2.csv",
        figures: Some((4, Some(25), 0)),
        says: &["\"npsScore\""],
        ..NOTHING
    },
    Case {
        file: "compound7.jsonl",
        figures: Some((2, Some(0), 0)),
        months: NOV,
        says: &["\"npsScore\"", "dates from column \"createdAt\""],
        ..NOTHING
    },
    Case {
        file: "mixed.csv",
        figures: Some((18, Some(-11), 0)),
        months: &["2026-10"],
        says: &["10 rows are classed in column \"NPS\", 8 are not", "make segments: \"Survey\""],
        ..NOTHING
    },
    Case {
        file: "mixed.csv",
        more: &["--where", "Survey=Loyalty"],
        figures: Some((10, Some(60), 0)),
        says: &["8 rows left out by --where"],
        ..NOTHING
    },
    Case {
        file: "contradict.csv",
        figures: Some((10, Some(-40), 0)),
        says: &["4 rows disagree with the score in column \"category\""],
        ..NOTHING
    },
    Case { file: "pandas_series.csv", figures: Some((22, Some(77), 0)), ..NOTHING },
    Case {
        file: "numhdr.csv",
        figures: Some((2, Some(0), 0)),
        says: &["column \"10\""],
        ..NOTHING
    },
    Case { file: "numhdr2.csv", figures: Some((2, Some(0), 0)), says: &["\"score\""], ..NOTHING },
    Case {
        file: "numhdr2.csv",
        more: &["--score-column", "score"],
        figures: Some((2, Some(0), 0)),
        ..NOTHING
    },
    Case { file: "infhdr.csv", figures: Some((2, Some(0), 0)), says: &["\"Score\""], ..NOTHING },
    Case { file: "datehdr.csv", figures: Some((2, Some(0), 0)), says: &["\"Score\""], ..NOTHING },
    Case {
        file: "na_comment.csv",
        figures: Some((9, None, 0)),
        says: &["comments from column \"comment\""],
        ..NOTHING
    },
    Case {
        file: "lowcard.csv",
        figures: Some((10, None, 0)),
        says: &["make segments: \"Survey Name\", \"Branch Office\""],
        ..NOTHING
    },
    Case {
        file: "enc_hdr.csv",
        figures: Some((3, Some(0), 0)),
        says: &["read as windows-1252", "\"Calificación\"", "\"Motivo\""],
        ..NOTHING
    },
    Case {
        file: "latin1.csv",
        figures: Some((2, Some(0), 0)),
        months: NOV,
        says: &["read as windows-1252", "comments from column \"Begründung\""],
        ..NOTHING
    },
    Case { file: "excel_text_numbers.csv", figures: Some((2, Some(0), 0)), months: NOV, ..NOTHING },
    Case {
        file: "preamble.csv",
        figures: Some((2, Some(0), 0)),
        months: NOV,
        says: &["2 lines above the header were left out"],
        ..NOTHING
    },
    Case { file: "sm_expanded.csv", figures: Some((12, Some(50), 0)), months: NOV, ..NOTHING },
    Case {
        file: "scale05.csv",
        figures: Some((40, Some(-100), 0)),
        says: &["scale of 0 to 5"],
        ..NOTHING
    },
    Case {
        file: "scale17.csv",
        figures: Some((40, None, 0)),
        says: &["scale of 1 to 7"],
        ..NOTHING
    },
    Case { file: "scale0100.csv", says: &["scale of 0 to 100", "--allow-partial"], ..NOTHING },
    Case {
        file: "scale0100.csv",
        more: &["--allow-partial"],
        figures: Some((5, None, 24)),
        says: &["warning: the answers in column", "scale of 0 to 100"],
        ..NOTHING
    },
    Case {
        file: "msforms.csv",
        figures: Some((2, Some(0), 0)),
        months: NOV,
        says: &["\"Completion time\"", "\"What can we do better?\""],
        ..NOTHING
    },
    Case {
        file: "gforms_es.csv",
        figures: Some((2, Some(0), 0)),
        months: NOV,
        says: &[
            "dates from column \"Marca temporal\"",
            "recomiendes nuestro taller",
            "(0 a 10)\" could hold",
        ],
        ..NOTHING
    },
    Case {
        file: "two_moments.csv",
        months: &["2026-10", "2026-11"],
        says: &["\"surveyed_at\""],
        ..NOTHING
    },
    Case {
        file: "two_moments2.csv",
        months: &["2026-10", "2026-11"],
        says: &["\"survey_date\""],
        ..NOTHING
    },
    Case {
        file: "two_moments5.csv",
        months: &["2026-10", "2026-11"],
        says: &["\"Completion time\""],
        ..NOTHING
    },
    Case { file: "d_es.csv", months: NOV, ..NOTHING },
    Case { file: "d_de.csv", months: NOV, ..NOTHING },
    Case { file: "d_it.csv", months: NOV, ..NOTHING },
    Case { file: "d_mk.csv", months: NOV, ..NOTHING },
    Case { file: "d_ru.csv", months: NOV, ..NOTHING },
    Case { file: "d_compact.csv", months: NOV, ..NOTHING },
    Case { file: "d_de2.csv", months: &["2026-11", "2026-12"], ..NOTHING },
    Case { file: "d_dotyy.csv", months: NOV, ..NOTHING },
    Case { file: "d_es2.csv", months: NOV, ..NOTHING },
    Case { file: "d_fr2.csv", months: NOV, ..NOTHING },
    Case { file: "d_js.csv", months: NOV, ..NOTHING },
    Case { file: "d_long.csv", months: NOV, ..NOTHING },
    Case { file: "d_month.csv", months: &["2026-11", "2026-12"], ..NOTHING },
    Case { file: "d_msf.csv", months: NOV, ..NOTHING },
    Case { file: "d_serial.csv", months: NOV, ..NOTHING },
    Case { file: "d_slashY.csv", months: NOV, ..NOTHING },
    Case { file: "d_when.csv", months: NOV, ..NOTHING },
    Case { file: "d_xl1.csv", months: NOV, ..NOTHING },
    Case { file: "d_xl2.csv", months: NOV, ..NOTHING },
];

fn file(name: &str) -> String {
    format!("{}/tests/files/field/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn score(case: &Case) -> Outcome {
    let path = file(case.file);
    let mut arguments = vec!["score", path.as_str(), "--format", "json"];
    if !case.months.is_empty() {
        arguments.extend(["--every", "month"]);
    }
    arguments.extend(case.more);
    run_with(&arguments, b"")
}

#[test]
fn every_file_gives_its_right_values() {
    let mut wrong = Vec::new();
    for case in CASES {
        let outcome = score(case);
        let value: Value = serde_json::from_str(&outcome.out).unwrap_or_default();
        let mut check = |what: &str, right: bool| {
            if !right {
                wrong.push(format!(
                    "{} {:?}: {what}\n{}{}",
                    case.file, case.more, outcome.out, outcome.err
                ));
            }
        };
        if let Some((n, nps, bad)) = case.figures {
            check("answers", value["n"] == n);
            check("bad rows", value["bad_rows"] == bad);
            check("score", nps.is_none_or(|nps| value["nps_rounded"] == nps));
        }
        let months: Vec<Value> = value["periods"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|part| part["name"].clone())
            .collect();
        let right: Vec<Value> = case.months.iter().map(|month| json!(month)).collect();
        check("months", case.months.is_empty() || months == right);
        for said in case.says {
            check(said, outcome.err.contains(said));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_first_row_of_every_date_form_is_the_fifth_of_november() {
    for name in [
        "d_compact",
        "d_de2",
        "d_dotyy",
        "d_es2",
        "d_fr2",
        "d_js",
        "d_long",
        "d_msf",
        "d_serial",
        "d_slashY",
        "d_when",
        "d_xl1",
        "d_xl2",
    ] {
        let path = file(&format!("{name}.csv"));
        let value = run_with(&["score", &path, "--every", "week", "--format", "json"], b"").json();
        assert_eq!(value["periods"][0]["name"], "2026-W45", "{name}");
    }
}

#[test]
fn marks_and_labels_are_no_comments() {
    let themes = |name: &str| run_with(&["themes", &file(name), "--format", "json"], b"");
    let value = themes("na_comment.csv").json();
    assert_eq!((&value["detractors"], &value["promoters"]), (&json!(1), &json!(0)));
    let outcome = themes("lowcard.csv");
    assert!(outcome.err.contains("no column looks like comments"), "{}", outcome.err);
}

#[test]
fn a_warning_ends_what_is_said() {
    let outcome = run_with(&["score", &file("scale05.csv")], b"");
    let last = outcome.err.lines().last().unwrap_or_default();
    assert!(last.contains("the answers look like a scale of 0 to 5"), "{}", outcome.err);
    let outcome = run_with(&["score", &file("scale0100.csv")], b"");
    assert_eq!((outcome.code, outcome.out.as_str()), (1, ""), "no figure");
}
