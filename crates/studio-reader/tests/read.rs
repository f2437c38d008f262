//! Files as the Studio meets them: what was decided is told, choices change it, broken ones end in
//! a problem.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use outoften_core::reading::Warning;
use outoften_studio_reader::CommentStore;
use outoften_studio_reader::file_details::{FileDetails, PreviewRow};
use outoften_studio_reader::findings::Findings;
use outoften_studio_reader::messages::{CommentQuery, Problem, ReadChoice};
use outoften_studio_reader::read;
use zip::write::SimpleFileOptions;

/// Files that the command line is tested with.
fn file(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../collector/tests/files");
    std::fs::read(folder.join(name)).unwrap()
}

fn text(bytes: &[u8], choice: &ReadChoice) -> Result<Findings, Problem> {
    read::text("a.csv", bytes, choice).map(|(findings, _)| findings)
}

fn workbook(bytes: Vec<u8>, choice: &ReadChoice) -> Result<Findings, Problem> {
    read::workbook("a.xlsx", bytes, choice, |_| {}).map(|(findings, _)| findings)
}

fn details(findings: &Findings) -> &FileDetails {
    findings.file.as_ref().unwrap()
}

fn score_column(column: &str) -> ReadChoice {
    ReadChoice { score: Some(column.to_owned()), ..ReadChoice::default() }
}

fn comments(store: &CommentStore) -> Vec<String> {
    let query = CommentQuery { limit: 9, ..CommentQuery::default() };
    store.find(&query).first.into_iter().map(|comment| comment.text).collect()
}

#[test]
fn every_column_can_be_changed_and_the_preview_shows_what_is_read() {
    let bytes = b"when,sent,first,second,why,plan\n2026-11-05,2026-10-01,9,1,Good and quick,pro\n\
                  2026-11-06,2026-10-02,10,0,,free\n2026-11-07,2026-10-03,,2,None of it works,pro\n\
                  2026-11-08,2026-10-04,eleven,3,x,pro\n";
    let unclear = text(b"alpha,beta\n9,1\n10,2\n8,3\n", &ReadChoice::default());
    assert_eq!(unclear, Err(Problem::WhichColumn(vec!["alpha".into(), "beta".into()])));
    let choice = ReadChoice {
        date: Some("sent".into()),
        comment: Some("plan".into()),
        segment: Some("why".into()),
        ..score_column("first")
    };
    let findings = text(bytes, &choice).unwrap();
    let preview = &details(&findings).preview;
    assert_eq!(preview.len(), 4);
    let PreviewRow::Answer { value, day, comment, segment } = &preview[0] else { panic!() };
    assert_eq!((*value, comment.as_str(), segment.as_str()), (9, "pro", "Good and quick"));
    // The first of October 2026.
    assert_eq!(*day, Some(20_727));
    assert_eq!(preview[2], PreviewRow::NoAnswer);
    let PreviewRow::NotCounted(why) = &preview[3] else { panic!() };
    assert!(why.contains("line 5, column \"first\""), "{why}");
    assert_eq!(findings.periods[0].name, "2026-10");
    let none = ReadChoice {
        date: Some(String::new()),
        comment: Some(String::new()),
        ..score_column("second")
    };
    let (findings, store) = read::text("a.csv", bytes, &none).unwrap();
    assert_eq!((findings.whole.tally.n(), findings.periods.len()), (4, 0));
    assert!(comments(&store).is_empty());
    assert_eq!((details(&findings).date, details(&findings).comment), (None, None));
}

/// Later rows than the first 10,000 tell it, too.
#[test]
fn the_order_of_day_and_month_is_told_by_the_whole_column() {
    let unclear = "date,score\n".to_owned() + &"03/04/2026,9\n".repeat(10_100);
    assert_eq!(text(unclear.as_bytes(), &ReadChoice::default()), Err(Problem::WhichOrder));
    let findings = text((unclear + "25/04/2026,9\n").as_bytes(), &ReadChoice::default()).unwrap();
    assert_eq!(findings.periods.len(), 1);
    assert_eq!((findings.periods[0].name.as_str(), findings.bad_rows), ("2026-04", 0));
}

#[test]
fn rows_are_filtered_by_values_of_columns() {
    let bytes = file("field/mixed.csv");
    let findings = text(&bytes, &ReadChoice::default()).unwrap();
    assert_eq!(findings.whole.tally.n(), 18);
    let warnings = &details(&findings).warnings;
    assert!(matches!(warnings[..], [Warning::PartlyClassed { .. }]), "{warnings:?}");
    let filters = vec![("Survey".to_owned(), "loyalty".to_owned())];
    let findings = text(&bytes, &ReadChoice { filters, ..ReadChoice::default() }).unwrap();
    assert_eq!(findings.whole.tally.n(), 10);
    assert_eq!(findings.whole.figure.value.map(f64::round), Some(60.0));
    assert_eq!((details(&findings).left_out, details(&findings).warnings.len()), (8, 0));
    let filters = vec![("Survey".to_owned(), "nothing".to_owned())];
    let nothing = text(&bytes, &ReadChoice { filters, ..ReadChoice::default() });
    assert_eq!(nothing, Err(Problem::NothingMatches));
}

