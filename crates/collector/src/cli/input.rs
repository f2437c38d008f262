//! Files of answers, pushed through the core's reading in pieces; what was decided is printed.

use std::fs::File;
use std::io::{self, Read};

use outoften_core::reading::{
    BadRow, Checks, Columns, DateOrder, LikelyScale, ReadError, ReadOptions, Reading, Row, Scored,
    Sink,
};

use super::failure::Failure;
use super::options::ColumnOptions;
use crate::answer_file::{AnswerFile, FileError, date_order};

/// How many bad rows are shown; the rest is counted.
const BAD_ROWS_SHOWN: usize = 5;

/// How a file is called in messages.
pub(super) fn called(path: &str) -> &str {
    if path == "-" { "standard input" } else { path }
}

/// A file that was read to its end: which columns were taken, and what its rows say about one
/// another.
pub(super) struct FileRead {
    path: String,
    pub(super) columns: Columns,
    /// Whether rows needed a date.
    dates: bool,
    checks: Checks,
    /// Encoding, sheet or order of dates, where it is not the usual one.
    told: Vec<String>,
}

/// Pushes a whole file into `sink`; `-` is standard input. A file whose beginning does not tell the
/// order of day and month is read twice.
pub(super) fn read(
    path: &str,
    columns: &ColumnOptions,
    options: ReadOptions,
    sink: &mut impl Sink,
) -> Result<FileRead, Failure> {
    let first = read_once(path, columns, options.clone(), sink);
    let Err(Failure::Reading { error: ReadError::AmbiguousDates { line: None, .. }, .. }) = &first
    else {
        return first;
    };
    if path == "-" {
        return first;
    }
    match date_order(path, &columns.file(), &options) {
        Ok(Some(order)) => {
            let options = ReadOptions { date_order: Some(order), ..options };
            let mut file = read_once(path, columns, options, sink)?;
            file.told.push(told_order(order).to_owned());
            Ok(file)
        }
        _ => first,
    }
}

/// Which order later rows told.
pub(crate) const fn told_order(order: DateOrder) -> &'static str {
    match order {
        DateOrder::DayFirst => "later rows tell that dates have the day first",
        DateOrder::MonthFirst => "later rows tell that dates have the month first",
    }
}

fn read_once(
    path: &str,
    columns: &ColumnOptions,
    options: ReadOptions,
    sink: &mut impl Sink,
) -> Result<FileRead, Failure> {
    let reading_error =
        |error: ReadError| Failure::Reading { path: called(path).to_owned(), error };
    let file_error = |error: FileError| match error {
        FileError::System(error) => Failure::File { path: called(path).to_owned(), error },
        error => Failure::Source { path: called(path).to_owned(), error },
    };
    let mut file = AnswerFile::open(path, &columns.file(), &options).map_err(file_error)?;
    let dates = options.dates;
    let mut reading = Reading::new(options);
    while let Some(piece) = file.next_piece().map_err(file_error)? {
        reading.push(piece, sink).map_err(reading_error)?;
    }
    reading.finish(sink).map_err(reading_error)?;
    let columns = reading.columns().cloned().ok_or_else(|| reading_error(ReadError::Empty))?;
    Ok(FileRead {
        path: called(path).to_owned(),
        columns,
        dates,
        checks: reading.checks(),
        told: file.told().into_iter().collect(),
    })
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
    Ok(match path {
        "-" => Box::new(io::stdin().lock()),
        path => Box::new(File::open(path)?),
    })
}

impl FileRead {
    /// What was taken for what, and what was left out, on standard error.
    pub(super) fn remark(&self, scored: &Scored) {
        let path = &self.path;
        for line in self.told.iter().chain(&self.columns.told(self.dates)) {
            eprintln!("{path}: {line}");
        }
        if self.checks.left_out > 0 {
            eprintln!("{path}: {} rows left out by --where", self.checks.left_out);
        }
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
    }

    /// What makes the figure doubtful, each a sentence.
    pub(super) fn warnings(&self, scale: Option<LikelyScale>) -> Vec<String> {
        let warnings = self.columns.warnings(&self.checks);
        let mut warnings: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        warnings.extend(scale.map(|scale| scale.to_string()));
        warnings
    }

    /// The same on standard error, behind the result.
    pub(super) fn warn(&self, scale: Option<LikelyScale>) {
        for warning in self.warnings(scale) {
            eprintln!("{}: warning: {warning}", self.path);
        }
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
