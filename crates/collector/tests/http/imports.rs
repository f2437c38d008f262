//! `outoften import`, as a process: which columns, which letters, nothing twice, and back again.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::process::Program;

fn outoften(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_outoften"))
        .args(arguments)
        .env("DATABASE_URL", folder.join("answers.sqlite"))
        .current_dir(folder)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn imported(folder: &Path, arguments: &[&str]) -> Value {
    let output = outoften(folder, &[&["import", "demo"], arguments].concat());
    assert!(output.status.success(), "{}", said(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn comments(folder: &Path) -> String {
    let output = outoften(folder, &["export", "demo", "--format", "jsonl"]);
    String::from_utf8(output.stdout).unwrap()
}

/// A database with the survey `demo`.
fn database() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    drop(Program::start(folder.path()));
    folder
}

fn field(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/files/field/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[tokio::test]
async fn an_import_can_be_listed_and_taken_back() {
    let folder = database();
    let path = folder.path();
    std::fs::write(path.join("a.csv"), "user,score,created_at,surveyed_at,why\n1,9,2025-01-02,2026-10-02,good\n2,3,2025-02-02,2026-11-02,slow\n").unwrap();
    let first = imported(path, &["a.csv"]);
    assert_eq!((&first["stored"], &first["import"]), (&json!(2), &json!(1)));
    assert!(comments(path).contains("2026-10-02"), "the moment of the survey, not of the sign-up");
    // Other columns, other dates: still the same rows.
    for more in [
        &["--undated"][..],
        &["--date", "created_at"],
        &["--segment", "user"],
        &["--where", "user=2"],
    ] {
        let again = imported(path, &[&["a.csv"], more].concat());
        assert_eq!((&again["stored"], &again["import"]), (&json!(0), &json!(null)), "{more:?}");
    }
    let list = outoften(path, &["import", "--list"]);
    let list = String::from_utf8(list.stdout).unwrap();
    assert!(list.lines().count() == 2 && list.contains("1,demo,a.csv,"), "{list}");
    let undone = outoften(path, &["import", "--undo", "1"]);
    assert!(undone.status.success() && said(&undone).contains("2 answers"), "{}", said(&undone));
    assert_eq!(comments(path), "");
    let doctor = outoften(path, &["doctor"]);
    assert!(String::from_utf8_lossy(&doctor.stdout).contains("tallies: equal"));
    assert_eq!(imported(path, &["a.csv"])["stored"], 2, "and it may come again");
    let nothing = outoften(path, &["import", "--undo", "77"]);
    assert!(!nothing.status.success() && said(&nothing).contains("no import 77"));
}

#[tokio::test]
async fn letters_are_kept_whatever_the_encoding() {
    let folder = database();
    let path = folder.path();
    std::fs::write(path.join("a.csv"), field("latin1.csv")).unwrap();
    let first = imported(path, &["a.csv"]);
    assert_eq!(first["stored"], 2);
    let kept = comments(path);
    assert!(kept.contains("sehr schön für uns alle") && !kept.contains('\u{fffd}'), "{kept}");
    let again = imported(path, &["a.csv", "--encoding", "windows-1251"]);
    assert_eq!(again["stored"], 0, "the same bytes are the same rows");
    // A letter that is none: the row is told, not stored without it.
    std::fs::write(
        path.join("b.csv"),
        b"score,date,comment\n9,2026-11-01,caf\xe9 solo\n8,2026-11-02,fine\n",
    )
    .unwrap();
    let broken = imported(path, &["b.csv", "--encoding", "utf-8"]);
    assert_eq!((&broken["stored"], &broken["bad_rows"]), (&json!(1), &json!(1)));
    assert!(broken["first_bad_rows"][0].as_str().unwrap().starts_with("line 2:"));
    assert!(!comments(path).contains('\u{fffd}'));
}

#[tokio::test]
async fn answers_without_dates_are_refused_unless_asked_for() {
    let folder = database();
    let path = folder.path();
    std::fs::write(path.join("a.csv"), field("scale17.csv")).unwrap();
    let refused = outoften(path, &["import", "demo", "a.csv"]);
    assert!(
        !refused.status.success() && said(&refused).contains("--undated"),
        "{}",
        said(&refused)
    );
    assert_eq!(comments(path), "");
    let first = imported(path, &["a.csv", "--undated"]);
    assert_eq!(first["stored"], 40);
    assert!(first["warnings"][0].as_str().unwrap().contains("scale of 1 to 7"));
    std::fs::write(path.join("b.csv"), field("scale0100.csv")).unwrap();
    let refused = outoften(path, &["import", "demo", "b.csv", "--undated"]);
    assert!(!refused.status.success() && said(&refused).contains("scale of 0 to 100"));
}

#[tokio::test]
async fn the_same_rows_in_another_encoding_and_order_are_known() {
    let folder = database();
    let path = folder.path();
    let rows = [
        "9;2026-10-01;sehr schön für uns alle, Öffnungszeiten wären länger schöner",
        "3;2026-10-02;zu langsam, täglich überlastet",
        "8;2026-10-03;plain",
        "8;2026-10-03;plain",
        "10;2026-10-04;größer wäre schöner",
    ];
    let text = |rows: &[&str]| format!("Note;Datum;Begründung\n{}\n", rows.join("\n"));
    let latin = encoding_rs::WINDOWS_1252.encode(&text(&rows)).0.into_owned();
    std::fs::write(path.join("a.csv"), latin).unwrap();
    assert_eq!(imported(path, &["a.csv"])["stored"], 5);
    let mut other = rows;
    other.reverse();
    let utf_16: Vec<u8> = text(&other).encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("utf-8.csv", text(&rows).into_bytes()),
        ("mark.csv", [b"\xef\xbb\xbf", text(&other).as_bytes()].concat()),
        ("utf-16.csv", [b"\xff\xfe", utf_16.as_slice()].concat()),
        ("reversed.csv", encoding_rs::WINDOWS_1252.encode(&text(&other)).0.into_owned()),
        ("crlf.csv", text(&other).replace('\n', "\r\n").into_bytes()),
    ] {
        std::fs::write(path.join(name), bytes).unwrap();
        let again = imported(path, &[name]);
        assert_eq!((&again["stored"], &again["known"]), (&json!(0), &json!(5)), "{name}");
    }
    let named = imported(path, &["a.csv", "--encoding", "iso-8859-2"]);
    assert_eq!(named["stored"], 0, "read with other letters, it is the same file");
}

#[tokio::test]
async fn later_rows_tell_the_order_of_day_and_month() {
    let folder = database();
    let path = folder.path();
    let mut file = String::from("score,date,n\n");
    for number in 0..10_500 {
        file += &format!("9,03/04/2026,{number}\n");
    }
    file += "3,25/01/2026,last\n";
    std::fs::write(path.join("a.csv"), file).unwrap();
    let output = outoften(path, &["import", "demo", "a.csv"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("the day first"), "{}", said(&output));
    let kept = comments(path);
    assert!(kept.contains("2026-04-03") && !kept.contains("2026-03-04"));
}
