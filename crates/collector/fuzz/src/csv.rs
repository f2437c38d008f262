//! Files of answers: other tools' exports coming in, one's own going out.

use outoften_collector::import_export::{csv_row, escape_formulas};
use outoften_core::reading::{BadRow, ReadError, ReadOptions, Reading, Row, Sink};

/// What a reading found.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    rows: Vec<(u8, Vec<u8>)>,
    unanswered: usize,
    bad: usize,
}

impl Sink for Found {
    fn row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        self.rows.push((row.value, row.comment().to_vec()));
        Ok(())
    }

    fn unanswered(&mut self) {
        self.unanswered += 1;
    }

    fn bad_row(&mut self, _: BadRow) {
        self.bad += 1;
    }
}

fn read(file: &[u8], chunk: usize) -> Option<Found> {
    let (mut reading, mut found) = (Reading::new(ReadOptions::default()), Found::default());
    for chunk in file.chunks(chunk) {
        reading.push(chunk, &mut found).ok()?;
    }
    reading.finish(&mut found).ok()?;
    Some(found)
}

/// The first byte says how long the pieces are in which the file comes: it must not matter.
pub fn check_reader(input: &[u8]) {
    let [chunk, file @ ..] = input else { return };
    let whole = read(file, file.len().max(1));
    let in_pieces = read(file, usize::from(*chunk) + 1);
    assert_eq!(whole, in_pieces, "in pieces of {}", usize::from(*chunk) + 1);
    for (value, _) in whole.iter().flat_map(|found| &found.rows) {
        assert!(*value <= 10, "{value}");
    }
}

/// Cells with a unit separator between them: no line of what is written begins a formula, and
/// another program reads back what was meant.
pub fn check_writer(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let cells: Vec<String> =
        text.split('\u{1f}').map(|cell| escape_formulas(cell).into_owned()).collect();
    let row = csv_row(&cells);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
    let back = reader.records().next().expect("a row").expect("a row that can be read");
    assert_eq!(back.iter().collect::<Vec<_>>(), cells);
    for (cell, meant) in back.iter().zip(text.split('\u{1f}')) {
        let lines = || cell.split_inclusive(['\n', '\r']);
        for line in lines() {
            let first = line.trim_start().chars().next().unwrap_or('x');
            assert!(!"=+-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".contains(first), "{line:?}");
        }
        let shown: String = lines().map(|line| line.strip_prefix('\'').unwrap_or(line)).collect();
        assert_eq!(shown, meant);
    }
}
