//! The order of day and month is decided by the whole column, however long it is.

use std::fmt::Write;

use outoften_core::reading::{DateOrder, Period, ReadError, ReadOptions, Reading, Scored};

const DATED: ReadOptions = ReadOptions {
    metric: outoften_core::metric::Metric::Nps,
    score_column: None,
    comment_column: None,
    date_column: None,
    segment_column: None,
    date_order: None,
    dates: true,
    filters: Vec::new(),
    allow_partial: false,
};

/// More rows than are looked at in the beginning, all on one date, then the given ones.
fn file(first: &str, later: &[&str]) -> String {
    let mut file = String::from("score,date\n");
    for _ in 0..10_500 {
        writeln!(file, "9,{first}").unwrap();
    }
    for date in later {
        writeln!(file, "3,{date}").unwrap();
    }
    file
}

fn months(file: &str, options: ReadOptions) -> Result<Vec<(String, u64)>, ReadError> {
    let mut scored = Scored::new(false, Some(Period::Month));
    let mut reading = Reading::new(options);
    for chunk in file.as_bytes().chunks(50_000) {
        reading.push(chunk, &mut scored)?;
    }
    reading.finish(&mut scored)?;
    assert_eq!(scored.bad_rows, 0);
    Ok(scored.periods().into_iter().map(|(name, tally)| (name, tally.n())).collect())
}

fn order_of(file: &str) -> Option<DateOrder> {
    let mut first_pass = Reading::for_date_order(DATED);
    let mut nowhere = Scored::default();
    for chunk in file.as_bytes().chunks(50_000) {
        first_pass.push(chunk, &mut nowhere).unwrap();
    }
    first_pass.finish(&mut nowhere).unwrap();
    assert_eq!((nowhere.tally.n(), nowhere.bad_rows), (0, 0));
    first_pass.date_order()
}

#[test]
fn later_rows_tell_the_order_in_a_first_pass() {
    for (later, order, first_month) in [
        ("25/01/2026", DateOrder::DayFirst, "2026-04"),
        ("01/25/2026", DateOrder::MonthFirst, "2026-03"),
    ] {
        let file = file("03/04/2026 10:00", &[later]);
        let refused = months(&file, DATED).unwrap_err();
        assert_eq!(refused, ReadError::AmbiguousDates { column: "date".into(), line: None });
        assert_eq!(order_of(&file), Some(order));
        let read = months(&file, ReadOptions { date_order: Some(order), ..DATED }).unwrap();
        assert_eq!(read, [("2026-01".to_owned(), 1), (first_month.to_owned(), 10_500)]);
    }
    assert_eq!(order_of(&file("03/04/2026", &["25/01/2026", "01/25/2026"])), None);
    assert_eq!(order_of(&file("03/04/2026", &[])), None);
}

#[test]
fn a_later_row_that_contradicts_the_first_ones_is_no_silent_month() {
    let why = months(&file("25/01/2026", &["01/26/2026"]), DATED).unwrap_err();
    assert_eq!(why, ReadError::MixedDates { column: "date".into(), line: Some(10_502) });
    assert!(why.to_string().contains("line 10502") && why.to_string().contains("--date-order"));
    let few = "score,date\n9,25/01/2026\n8,01/26/2026\n";
    let why = months(few, DATED).unwrap_err();
    assert_eq!(why, ReadError::MixedDates { column: "date".into(), line: None });
}

#[test]
fn where_the_first_rows_have_another_form_the_first_that_needs_an_order_tells_it() {
    let told = months(&file("2026-11-05", &["26/10/2026", "01/09/2026"]), DATED).unwrap();
    let names: Vec<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["2026-09", "2026-10", "2026-11"]);
    let told = months(&file("2026-11-05", &["10/26/2026", "09/01/2026"]), DATED).unwrap();
    assert_eq!(told[0].0, "2026-09");
    let why = months(&file("2026-11-05", &["03/04/2026"]), DATED).unwrap_err();
    assert_eq!(why, ReadError::AmbiguousDates { column: "date".into(), line: Some(10_502) });
}

#[test]
fn the_same_number_twice_needs_no_order() {
    let read = months("score,date\n9,05/05/2026\n8,06/06/2026\n", DATED).unwrap();
    assert_eq!(read.len(), 2);
}
