//! Lines right below the answers that sum them up, and the same words as names.

use crate::read::text;

const ROWS: &str = "Ann,10\nBob,9\nCid,3\nDan,8\n";

#[test]
fn the_last_lines_that_sum_up_are_left_out_and_said() {
    for word in [
        "Average",
        "Total",
        "Count",
        "Sum",
        "Median",
        "Min",
        "Max",
        "NPS",
        "Gesamt",
        "Anzahl",
        "Durchschnitt",
        "Moyenne",
        "Promedio",
        "Итого",
        "Среднее",
        "平均",
        "合計",
        "Ø",
        "Gemiddelde",
        "Średnia",
        "Ortalama",
        "TOTAL:",
    ] {
        let outcome = text(&format!("Customer,Score\n{ROWS}{word},7\n")).unwrap();
        assert_eq!(outcome.numbers(), (4, 0, 1), "{word}");
        let bad = &outcome.scored.first_bad_rows[0];
        assert_eq!((bad.reason.code(), bad.line), ("summary", 6), "{word}");
    }
    for (end, bad) in [
        ("Average,7\nCount,4\nNPS,10\n", 3),
        ("Average,7\nExported by Kim,\n", 1),
        ("Average,7\n\nTotal,4\n", 2),
        ("Average,7\n\n\n", 1),
    ] {
        let outcome = text(&format!("Customer,Score\n{ROWS}{end}")).unwrap();
        assert_eq!((outcome.scored.tally.n(), outcome.scored.bad_rows), (4, bad), "{end}");
    }
}

#[test]
fn the_same_words_above_answers_are_names() {
    for (rows, n) in [
        ("Total,10\nBob,9\nCid,3\n", 3),
        ("Ann,10\nTotal,9\nCid,3\n", 3),
        ("Ann,10\nTotal,9\nCid,3\nTotal,8\n", 4),
        ("Ann,10\nTotal,9\nTotal,3\n", 3),
        ("NPS,10\nCSAT,5\nNPS,9\nNPS,3\n", 4),
        ("Totaler,10\nBob,9\nAverage Joe,3\n", 3),
        ("Ann,10\nBob,9\nMax Muster,3\n", 3),
    ] {
        let outcome = text(&format!("Customer,Score\n{rows}")).unwrap();
        assert_eq!(outcome.numbers(), (n, 0, 0), "{rows}");
    }
    let comments = "Score,Comment\n10,good and quick\n9,so so\n,total\n";
    assert_eq!(text(comments).unwrap().numbers(), (2, 1, 0));
}
