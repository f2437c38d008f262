//! One reading of one file: a sample is held back until the columns are known, then every record
//! becomes a row, an empty answer or a bad row.

use super::columns::Columns;
use super::date::{DateOrder, day};
use super::decode::Decoder;
use super::error::{BadRow, ReadError, Reason};
use super::json_lines::JsonLines;
use super::names::Question;
use super::record::{Record, Splitter, beginning};
use super::sample::{Format, format_of, rows_of};
use super::whole::Cell;

/// How much is read before the columns are decided.
const SAMPLE_BYTES: usize = 256 << 10;

/// What to read. Columns are named as in the header, whatever the case, or by number from 1.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What was asked: decides the scale.
    pub question: Question,
    /// The scores; found by itself otherwise.
    pub score_column: Option<String>,
    /// The comments; found by themselves otherwise.
    pub comment_column: Option<String>,
    /// The dates; found by themselves otherwise.
    pub date_column: Option<String>,
    /// The segments; none otherwise.
    pub segment_column: Option<String>,
    /// Day or month first, where the file does not tell.
    pub date_order: Option<DateOrder>,
    /// Whether rows need a date: a row without a readable one is then bad.
    pub dates: bool,
}

/// One answer of the file. Texts are as they stand there.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Within the scale of the question.
    pub value: u8,
    /// Empty if there is none.
    pub comment: &'a [u8],
    /// Empty if none was asked for.
    pub segment: &'a [u8],
    /// Days since 1970, if dates are needed.
    pub day: Option<i64>,
}

/// Where rows go.
pub trait Sink {
    /// An answer.
    ///
    /// # Errors
    /// What makes going on pointless.
    fn row(&mut self, row: &Row<'_>) -> Result<(), ReadError>;
    /// Somebody who did not answer.
    fn unanswered(&mut self);
    /// A row that was not counted.
    fn bad_row(&mut self, bad: BadRow);
}

/// Takes a file in chunks of any size.
#[derive(Debug)]
pub struct Reading {
    options: Options,
    decoder: Decoder,
    sample: Vec<u8>,
    stream: Option<Stream>,
}

impl Reading {
    /// Nothing read yet.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { options, decoder: Decoder::default(), sample: Vec::new(), stream: None }
    }

    /// The columns, once they are known.
    #[must_use]
    pub fn columns(&self) -> Option<&Columns> {
        self.stream.as_ref().map(|stream| &stream.columns)
    }

    /// The next bytes of the file.
    ///
    /// # Errors
    /// When the file cannot be read at all; single rows go to [`Sink::bad_row`].
    pub fn push(&mut self, chunk: &[u8], sink: &mut impl Sink) -> Result<(), ReadError> {
        let text = self.decoder.push(chunk);
        match &mut self.stream {
            Some(stream) => stream.push(text, sink),
            None => {
                self.sample.extend_from_slice(text);
                if self.sample.len() < SAMPLE_BYTES { Ok(()) } else { self.begin(false, sink) }
            }
        }
    }

    /// The end of the file.
    ///
    /// # Errors
    /// As [`Reading::push`]; also when the file is empty.
    pub fn finish(&mut self, sink: &mut impl Sink) -> Result<(), ReadError> {
        let rest = self.decoder.finish().to_vec();
        match &mut self.stream {
            Some(stream) => stream.push(&rest, sink)?,
            None => {
                self.sample.extend_from_slice(&rest);
                self.begin(true, sink)?;
            }
        }
        self.stream.as_mut().map_or(Ok(()), |stream| stream.finish(sink))
    }

    fn begin(&mut self, whole_file: bool, sink: &mut impl Sink) -> Result<(), ReadError> {
        let sample = core::mem::take(&mut self.sample);
        let format = format_of(&sample)?;
        let rows = rows_of(&sample, format, whole_file);
        let columns = Columns::find(&rows, &self.options)?;
        let stream = self.stream.insert(Stream::new(format, columns, self.options.dates));
        stream.push(&sample, sink)
    }
}

#[derive(Debug)]
struct Stream {
    source: Source,
    rows: Rows,
    columns: Columns,
}

#[derive(Debug)]
enum Source {
    Csv(Splitter),
    Json(JsonLines),
}

