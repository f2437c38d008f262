//! One reading of one file: a sample is held back until the columns are known, then every record
//! becomes a row, an empty answer or a bad row.

use super::columns::Columns;
use super::dates::DateOrder;
use super::decode::Decoder;
use super::error::{BadRow, ReadError};
use super::json::JsonRecords;
use super::missing::is_missing;
use super::record::Record;
use super::remarks::Checks;
use super::rows::{Need, Rows};
use super::sample::{Format, Sample, format_of};
use super::splitter::Splitter;
use crate::metric::Metric;

/// How much is read before the columns are decided.
const SAMPLE_BYTES: usize = 1 << 20;

/// What to read. Columns are named as in the header, whatever the case, or by number from 1.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
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
    /// Only rows with these values count.
    pub filters: Vec<RowFilter>,
    /// Go on where a third of the scores or more are off the scale.
    pub allow_partial: bool,
}

impl ReadOptions {
    /// All names of columns that somebody gave: each proves that there is a header.
    pub(super) fn names_given(&self) -> Vec<&str> {
        let named =
            [&self.score_column, &self.comment_column, &self.date_column, &self.segment_column];
        let named = named.into_iter().flatten().map(String::as_str);
        named.chain(self.filters.iter().map(|filter| filter.column.as_str())).collect()
    }
}

/// A value that a column must have. Of several for one column any will do; columns must all fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFilter {
    /// By name or by number from 1.
    pub column: String,
    /// The whole cell, whatever the case.
    pub value: String,
}

impl RowFilter {
    /// `COLUMN=VALUE`; the name may hold no equals sign.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (column, value) = text.split_once('=')?;
        let column = column.trim();
        (!column.is_empty())
            .then(|| Self { column: column.to_owned(), value: value.trim().to_owned() })
    }
}

/// One answer of the file. Texts are as they stand there.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Within the scale of the metric.
    pub value: u8,
    pub(super) comment: &'a [u8],
    /// Empty if none was asked for.
    pub segment: &'a [u8],
    /// Days since 1970, if dates are needed.
    pub day: Option<i64>,
    pub(super) record: Record<'a>,
}

impl<'a> Row<'a> {
    /// The comment; empty if there is none, or only a mark that says so.
    #[must_use]
    pub fn comment(&self) -> &'a [u8] {
        match core::str::from_utf8(self.comment) {
            Ok(text) if is_missing(text) => b"",
            _ => self.comment,
        }
    }

    /// The line of the file it begins on, from 1; counted when asked.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.record.line()
    }

    /// All cells of the row, in the order of the file, whichever are used.
    pub fn cells(&self) -> impl Iterator<Item = &'a [u8]> {
        let record = self.record;
        (0..record.len()).filter_map(move |index| record.field(index))
    }
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
    options: ReadOptions,
    decoder: Decoder,
    sample: Vec<u8>,
    stream: Option<Stream>,
    need: Need,
}

impl Reading {
    /// Nothing read yet.
    #[must_use]
    pub fn new(options: ReadOptions) -> Self {
        let need = if options.dates { Need::DatedAnswers } else { Need::Answers };
        Self { options, decoder: Decoder::default(), sample: Vec::new(), stream: None, need }
    }

    /// A first pass over a file whose beginning does not tell the order of day and month: no row
    /// comes out, [`Reading::date_order`] is all there is at the end.
    #[must_use]
    pub fn for_date_order(options: ReadOptions) -> Self {
        let options = ReadOptions { dates: false, ..options };
        Self { need: Need::DateOrder, ..Self::new(options) }
    }

    /// The order that the dates of a first pass tell; none where none or both are told.
    #[must_use]
    pub fn date_order(&self) -> Option<DateOrder> {
        self.stream.as_ref().and_then(|stream| stream.rows.signs.order())
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
        let Some(stream) = &mut self.stream else { return Ok(()) };
        stream.finish(sink)?;
        let checks = stream.rows.checks;
        if checks.left_out > 0 && checks.let_in == 0 {
            return Err(ReadError::NothingMatches);
        }
        Ok(())
    }

    /// What the rows so far say about one another.
    #[must_use]
    pub fn checks(&self) -> Checks {
        self.stream.as_ref().map(|stream| stream.rows.checks).unwrap_or_default()
    }

    fn begin(&mut self, whole_file: bool, sink: &mut impl Sink) -> Result<(), ReadError> {
        let bytes = core::mem::take(&mut self.sample);
        let format = format_of(&bytes)?;
        let sample = Sample::of(&bytes, format, whole_file)?;
        let columns = Columns::find(&sample, &self.options)?;
        let stream = self.stream.insert(Stream::new(format, columns, self.need));
        stream.push(&bytes, sink)
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
    Json(JsonRecords),
}

impl Stream {
    fn new(format: Format, columns: Columns, need: Need) -> Self {
        let (source, header_rows) = match format {
            Format::Csv { delimiter, named } => {
                (Source::Csv(Splitter::new(delimiter)), columns.header_rows + usize::from(named))
            }
            Format::Json(objects) => {
                (Source::Json(JsonRecords::new(objects, columns.names.clone())), 0)
            }
        };
        let rows = Rows::new(header_rows, need, columns.dates);
        Self { source, rows, columns }
    }

    fn push(&mut self, text: &[u8], sink: &mut impl Sink) -> Result<(), ReadError> {
        let Self { source, rows, columns } = self;
        let mut each = |record: Record<'_>| rows.take(record, columns, sink);
        match source {
            Source::Csv(splitter) => splitter.push(text, &mut each),
            Source::Json(objects) => objects.push(text, &mut each),
        }
    }

    fn finish(&mut self, sink: &mut impl Sink) -> Result<(), ReadError> {
        let Self { source, rows, columns } = self;
        let mut each = |record: Record<'_>| rows.take(record, columns, sink);
        match source {
            Source::Csv(splitter) => splitter.finish(&mut each),
            Source::Json(objects) => objects.finish(&mut each),
        }
    }
}
