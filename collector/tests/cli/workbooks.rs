//! Workbooks, encodings, and files that were cut.

use std::io::{Cursor, Write as _};

use encoding_rs::Encoding;
use serde_json::json;
use zip::write::SimpleFileOptions;

use crate::program::{Files, run_with};

fn workbook(name: &str) -> String {
    format!("{}/tests/files/workbooks/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_first_sheet_with_scores_is_read_or_the_one_that_is_named() {
    let path = workbook("report.xlsx");
    let outcome = run_with(&["score", &path, "--every", "month", "--format", "json"], b"");
    let value = outcome.json();
    assert_eq!((&value["n"], &value["nps_rounded"]), (&json!(3), &json!(33)));
    assert_eq!(value["periods"][1]["name"], "2026-11");
    for said in
        ["sheet \"Answers\"", "recommend us", "comments from column \"Why?\"", "above the header"]
    {
        assert!(outcome.err.contains(said), "{}", outcome.err);
    }
    for sheet in ["others", "3"] {
        let value = run_with(&["score", &path, "--sheet", sheet, "--format", "json"], b"").json();
        assert_eq!(value["counts"][0], 2);
    }
    let outcome = run_with(&["score", &path, "--sheet", "Answer"], b"");
    assert!(outcome.err.contains("Sheets: Read me, Answers, Others"), "{}", outcome.err);
    let from_pipe = run_with(&["score", "-", "--format", "json"], &std::fs::read(&path).unwrap());
    assert_eq!(from_pipe.json()["n"], 3);
}

#[test]
fn days_as_numbers_and_sheets_without_scores() {
    let path = workbook("serials.xlsx");
    let value = run_with(&["score", &path, "--every", "month", "--format", "json"], b"").json();
    assert_eq!(value["periods"][0]["name"], "2026-11");
    let outcome = run_with(&["score", &workbook("none.xlsx")], b"");
    assert!(outcome.code == 1 && outcome.err.contains("no sheet has scores"), "{}", outcome.err);
}

/// Cut anywhere, or with a byte changed: an error or a figure, never a crash.
#[test]
fn broken_workbooks_end_in_an_error() {
    let files = Files::new();
    let whole = std::fs::read(workbook("report.xlsx")).unwrap();
    for part in 1..8 {
        let path = files.write("cut.xlsx", &whole[..whole.len() * part / 8]);
        let outcome = run_with(&["score", &path], b"");
        assert_eq!((outcome.code, outcome.out.as_str()), (1, ""), "{}", outcome.err);
        assert!(outcome.err.contains("save the sheet as CSV"), "{}", outcome.err);
        let mut changed = whole.clone();
        changed[whole.len() * part / 8] ^= 0x55;
        let path = files.write("changed.xlsx", changed);
        assert!([0, 1].contains(&run_with(&["score", &path], b"").code));
    }
}

/// What unpacks to far more than it is: refused, with little memory.
#[test]
fn bombs_are_refused() {
    let files = Files::new();
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    let many = "<si><t>a</t></si>".repeat(60_000);
    for _ in 0..100 {
        archive.write_all(many.as_bytes()).unwrap();
    }
    let bomb = archive.finish().unwrap().into_inner();
    let path = files.write("bomb.xlsx", bomb);
    let program = env!("CARGO_BIN_EXE_outoften");
    let limited = format!("ulimit -v 700000; {program} score {path}");
    let output = std::process::Command::new("sh").args(["-c", &limited]).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(1) && err.contains("more than is unpacked"), "{err}");
    let mut deep = zip::ZipWriter::new(Cursor::new(Vec::new()));
    deep.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    deep.write_all("<a>".repeat(100_000).as_bytes()).unwrap();
    let path = files.write("deep.xlsx", deep.finish().unwrap().into_inner());
    let outcome = run_with(&["score", &path], b"");
    assert!(outcome.err.contains("more than is unpacked"), "{}", outcome.err);
}

#[test]
fn other_encodings_are_found_or_named() {
    let files = Files::new();
    let text = "Дата;Оценка;Комментарий\n05.11.2026;9;Очень хорошо и быстро\n22.11.2026;3;Долго ждали ответа\n";
    for (label, more) in [
        ("windows-1251", None),
        ("koi8-r", None),
        ("utf-16le", Some("utf-16le")),
        ("iso-8859-5", Some("iso-8859-5")),
    ] {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let bytes: Vec<u8> = match label {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            _ => encoding.encode(text).0.into_owned(),
        };
        let path = files.write("a.csv", bytes);
        let mut arguments = vec!["themes", path.as_str()];
        arguments.extend(more.into_iter().flat_map(|label| ["--encoding", label]));
        let outcome = run_with(&arguments, b"");
        assert!(
            outcome.err.contains("comments from column \"Комментарий\""),
            "{label} {}",
            outcome.err
        );
    }
    let outcome = run_with(&["score", "-", "--encoding", "klingon"], b"");
    assert_eq!(outcome.code, 2);
}