impl Stream {
    fn new(format: Format, columns: Columns, dates: bool) -> Self {
        let (source, header_rows) = match format {
            Format::Csv { delimiter, named } => {
                (Source::Csv(Splitter::new(delimiter)), columns.header_rows + usize::from(named))
            }
            Format::JsonLines => (Source::Json(JsonLines::new(columns.names.clone())), 0),
        };
        let rows = Rows { header_rows, dates, last_date: Vec::new(), last_day: 0 };
        Self { source, rows, columns }
    }

    fn push(&mut self, text: &[u8], sink: &mut impl Sink) -> Result<(), ReadError> {
        let Self { source, rows, columns } = self;
        let mut each = |record: Record<'_>| rows.take(record, columns, sink);
        match source {
            Source::Csv(splitter) => splitter.push(text, &mut each),
            Source::Json(lines) => lines.push(text, &mut each),
        }
    }

    fn finish(&mut self, sink: &mut impl Sink) -> Result<(), ReadError> {
        let Self { source, rows, columns } = self;
        let mut each = |record: Record<'_>| rows.take(record, columns, sink);
        match source {
            Source::Csv(splitter) => splitter.finish(&mut each),
            Source::Json(lines) => lines.finish(&mut each),
        }
    }
}

/// From records to rows.
#[derive(Debug)]
struct Rows {
    /// Header lines still to come.
    header_rows: usize,
    dates: bool,
    /// Files are mostly sorted: the last date is mostly the next.
    last_date: Vec<u8>,
    last_day: i64,
}

impl Rows {
    fn take(
        &mut self,
        record: Record<'_>,
        columns: &Columns,
        sink: &mut impl Sink,
    ) -> Result<(), ReadError> {
        if self.header_rows > 0 {
            self.header_rows -= 1;
            return Ok(());
        }
        if let Some(reason) = record.flaw.or_else(|| surplus(&record, columns.names.len())) {
            sink.bad_row(bad(&record, columns, None, reason));
            return Ok(());
        }
        let Some(cell) = record.field(columns.score) else {
            sink.bad_row(bad(&record, columns, None, Reason::TooFewFields));
            return Ok(());
        };
        let value = match Cell::read(cell, columns.scale()) {
            Cell::Value(value) => value,
            Cell::Unanswered => {
                sink.unanswered();
                return Ok(());
            }
            Cell::Bad(reason) => {
                sink.bad_row(bad(&record, columns, Some(columns.score), reason));
                return Ok(());
            }
        };
        let field = |column: Option<usize>| {
            column.and_then(|column| record.field(column)).unwrap_or_default()
        };
        let day = self.dates.then(|| self.day(field(columns.date), columns.date_order));
        if day == Some(None) {
            sink.bad_row(bad(&record, columns, columns.date, Reason::NotADate));
            return Ok(());
        }
        sink.row(&Row {
            value,
            comment: field(columns.comment),
            segment: field(columns.segment),
            day: day.flatten(),
        })
    }

    fn day(&mut self, date: &[u8], order: DateOrder) -> Option<i64> {
        // The time of day does not matter: `2026-11-22` is ten bytes.
        let key = if date.get(4) == Some(&b'-') { date.get(..10).unwrap_or(date) } else { date };
        if self.last_date != key || key.is_empty() {
            self.last_day = day(date, order)?;
            self.last_date.clear();
            self.last_date.extend_from_slice(key);
        }
        Some(self.last_day)
    }
}

/// Fields beyond the header's are fine as long as they are empty.
#[inline]
fn surplus(record: &Record<'_>, width: usize) -> Option<Reason> {
    if record.len() <= width {
        return None;
    }
    let mut beyond = (width..record.len()).filter_map(|index| record.field(index));
    beyond.any(|field| !field.trim_ascii().is_empty()).then_some(Reason::TooManyFields)
}

fn bad(record: &Record<'_>, columns: &Columns, column: Option<usize>, reason: Reason) -> BadRow {
    let cell = column.and_then(|column| record.field(column));
    BadRow {
        line: record.line(),
        column: column.map_or("", |column| columns.name(column)).to_owned(),
        reason,
        expected: reason.expected(columns.scale()),
        value: if column.is_some() {
            beginning(cell.unwrap_or_default())
        } else {
            record.beginning()
        },
    }
}
