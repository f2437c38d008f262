//! Segments and periods of a file.

use crate::read::bytes;
use outoften_core::reading::{DateOrder, Period, ReadError, ReadOptions, RowFault, Scored};
use std::fmt::Write;

fn by_plan(file: &str) -> Result<Vec<(String, u64)>, ReadError> {
    let options = ReadOptions { segment_column: Some("plan".into()), ..ReadOptions::default() };
    let scored = Scored::new(true, None);
    let outcome = bytes(file.as_bytes(), options, scored)?;
    Ok(outcome.scored.segments().into_iter().map(|(name, tally)| (name, tally.n())).collect())
}

#[test]
fn segments_are_counted_apart_and_a_missing_one_has_no_name() {
    let found = by_plan("score,plan\n9,free\n10, paid \n0,free\n7,\n,paid\n").unwrap();
    assert_eq!(found, [(String::new(), 1), ("free".into(), 2), ("paid".into(), 1)]);
}

#[test]
fn a_column_of_names_is_no_segment_column() {
    let mut file = String::from("score,plan\n");
    for person in 0..10_001 {
        writeln!(file, "9,{person}").unwrap();
    }
    assert_eq!(by_plan(&file), Err(ReadError::TooManySegments { limit: 10_000 }));
}

fn by_period(file: &str, every: Period, order: Option<DateOrder>) -> Result<Scored, ReadError> {
    let options = ReadOptions { dates: true, date_order: order, ..ReadOptions::default() };
    let scored = Scored::new(false, Some(every));
    bytes(file.as_bytes(), options, scored).map(|outcome| outcome.scored)
}

#[test]
fn periods_come_in_order_whatever_the_order_of_the_file() {
    let file = "score,date\n9,2026-11-22T23:59:59+02:00\n0,2025-12-31\n8,2026-11-01\n";
    for (every, expected) in [
        (Period::Month, vec![("2025-12", 1), ("2026-11", 2)]),
        (Period::Quarter, vec![("2025-Q4", 1), ("2026-Q4", 2)]),
        (Period::Week, vec![("2026-W01", 1), ("2026-W44", 1), ("2026-W47", 1)]),
    ] {
        let scored = by_period(file, every, None).unwrap();
        let found: Vec<_> = scored.periods();
        let found: Vec<(&str, u64)> =
            found.iter().map(|(name, t)| (name.as_str(), t.n())).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_row_without_a_date_is_bad_where_dates_are_needed() {
    let scored = by_period(
        "score,date\n9,2026-11-22\n8,\n7,soon\n6,2026-11-23\n5,2026-11-24\n4,2026-11-24\n3,2026-11-24\n2,2026-11-24\n",
        Period::Month,
        None,
    );
    let scored = scored.unwrap();
    assert_eq!((scored.tally.n(), scored.bad_rows), (6, 2));
    assert!(scored.first_bad_rows.iter().all(|bad| bad.reason == RowFault::NotADate));
}

#[test]
fn day_and_month_are_never_guessed() {
    let ambiguous = "score,date\n9,03/04/2026\n8,05/06/2026\n";
    let why = by_period(ambiguous, Period::Month, None).unwrap_err();
    assert_eq!(why, ReadError::AmbiguousDates { column: "date".into(), line: None });
    for (order, month) in [(DateOrder::DayFirst, "2026-04"), (DateOrder::MonthFirst, "2026-03")] {
        let scored = by_period(ambiguous, Period::Month, Some(order)).unwrap();
        assert_eq!(scored.periods()[0].0, month);
    }
    let told = by_period("score,date\n9,03/04/2026\n8,25/06/2026\n", Period::Month, None).unwrap();
    assert_eq!(told.periods()[0].0, "2026-04");
}

#[test]
fn periods_need_a_date_column() {
    let why = by_period("score,city\n9,Lima\n", Period::Month, None).unwrap_err();
    assert_eq!(why.code(), "no_date_column");
}
