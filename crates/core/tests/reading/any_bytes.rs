//! Whatever bytes a file holds and however they arrive: no panic, nothing lost, the same outcome.

use outoften_core::reading::{Period, ReadError, ReadOptions, Reading, Scored};
use proptest::prelude::*;

type Outcome = Result<([u64; 11], u64, u64, Vec<(String, u64)>, Vec<String>), ReadError>;

fn read(file: &[u8], chunk: usize) -> Outcome {
    let mut scored = Scored::new(true, None);
    let options = ReadOptions { segment_column: Some("2".into()), ..ReadOptions::default() };
    let mut reading = Reading::new(options);
    for chunk in file.chunks(chunk) {
        reading.push(chunk, &mut scored)?;
    }
    reading.finish(&mut scored)?;
    let segments = scored.segments().into_iter().map(|(name, tally)| (name, tally.n()));
    let bad = scored.first_bad_rows.iter().map(ToString::to_string).collect();
    Ok((*scored.tally.counts(), scored.unanswered, scored.bad_rows, segments.collect(), bad))
}

/// Cells as people and programs write them, and some that nobody should.
fn cells() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0_u8..=12).prop_map(|value| value.to_string()),
        1 => Just(String::new()),
        1 => "[a-z\" ,;\u{450}\r\n']{0,12}",
        1 => Just("\"quoted, \"\"twice\"\"\nover lines\"".to_owned()),
    ]
}

proptest! {
    #[test]
    fn chunks_do_not_matter(
        rows in prop::collection::vec((cells(), cells()), 0..40),
        line_end in prop::sample::select(vec!["\n", "\r\n"]),
        chunk in 1_usize..50,
    ) {
        let lines: Vec<String> = rows.iter().map(|(a, b)| format!("{a},{b}")).collect();
        let file = format!("score,plan{line_end}{}", lines.join(line_end));
        prop_assert_eq!(read(file.as_bytes(), chunk), read(file.as_bytes(), usize::MAX));
    }

    #[test]
    fn any_bytes_are_survived(file in prop::collection::vec(any::<u8>(), 0..400), chunk in 1_usize..50) {
        prop_assert_eq!(read(&file, chunk), read(&file, usize::MAX));
    }

    #[test]
    fn every_clean_row_is_counted_once(rows in prop::collection::vec(prop::option::of(0_u8..=13), 1..200)) {
        let mut file = String::from("score,plan\n");
        for row in &rows {
            let cell = row.map_or(String::new(), |value| value.to_string());
            file.push_str(&format!("{cell},x\n"));
        }
        // A file of empty answers only still has a column called score.
        let (counts, unanswered, bad, ..) = read(file.as_bytes(), 9).unwrap();
        let n: u64 = counts.iter().sum();
        prop_assert_eq!(n + unanswered + bad, rows.len() as u64);
        prop_assert_eq!(bad, rows.iter().flatten().filter(|value| **value > 10).count() as u64);
    }

    #[test]
    fn any_text_is_no_date_or_a_day(date in "[0-9/.: TZNov-]{0,24}") {
        let file = format!("score,date\n9,2026-11-22\n9,2026-11-23\n9,2026-11-24\n9,2026-11-25\n9,{date}\n");
        let mut scored = Scored::new(false, Some(Period::Week));
        let options = ReadOptions { dates: true, ..ReadOptions::default() };
        let mut reading = Reading::new(options);
        let outcome = reading.push(file.as_bytes(), &mut scored).and_then(|()| reading.finish(&mut scored));
        if outcome.is_ok() {
            prop_assert_eq!(scored.tally.n() + scored.bad_rows, 5);
        }
    }
}
