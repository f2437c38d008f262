//! One reading of one file: a sample is held back until the columns are known, then every record
//! becomes a row, an empty answer or a bad row.

use super::columns::Columns;
use super::date::DateOrder;
use super::decode::Decoder;
use super::error::{BadRow, ReadError};
use super::json_lines::JsonLines;
use super::record::Record;
use super::rows::Rows;
use super::sample::{Format, format_of, rows_of};
use super::splitter::Splitter;
use crate::metric::Metric;

/// How much is read before the columns are decided.
const SAMPLE_BYTES: usize = 256 << 10;

/// What to read. Columns are named as in the header, whatever the case, or by number from 1.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What was asked: decides the scale.
    pub metric: Metric,
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
    /// Within the scale of the metric.
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
        let rows = Rows::new(header_rows, dates);
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
