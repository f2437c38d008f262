//! A sheet of a workbook as lines of CSV, row for row, read on a thread of its own.

use std::io::{BufReader, Read, Seek};
use std::sync::mpsc::{Receiver, sync_channel};

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use outoften_core::reading::{BadRow, ReadError, ReadOptions, Reading, Row, Sink};

use super::{FileError, guard};

/// About one piece of text.
const PIECE_BYTES: usize = 1 << 17;
/// How much of a sheet tells whether it has scores; more than the core holds back.
const SAMPLE_BYTES: usize = (1 << 20) + PIECE_BYTES;
/// How many pieces wait to be read.
const PIECES_AHEAD: usize = 4;

/// A sheet has no more rows and columns than this, counted from 0.
const LAST_ROW: u32 = (1 << 20) - 1;
const LAST_COLUMN: u32 = (1 << 14) - 1;

/// Pieces of text as they come, or why no more do.
pub(super) type Pieces = Receiver<Result<Vec<u8>, FileError>>;

type Book<R> = Xlsx<BufReader<R>>;

/// The name of the sheet that is meant, and its rows as they come.
pub(super) fn sheet<R: Read + Seek + Send + 'static>(
    mut file: R,
    wanted: Option<&str>,
    reading: &ReadOptions,
) -> Result<(String, Pieces), FileError> {
    guard::check(&mut file)?;
    let mut book: Book<R> = Xlsx::new(BufReader::new(file)).map_err(broken)?;
    let name = choose(&mut book, wanted, reading)?;
    let (sender, receiver) = sync_channel(PIECES_AHEAD);
    let sheet = name.clone();
    std::thread::spawn(move || {
        // Nobody wants more when the other end is gone.
        let done = lines(&mut book, &sheet, |piece| sender.send(Ok(piece)).is_ok());
        if let Err(error) = done {
            sender.send(Err(error)).ok();
        }
    });
    Ok((name, receiver))
}

#[allow(clippy::needless_pass_by_value, reason = "a function for map_err")]
fn broken(error: XlsxError) -> FileError {
    FileError::Broken(error.to_string())
}

fn choose<R: Read + Seek>(
    book: &mut Book<R>,
    wanted: Option<&str>,
    reading: &ReadOptions,
) -> Result<String, FileError> {
    let sheets = book.sheet_names();
    if let Some(wanted) = wanted {
        let by_name = sheets.iter().find(|name| name.eq_ignore_ascii_case(wanted.trim()));
        let by_number = || sheets.get(wanted.trim().parse::<usize>().ok()?.checked_sub(1)?);
        let found = by_name.or_else(by_number).cloned();
        return found.ok_or_else(|| FileError::NoSuchSheet { name: wanted.to_owned(), sheets });
    }
    let mut first = None;
    for name in &sheets {
        match try_sheet(book, name, reading)? {
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
fn try_sheet<R: Read + Seek>(
    book: &mut Book<R>,
    name: &str,
    reading: &ReadOptions,
) -> Result<Result<(), ReadError>, FileError> {
    let mut sample = Vec::new();
    lines(book, name, |piece| {
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

/// For a reading of which only the columns matter.
pub(super) struct Nowhere;

impl Sink for Nowhere {
    fn row(&mut self, _: &Row<'_>) -> Result<(), ReadError> {
        Ok(())
    }

    fn unanswered(&mut self) {}

    fn bad_row(&mut self, _: BadRow) {}
}

/// Gives a sheet's rows as lines, in pieces, as long as they are wanted. A row's number is that of
/// its line, so messages name the row.
fn lines<R: Read + Seek>(
    book: &mut Book<R>,
    name: &str,
    mut give: impl FnMut(Vec<u8>) -> bool,
) -> Result<(), FileError> {
    let mut cells = match book.worksheet_cells_reader(name) {
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
