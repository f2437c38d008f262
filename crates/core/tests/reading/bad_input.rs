//! Everything a file can do wrong, and what is said about it.

use crate::read::{Outcome, bytes, text};
use outoften_core::metric::Metric;
use outoften_core::reading::{ReadError, ReadOptions, RowFault, Scored};

fn code(file: &str) -> &'static str {
    text(file).map(|_| "read").unwrap_or_else(|why| why.code())
}

fn reasons(outcome: &Outcome) -> Vec<(u64, RowFault)> {
    outcome.scored.first_bad_rows.iter().map(|bad| (bad.line, bad.reason)).collect()
}

#[test]
fn nothing_to_read() {
    for empty in ["", "\n", "\r\n\r\n", " ", "\u{feff}"] {
        assert_eq!(code(empty), "empty", "{empty:?}");
    }
}

#[test]
fn a_header_only_is_no_data_not_zero() {
    let outcome = text("date,score,comment\n").unwrap();
    assert_eq!(outcome.numbers(), (0, 0, 0));
    assert_eq!(text("date,score").unwrap().score_column(), "score");
}

#[test]
fn no_score_column_names_what_there_is() {
    let why = text("name,city\nAna,Skopje\nBo,Lima\n").unwrap_err();
    assert_eq!(why, ReadError::NoScoreColumn { columns: vec!["name".into(), "city".into()] });
    assert!(why.to_string().contains("--score-column"));
}

#[test]
fn two_candidates_are_not_guessed_between() {
    let file = "score,score 2\n9,3\n10,4\n";
    let why = text(file).unwrap_err();
    assert_eq!(why.code(), "several_score_columns");
    assert!(why.to_string().contains("score, score 2"), "{why}");
    for (asked, n) in [("SCORE 2", 3), ("1", 9)] {
        let options = ReadOptions { score_column: Some(asked.into()), ..ReadOptions::default() };
        let outcome = bytes(file.as_bytes(), options, Scored::default()).unwrap();
        assert_eq!(outcome.scored.tally.counts()[n], 1);
    }
    let options = ReadOptions { score_column: Some("grade".into()), ..ReadOptions::default() };
    let why = bytes(file.as_bytes(), options, Scored::default()).unwrap_err();
    assert_eq!(why.code(), "no_such_column");
}

#[test]
fn a_named_question_wins_over_another_scale_beside_it() {
    let file = "csat,nps\n5,10\n4,0\n1,7\n";
    assert_eq!(text(file).unwrap().score_column(), "nps");
    let options = ReadOptions { metric: Metric::Csat, ..ReadOptions::default() };
    let outcome = bytes(file.as_bytes(), options, Scored::default()).unwrap();
    assert_eq!(outcome.score_column(), "csat");
}

#[test]
fn answers_of_another_scale_are_pointed_out() {
    let likely = |file: &str| {
        let scale = text(file).unwrap().scored.likely_scale();
        scale.map(|scale| (scale.lowest, scale.highest))
    };
    let five = format!("score\n{}", "5\n4\n3\n2\n1\n".repeat(4));
    assert_eq!(likely(&five), Some((1, 5)));
    assert_eq!(likely(&format!("{five}0\n")), Some((0, 5)));
    assert_eq!(likely(&format!("{five}9\n")), None);
}

#[test]
fn rows_that_are_no_scores_are_listed_with_line_and_reason() {
    let file = "score,comment\n7.5,a\n11,b\n-1,c\ngreat,d\n,e\n9,\"f\nf\"\n8,g,h\n10,i,\n\"0\"\n";
    let outcome = text(file).unwrap();
    assert_eq!(outcome.numbers(), (3, 1, 5));
    assert_eq!(
        reasons(&outcome),
        [
            (2, RowFault::NotWhole),
            (3, RowFault::OutOfRange),
            (4, RowFault::OutOfRange),
            (5, RowFault::NotANumber),
            (9, RowFault::TooManyFields),
        ]
    );
    let message = outcome.scored.first_bad_rows[0].to_string();
    assert_eq!(
        message,
        "line 2, column \"score\": expected a whole number from 0 to 10, or nothing, found \"7.5\""
    );
}

