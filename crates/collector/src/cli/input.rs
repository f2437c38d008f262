//! Files of answers: opened, unpacked if packed, pushed through the core's reading in pieces.

use std::fs::File;
use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use outoften_core::reading::{BadRow, Columns, Options, ReadError, Reading, Row, Scored, Sink};

use super::failure::Failure;

/// One piece of a file; the whole is never in memory.
const PIECE_BYTES: usize = 1 << 18;
/// How many bad rows are shown; the rest is counted.
const BAD_ROWS_SHOWN: usize = 5;

/// How a file is called in messages.
pub(super) fn called(path: &str) -> &str {
    if path == "-" { "standard input" } else { path }
}

/// Pushes a whole file into `sink`; `-` is standard input. Says on standard error which column
/// was taken.
pub(super) fn read(path: &str, options: Options, sink: &mut impl Sink) -> Result<Columns, Failure> {
    let reading_error =
        |error: ReadError| Failure::Reading { path: called(path).to_owned(), error };
    let file_error = |error: io::Error| Failure::File { path: called(path).to_owned(), error };
    let mut source = open(path).map_err(file_error)?;
    let mut reading = Reading::new(options);
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let size = match source.read(&mut piece) {
            Ok(0) => break,
            Ok(size) => size,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(file_error(error)),
        };
        let bytes = piece.get(..size).unwrap_or_default();
        reading.push(bytes, sink).map_err(reading_error)?;
    }
    reading.finish(sink).map_err(reading_error)?;
    reading.columns().cloned().ok_or_else(|| reading_error(ReadError::Empty))
}

/// A JSON document; `-` is standard input.
pub(super) fn document(path: &str) -> Result<serde_json::Value, Failure> {
    let mut text = String::new();
    let file = |error: io::Error| Failure::File { path: called(path).to_owned(), error };
    open(path).and_then(|mut source| source.read_to_string(&mut text)).map_err(file)?;
    serde_json::from_str(&text)
        .map_err(|error| Failure::Json { path: called(path).to_owned(), error })
}

fn open(path: &str) -> io::Result<Box<dyn Read>> {
    let mut source: Box<dyn Read> = match path {
        "-" => Box::new(io::stdin().lock()),
        path => Box::new(File::open(path)?),
    };
    let mut start = [0; 2];
    let mut size = 0;
    while let Some(rest) = start.get_mut(size..).filter(|rest| !rest.is_empty()) {
        match source.read(rest)? {
            0 => break,
            more => size += more,
        }
    }
    let packed = start == [0x1f, 0x8b];
    let whole = io::Cursor::new(start).take(size as u64).chain(source);
    Ok(if packed { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(whole) })
}

/// What was taken for what, and what was left out, on standard error.
pub(super) fn remark(path: &str, columns: &Columns, scored: &Scored) {
    let path = called(path);
    let tool = columns.layout.map_or(String::new(), |tool| format!(" ({} export)", tool.name()));
    eprintln!("{path}: scores from column \"{}\"{tool}", columns.name(columns.score));
    if scored.unanswered > 0 {
        eprintln!("{path}: {} rows without an answer, in no figure", scored.unanswered);
    }
    for bad in scored.first_bad_rows.iter().take(BAD_ROWS_SHOWN) {
        eprintln!("{path}: {bad}");
    }
    let more = scored.bad_rows.saturating_sub(BAD_ROWS_SHOWN as u64);
    if more > 0 {
        eprintln!("{path}: and {more} more bad rows; --bad-rows FILE lists them all");
    }
    if scored.looks_like_five_points() {
        eprintln!(
            "{path}: every answer lies within 1 to 5: if this was a five-point scale, nobody \
             could be a promoter and this score means nothing"
        );
    }
}

/// Rows to the tallies, bad rows also to a file.
pub(super) struct Listing {
    pub(super) scored: Scored,
    file: Option<csv::Writer<File>>,
    failed: Option<io::Error>,
}

impl Listing {
    /// Begins the file of bad rows, if there is to be one.
    pub(super) fn new(scored: Scored, bad_rows: Option<&str>) -> Result<Self, Failure> {
        let create = |path: &str| -> io::Result<csv::Writer<File>> {
            let mut file = csv::Writer::from_path(path)?;
            file.write_record(["line", "column", "reason", "expected", "value"])?;
            Ok(file)
        };
        let error = |path: &str, error| Failure::File { path: path.to_owned(), error };
        let file = bad_rows.map(|path| create(path).map_err(|why| error(path, why))).transpose()?;
        Ok(Self { scored, file, failed: None })
    }

    /// The tallies, once every bad row is on disk.
    pub(super) fn finish(mut self) -> Result<Scored, Failure> {
        if let Some(file) = &mut self.file {
            file.flush()?;
        }
        self.failed.map_or(Ok(self.scored), |error| Err(Failure::Output(error)))
    }
}

impl Sink for Listing {
    fn row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        self.scored.row(row)
    }

    fn unanswered(&mut self) {
        self.scored.unanswered();
    }

    fn bad_row(&mut self, bad: BadRow) {
        if let Some(file) = &mut self.file {
            let line = bad.line.to_string();
            let code = bad.reason.code();
            let record = [line.as_str(), &bad.column, code, &bad.expected, &bad.value];
            if let Err(error) = file.write_record(record) {
                self.failed.get_or_insert(error.into());
            }
        }
        self.scored.bad_row(bad);
    }
}
