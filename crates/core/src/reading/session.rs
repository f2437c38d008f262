//! One reading of one file: a sample is held back until the columns are known, then every record
//! becomes a row, an empty answer or a bad row.

use super::columns::Columns;
use super::dates::DateOrder;
use super::decode::Decoder;
use super::error::ReadError;
use super::json::JsonRecords;
use super::read_options::ReadOptions;
use super::record::Record;
use super::remarks::Checks;
use super::rows::{Need, Rows};
use super::sample::{Format, Sample, format_of};
use super::sink::Sink;
use super::splitter::Splitter;

/// How much is read before the columns are decided.
const SAMPLE_BYTES: usize = 1 << 20;

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
            Source::Csv(splitter) => splitter.finish(&mut each)?,
            Source::Json(objects) => objects.finish(&mut each)?,
        }
        rows.finish(columns, sink);
        Ok(())
    }
}
