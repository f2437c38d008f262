//! The beginning of a file: what kind of text it is, its delimiter and its first records.

use super::error::{ReadError, RowFault};
use super::footer::is_summary;
use super::json::{self, Objects};
use super::record::Record;
use super::splitter::{FIELDS_MAX, Splitter};

/// How many records are looked at.
pub(super) const RECORDS: usize = 10_000;
/// How many of them tell the delimiter.
const RECORDS_FOR_DELIMITER: usize = 200;

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
    /// JSON objects.
    Json(Objects),
}

/// The format of a text, by its beginning.
pub(super) fn format_of(text: &[u8]) -> Result<Format, ReadError> {
    let not = |found, advice| Err(ReadError::NotATable { found, advice });
    match text.trim_ascii_start() {
        [] => Err(ReadError::Empty),
        [b'{', ..] => Ok(Format::Json(Objects::Lines)),
        [b'[', rest @ ..] if begins_json(rest) => Ok(Format::Json(Objects::List)),
        [b'<', ..] => not("a web page or XML", "export the answers as CSV"),
        [b'P', b'K', 3, 4, ..] => not("a workbook or a zip archive", "save the sheet as CSV"),
        [0x1f, 0x8b, ..] => not("a gzip archive", "unpack it first"),
        [b'%', b'P', b'D', b'F', ..] => not("a PDF", "export the answers as CSV"),
        start if is_binary(start) => not(
            "a binary file or UTF-16 text without its mark",
            "export the answers as CSV in UTF-8, or name the encoding, as in --encoding utf-16le or utf-16be",
        ),
        start => match named_delimiter(start) {
            Some(delimiter) => Ok(Format::Csv { delimiter, named: true }),
            None => Ok(Format::Csv { delimiter: delimiter_of(text), named: false }),
        },
    }
}

/// Whether what stands behind a bracket is an element of a list and not a name such as `[Score]`.
fn begins_json(text: &[u8]) -> bool {
    matches!(text.trim_ascii_start(), [] | [b'{' | b'[' | b']' | b'"' | b'-' | b'0'..=b'9', ..])
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

/// The delimiter that cuts most records into the same number of fields, and these into the most.
fn delimiter_of(text: &[u8]) -> u8 {
    let quality = |delimiter: &u8| {
        let records = csv_records(text, *delimiter, RECORDS_FOR_DELIMITER).unwrap_or_default();
        let width = usual_width(&records);
        let alike = records.iter().filter(|record| record.len() == width).count();
        let consistent = width > 1 && 10 * alike >= 6 * records.len();
        // A few lines of other widths count for less than a delimiter that fits everywhere.
        if consistent { alike * width } else { 0 }
    };
    // The first of equals, a comma before all.
    *b",;\t|".iter().rev().max_by_key(|delimiter| quality(delimiter)).unwrap_or(&b',')
}

/// The first records. The one that the sample cuts through is left out by not finishing.
fn csv_records(text: &[u8], delimiter: u8, most: usize) -> Result<Vec<Vec<String>>, ReadError> {
    let mut records = Vec::new();
    let mut stop = Ok(());
    let stopped = Splitter::new(delimiter).push(text, &mut |record: Record<'_>| {
        match record.flaw {
            Some(RowFault::TooLong) if records.is_empty() => {
                stop = Err(ReadError::TooManyColumns { limit: FIELDS_MAX });
                return Err(());
            }
            Some(_) => {}
            None => records.push(record.texts()),
        }
        if records.len() > most { Err(()) } else { Ok(()) }
    });
    debug_assert!(stopped.is_ok() || records.len() > most || stop.is_err());
    stop.map(|()| records)
}

/// The first records, the header first, as rows of text.
#[derive(Debug)]
pub(super) struct Sample {
    pub(super) rows: Vec<Vec<String>>,
    /// The first row holds the names, whatever it looks like.
    pub(super) named: bool,
    /// The file goes on.
    pub(super) cut: bool,
}

impl Sample {
    pub(super) fn of(text: &[u8], format: Format, whole_file: bool) -> Result<Self, ReadError> {
        let (delimiter, named) = match format {
            Format::Csv { delimiter, named } => (delimiter, named),
            Format::Json(objects) => {
                let rows = json::sample(text, objects, RECORDS)?;
                return Ok(Self { cut: !whole_file || rows.len() > RECORDS, rows, named: true });
            }
        };
        let mut rows = if whole_file && !text.ends_with(b"\n") {
            csv_records(&[text, b"\n"].concat(), delimiter, RECORDS)?
        } else {
            csv_records(text, delimiter, RECORDS)?
        };
        rows.drain(..usize::from(named).min(rows.len()));
        // Sums below a few answers would hide what their columns hold.
        while whole_file && rows.len() > 2 && rows.last().is_some_and(|row| is_below(row)) {
            rows.pop();
        }
        Ok(Self { cut: !whole_file || rows.len() > RECORDS, rows, named: false })
    }
}

fn is_below(row: &[String]) -> bool {
    row.iter().find(|cell| !cell.is_empty()).is_none_or(|cell| is_summary(cell.as_bytes()))
}

/// The number of fields that most rows have.
pub(super) fn usual_width(rows: &[Vec<String>]) -> usize {
    let widths = || rows.iter().map(Vec::len);
    let times = |width: &usize| widths().filter(|other| other == width).count();
    let mut different: Vec<usize> = widths().collect();
    different.sort_unstable();
    different.dedup();
    different.into_iter().max_by_key(|width| times(width)).unwrap_or(0)
}
