//! A sheet of a workbook as lines of CSV, row for row.

use std::io::{BufReader, Read, Seek};

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use outoften_core::reading::{BadRow, ReadError, ReadOptions, Reading, Row, Sink};

use super::{FileError, guard};

/// About one piece of text.
const PIECE_BYTES: usize = 1 << 17;
/// How much of a sheet tells whether it has scores; more than the core holds back.
const SAMPLE_BYTES: usize = (1 << 20) + PIECE_BYTES;
/// A sheet has no more rows and columns than this, counted from 0.
const LAST_ROW: u32 = (1 << 20) - 1;
const LAST_COLUMN: u32 = (1 << 14) - 1;

/// A workbook has to be at hand as a whole; where it comes from a stream, that is in memory.
pub const WORKBOOK_BYTES_MAX: u64 = 64 << 20;

/// Whether a file that begins like this is a workbook, or an archive of another kind.
#[must_use]
pub fn is_workbook(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04")
}

/// A workbook, checked and open.
pub struct Workbook<R: Read + Seek> {
    book: Xlsx<BufReader<R>>,
}

impl<R: Read + Seek> Workbook<R> {
    /// Opens it, after a look at how much is packed in it.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn open(mut file: R) -> Result<Self, FileError> {
        guard::check(&mut file)?;
        let book = Xlsx::new(BufReader::new(file)).map_err(broken)?;
        Ok(Self { book })
    }

    /// The names of its sheets.
    #[must_use]
    pub fn sheets(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    /// The sheet of this name or number; else the first in which the core finds scores.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn choose(
        &mut self,
        wanted: Option<&str>,
        reading: &ReadOptions,
    ) -> Result<String, FileError> {
        let sheets = self.sheets();
        if let Some(wanted) = wanted {
            let by_name = sheets.iter().find(|name| name.eq_ignore_ascii_case(wanted.trim()));
            let by_number = || sheets.get(wanted.trim().parse::<usize>().ok()?.checked_sub(1)?);
            let found = by_name.or_else(by_number).cloned();
            return found.ok_or_else(|| FileError::NoSuchSheet { name: wanted.to_owned(), sheets });
        }
        let mut first = None;
        for name in &sheets {
            match self.try_sheet(name, reading)? {
                Ok(()) => return Ok(name.clone()),
                Err(ReadError::Empty) => {}
                Err(error) => {
                    first.get_or_insert(error);
                }
            }
        }
        Err(FileError::NoSheet { error: first.unwrap_or(ReadError::Empty), sheets })
    }

    /// Whether the core finds its columns in the beginning of a sheet.
    fn try_sheet(
        &mut self,
        name: &str,
        reading: &ReadOptions,
    ) -> Result<Result<(), ReadError>, FileError> {
        let mut sample = Vec::new();
        self.lines(name, |piece| {
            sample.extend_from_slice(&piece);
            sample.len() < SAMPLE_BYTES
        })?;
        let mut reading = Reading::new(reading.clone());
        let pushed = reading.push(&sample, &mut Nowhere);
        let done = pushed.and_then(|()| {
            if reading.columns().is_some() { Ok(()) } else { reading.finish(&mut Nowhere) }
        });
        Ok(match done {
            // It has all columns; its later rows may tell the order.
            Err(ReadError::AmbiguousDates { .. }) => Ok(()),
            other => other,
        })
    }

    /// Gives a sheet's rows as lines, in pieces, until `give` says false. A row's number is that of
    /// its line, so messages name the row.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn lines(
        &mut self,
        name: &str,
        mut give: impl FnMut(Vec<u8>) -> bool,
    ) -> Result<(), FileError> {
        let mut cells = match self.book.worksheet_cells_reader(name) {
            Ok(cells) => cells,
            // A sheet of charts has no cells.
            Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => return Ok(()),
            Err(error) => return Err(broken(error)),
        };
        let mut piece = Vec::with_capacity(PIECE_BYTES + 4_096);
        let (mut row, mut column) = (0, 0);
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let (at_row, at_column) = cell.get_position();
            if at_row > LAST_ROW || at_column > LAST_COLUMN {
                return Err(FileError::Broken("a cell lies outside of the sheet".to_owned()));
            }
            while row < at_row {
                piece.push(b'\n');
                (row, column) = (row + 1, 0);
                if piece.len() >= PIECE_BYTES && !give(std::mem::take(&mut piece)) {
                    return Ok(());
                }
            }
            while column < at_column {
                piece.push(b',');
                column += 1;
            }
            write(cell.get_value(), &mut piece);
        }
        piece.push(b'\n');
        give(piece);
        Ok(())
    }
}

/// For a reading of which only the columns matter.
pub struct Nowhere;

impl Sink for Nowhere {
    fn row(&mut self, _: &Row<'_>) -> Result<(), ReadError> {
        Ok(())
    }

    fn unanswered(&mut self) {}

    fn bad_row(&mut self, _: BadRow) {}
}

#[allow(clippy::needless_pass_by_value, reason = "a function for map_err")]
fn broken(error: XlsxError) -> FileError {
    FileError::Broken(error.to_string())
}

fn write(value: &DataRef<'_>, line: &mut Vec<u8>) {
    match value {
        DataRef::Int(number) => line.extend_from_slice(number.to_string().as_bytes()),
        DataRef::Float(number) => line.extend_from_slice(number.to_string().as_bytes()),
        DataRef::Bool(truth) => line.extend_from_slice(if *truth { b"TRUE" } else { b"FALSE" }),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            quote(text, line)
        }
        DataRef::SharedString(text) => quote(text, line),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
            line.extend_from_slice(text.as_bytes());
        }
        DataRef::DateTime(moment) => line.extend_from_slice(moment.as_f64().to_string().as_bytes()),
        DataRef::Error(_) | DataRef::Empty => {}
    }
}

fn quote(text: &str, line: &mut Vec<u8>) {
    line.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            line.push(b'"');
        }
        line.push(byte);
    }
    line.push(b'"');
}
