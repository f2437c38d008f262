//! The beginning of a file: what kind of text it is, its delimiter, its first records and what
//! each column seems to hold.

use super::date::{DateOrder, day};
use super::error::ReadError;
use super::json_lines;
use super::record::Record;
use super::splitter::Splitter;
use super::whole::Cell;

/// How many records are looked at.
const RECORDS: usize = 1_000;

/// What kind of text a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Fields between delimiters.
    Csv {
        /// Comma, semicolon, tab or bar.
        delimiter: u8,
        /// A line before the header says so.
        named: bool,
    },
    /// One JSON object per line.
    JsonLines,
}

/// The format of a text, by its beginning.
pub(super) fn format_of(text: &[u8]) -> Result<Format, ReadError> {
    let not = |found, advice| Err(ReadError::NotATable { found, advice });
    match text.trim_ascii_start() {
        [] => Err(ReadError::Empty),
        [b'{', ..] => Ok(Format::JsonLines),
        [b'[', ..] => not("a JSON list", "write one JSON object per line"),
        [b'<', ..] => not("a web page or XML", "export the answers as CSV"),
        [b'P', b'K', 3, 4, ..] => not("a workbook or a zip archive", "save the sheet as CSV"),
        [0x1f, 0x8b, ..] => not("a gzip archive", "unpack it first"),
        [b'%', b'P', b'D', b'F', ..] => not("a PDF", "export the answers as CSV"),
        start if is_binary(start) => not("a binary file", "export the answers as CSV"),
        start => match named_delimiter(start) {
            Some(delimiter) => Ok(Format::Csv { delimiter, named: true }),
            None => Ok(Format::Csv { delimiter: delimiter_of(text), named: false }),
        },
    }
}

/// Text has no zero bytes; a file of text may have one by accident.
fn is_binary(text: &[u8]) -> bool {
    let start = text.get(..4_096).unwrap_or(text);
    100 * start.iter().filter(|byte| **byte == 0).count() > start.len()
}

/// The delimiter of a first line such as `sep=;`, which spreadsheets write and read.
fn named_delimiter(text: &[u8]) -> Option<u8> {
    match text {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter, b'\r' | b'\n', ..] => {
            Some(*delimiter)
        }
        _ => None,
    }
}

/// The delimiter that cuts most records into the same number of fields, and into the most.
fn delimiter_of(text: &[u8]) -> u8 {
    let quality = |delimiter: &u8| {
        let records = csv_records(text, *delimiter);
        let width = records.first().map_or(1, Vec::len);
        let alike = records.iter().filter(|record| record.len() == width).count();
        let consistent = width > 1 && 10 * alike >= 6 * records.len();
        (consistent, if consistent { width } else { 0 })
    };
    // The first of equals, a comma before all.
    *b",;\t|".iter().rev().max_by_key(|delimiter| quality(delimiter)).unwrap_or(&b',')
}

fn csv_records(text: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    // The record that the sample cuts through is left out by not finishing.
    let stopped = Splitter::new(delimiter).push(text, &mut |record: Record<'_>| {
        records.push(record.texts());
        if records.len() > RECORDS { Err(()) } else { Ok(()) }
    });
    debug_assert!(stopped.is_ok() || records.len() > RECORDS);
    records
}

/// The first records, the header first, as rows of text.
pub(super) fn rows_of(text: &[u8], format: Format, whole_file: bool) -> Vec<Vec<String>> {
    let Format::Csv { delimiter, named } = format else {
        return json_lines::sample(text, RECORDS);
    };
    let mut rows = if whole_file && !text.ends_with(b"\n") {
        csv_records(&[text, b"\n"].concat(), delimiter)
    } else {
        csv_records(text, delimiter)
    };
    rows.drain(..usize::from(named).min(rows.len()));
    rows
}

/// What a column of the sample holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Content {
    /// Cells with an answer.
    pub(super) values: usize,
    /// Of these, whole numbers on the scale.
    pub(super) on_scale: usize,
    /// Of these, dates.
    pub(super) dates: usize,
    /// Characters of all cells.
    pub(super) characters: usize,
    /// Spaces of all cells: texts have some.
    pub(super) spaces: usize,
}

impl Content {
    /// Of one column of the rows below the header.
    pub(super) fn of(rows: &[Vec<String>], column: usize, scale: (u8, u8)) -> Self {
        let mut content = Self::default();
        for cell in rows.iter().filter_map(|row| row.get(column)) {
            let value = Cell::read(cell.as_bytes(), scale);
            if value == Cell::Unanswered {
                continue;
            }
            content.values += 1;
            content.on_scale += usize::from(matches!(value, Cell::Value(_)));
            let date = [DateOrder::DayFirst, DateOrder::MonthFirst]
                .into_iter()
                .any(|order| day(cell.as_bytes(), order).is_some());
            content.dates += usize::from(date);
            content.characters += cell.chars().count();
            content.spaces += cell.matches(' ').count();
        }
        content
    }

    /// At least so many of ten cells are on the scale; a column without cells has nothing against
    /// it.
    pub(super) const fn is_on_scale(&self, of_twenty: usize) -> bool {
        20 * self.on_scale >= of_twenty * self.values
    }
}