#[test]
fn classes_and_scales_that_do_not_fit_are_told() {
    let findings = text(&file("field/contradict.csv"), &ReadChoice::default()).unwrap();
    let warnings = &details(&findings).warnings;
    assert!(matches!(warnings[..], [Warning::ClassesDisagree { rows: 4, .. }]), "{warnings:?}");
    let hundred = file("field/scale0100.csv");
    let refused = text(&hundred, &ReadChoice::default());
    assert!(matches!(refused, Err(Problem::OtherScale(_, 100))), "{refused:?}");
    let partial = ReadChoice { allow_partial: true, ..ReadChoice::default() };
    let findings = text(&hundred, &partial).unwrap();
    let codes: Vec<_> = details(&findings).warnings.iter().map(Warning::code).collect();
    assert_eq!(codes, ["other_scale"]);
    let findings = text(&file("field/scale05.csv"), &ReadChoice::default()).unwrap();
    assert_eq!(findings.other_scale.map(|(_, highest)| highest), Some(5));
}

#[test]
fn the_encoding_is_told_and_can_be_chosen() {
    let bytes = b"score;comment\n9;sch\xf6n und gr\xfcndlich erkl\xe4rt\n3;\xfcberall zu sp\xe4t f\xfcr uns\n";
    let (findings, store) = read::text("a.csv", bytes, &ReadChoice::default()).unwrap();
    assert_eq!(details(&findings).encoding.as_deref(), Some("windows-1252"));
    assert_eq!(comments(&store)[0], "schön und gründlich erklärt");
    let choice = ReadChoice { encoding: Some("windows-1251".into()), ..ReadChoice::default() };
    let (findings, store) = read::text("a.csv", bytes, &choice).unwrap();
    assert_eq!(details(&findings).encoding.as_deref(), Some("windows-1251"));
    assert_eq!(comments(&store)[0], "schцn und grьndlich erklдrt");
    let choice = ReadChoice { encoding: Some("utf-8".into()), ..ReadChoice::default() };
    assert_eq!(text(bytes, &choice).unwrap().garbled, 2);
    let plain = text(b"score,comment\n9,fine\n", &ReadChoice::default()).unwrap();
    assert_eq!(details(&plain).encoding, None);
}

#[test]
fn a_workbook_is_read_by_its_first_sheet_with_scores_or_the_chosen_one() {
    let bytes = file("workbooks/report.xlsx");
    let findings = workbook(bytes.clone(), &ReadChoice::default()).unwrap();
    assert_eq!((findings.whole.tally.n(), findings.periods.len()), (3, 2));
    let details = details(&findings);
    assert_eq!(details.sheet.as_deref(), Some("Answers"));
    assert_eq!(details.sheets, ["Read me", "Answers", "Others"]);
    assert!(details.comment.is_some() && details.titles > 0);
    let choice = ReadChoice { sheet: Some("Others".into()), ..ReadChoice::default() };
    assert_eq!(workbook(bytes, &choice).unwrap().whole.tally.counts()[0], 2);
    let none = workbook(file("workbooks/none.xlsx"), &ReadChoice::default());
    assert!(none.is_err());
}

/// Cut in half, with a NUL byte, empty, of one line: a problem or a figure, never a crash.
#[test]
fn broken_texts_end_in_a_problem_or_a_figure() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../collector/tests/files/field");
    for entry in std::fs::read_dir(folder).unwrap() {
        let whole = std::fs::read(entry.unwrap().path()).unwrap();
        let mut with_nul = whole.clone();
        with_nul.insert(whole.len() / 2, 0);
        let line = whole.split(|byte| *byte == b'\n').next().unwrap_or_default().to_vec();
        for bytes in [whole[..whole.len() / 2].to_vec(), with_nul, line, Vec::new()] {
            if let Ok(findings) = text(&bytes, &ReadChoice::default()) {
                assert!(details(&findings).preview.len() <= 5);
            }
        }
    }
    assert_eq!(text(b"", &ReadChoice::default()), Err(Problem::Empty));
    for (bytes, what) in
        [(&b"\x1f\x8b\x08\x00"[..], "gzip"), (&[1, 0, 0, 127, 0, 0, 0, 51][..], "binary")]
    {
        let refused = text(bytes, &ReadChoice::default());
        let Err(Problem::NotATable(found, advice)) = refused else { panic!("{what}: {refused:?}") };
        assert!(found.contains(what) && !advice.contains("--"), "{found} {advice}");
    }
    let wide = format!("{}score\n{}9\n", "a,".repeat(4_096), "x,".repeat(4_096));
    assert_eq!(text(wide.as_bytes(), &ReadChoice::default()), Err(Problem::TooManyColumns(4_096)));
}

#[test]
fn broken_workbooks_and_bombs_end_in_a_problem() {
    let whole = file("workbooks/report.xlsx");
    for part in 1..8 {
        let cut = whole[..whole.len() * part / 8].to_vec();
        assert_eq!(workbook(cut, &ReadChoice::default()), Err(Problem::BrokenWorkbook));
        let mut changed = whole.clone();
        changed[whole.len() * part / 8] ^= 0x55;
        // A figure, or a problem.
        drop(workbook(changed, &ReadChoice::default()));
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    let many = "<si><t>a</t></si>".repeat(60_000);
    for _ in 0..100 {
        archive.write_all(many.as_bytes()).unwrap();
    }
    let bomb = archive.finish().unwrap().into_inner();
    assert_eq!(workbook(bomb, &ReadChoice::default()), Err(Problem::TooBig));
    assert_eq!(
        workbook(b"PK\x03\x04rest".to_vec(), &ReadChoice::default()),
        Err(Problem::BrokenWorkbook)
    );
}