#[test]
fn a_column_of_text_called_score_is_all_bad_rows() {
    let outcome = text("score\nabc\n11\n7.5\n").unwrap();
    assert_eq!(outcome.numbers(), (0, 0, 3));
}

#[test]
fn marks_and_encodings_do_not_hide_the_first_column() {
    let text_of_file = "score;comment\r\n0;\"a;b\"\r\n10;c\r\n";
    let little: Vec<u8> = text_of_file.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for file in [
        text_of_file.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text_of_file.as_bytes()].concat(),
        [b"\xff\xfe", little.as_slice()].concat(),
        text_of_file.replace(';', "\t").into_bytes(),
    ] {
        let outcome = bytes(&file, ReadOptions::default(), Scored::default()).unwrap();
        assert_eq!(outcome.score_column(), "score");
        assert_eq!(outcome.numbers(), (2, 0, 0));
    }
}

#[test]
fn a_line_that_names_the_delimiter_is_no_header() {
    for line_end in ["\n", "\r\n"] {
        let file = format!("sep=;{line_end}score;comment{line_end}9;a,b{line_end}x;c{line_end}");
        let outcome = text(&file).unwrap();
        assert_eq!((outcome.score_column(), outcome.numbers()), ("score", (1, 0, 1)));
        assert_eq!(reasons(&outcome), [(4, RowFault::NotANumber)]);
    }
}

#[test]
fn an_unclosed_quote_is_one_bad_row_that_names_its_line() {
    let outcome = text("score,comment\n9,a\n8,\"b\n7,c\n").unwrap();
    assert_eq!(outcome.numbers(), (1, 0, 1));
    assert_eq!(reasons(&outcome), [(3, RowFault::UnclosedQuote)]);
}

#[test]
fn a_comment_of_ten_megabytes_is_read() {
    let file = format!("score,comment\n9,\"{}\"\n0,x\n", "y ".repeat(5 << 20));
    let outcome = text(&file).unwrap();
    assert_eq!(outcome.numbers(), (2, 0, 0));
}

#[test]
fn other_kinds_of_files_are_named() {
    for (file, found) in
        [("PK\u{3}\u{4}…", "workbook"), ("<html></html>", "web page"), ("%PDF-1.7", "PDF")]
    {
        let why = text(file).unwrap_err();
        assert_eq!(why.code(), "not_a_table");
        assert!(why.to_string().contains(found), "{why}");
    }
    let why = bytes(&[0x1f, 0x8b, 8, 0], ReadOptions::default(), Scored::default()).unwrap_err();
    assert!(why.to_string().contains("gzip"), "{why}");
}

#[test]
fn a_zero_byte_in_a_comment_does_not_make_a_file_binary() {
    let comment = "a long comment ".repeat(20);
    let outcome = text(&format!("score,comment\n9,{comment}\u{0}\n8,b\n")).unwrap();
    assert_eq!(outcome.numbers(), (2, 0, 0));
    let why = text("\u{7f}ELF\u{0}\u{0}\u{1}\u{0}").unwrap_err();
    assert!(why.to_string().contains("binary"), "{why}");
}

#[test]
fn json_lines_with_broken_lines() {
    let file =
        "{\"score\": 9}\nnonsense\n{\"score\": 7.5}\n{\"score\": null}\n{}\n[1]\n{\"score\": 0}";
    let outcome = text(file).unwrap();
    assert_eq!(outcome.numbers(), (2, 2, 3));
    let expected = [(2, RowFault::NotJson), (3, RowFault::NotWhole), (6, RowFault::NotJson)];
    assert_eq!(reasons(&outcome), expected);
}

#[test]
fn scores_alone_need_no_header() {
    let outcome = text("9\n10\n0\n").unwrap();
    assert_eq!((outcome.score_column(), outcome.numbers()), ("column 1", (3, 0, 0)));
}
