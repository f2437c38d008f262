//! A text or a workbook to findings, without a browser.
//!
//! Whether rows need a date is decided by a first look at the beginning: a file with a column of
//! dates has a trend.

use crate::comment_store::CommentStore;
use crate::file_details::FileDetails;
use crate::findings::Findings;
use crate::findings_builder::FindingsBuilder;
use crate::messages::{Problem, ReadChoice};
use outoften_answer_file::{
    Convert, Decoder, Encoding, FileError, NativeDecoder, Nowhere, Workbook,
};
use outoften_core::reading::{DateOrder, ReadError, Reading};
use std::io::Cursor;

/// Bytes of a first look; more than the core holds back for one.
pub const SAMPLE_BYTES: usize = 1_200_000;

/// How an archive begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Turns a text into findings, piece by piece.
pub struct TextReading<C> {
    decoder: Decoder<C>,
    rows: RowReading,
}

impl<C: Convert> TextReading<C> {
    /// Takes a first look at the beginning of a file.
    ///
    /// # Errors
    /// Why the file cannot be read.
    pub fn begin(choice: &ReadChoice, sample: &[u8]) -> Result<Self, Problem> {
        // Nothing of an archive is a letter; the core says what it is.
        if sample.starts_with(&GZIP) {
            return Err(RowReading::begin(choice, sample).err().unwrap_or(Problem::Empty));
        }
        let mut look: Decoder<C> = Decoder::new(encoding(choice));
        let mut text = look.push(sample).to_vec();
        text.extend_from_slice(look.finish());
        let rows = RowReading::begin(choice, &text)?;
        Ok(Self { decoder: Decoder::new(encoding(choice)), rows })
    }

    /// The next bytes of the file, from its first on.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.rows.push(self.decoder.push(bytes))
    }

    /// Rows so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows.builder.rows()
    }

    /// The findings, and the comments; `name` is the file's.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub fn finish(mut self, name: &str) -> Result<(Findings, CommentStore), Problem> {
        self.rows.push(self.decoder.finish())?;
        let encoding = self.decoder.encoding().map(|encoding| encoding.name().to_owned());
        self.rows.finish(name, FileDetails { encoding, ..FileDetails::default() })
    }
}

/// A first pass over a text whose beginning does not tell the order of day and month.
pub struct OrderPass<C> {
    decoder: Decoder<C>,
    reading: Reading,
}

impl<C: Convert> OrderPass<C> {
    /// Nothing read yet.
    #[must_use]
    pub fn new(choice: &ReadChoice) -> Self {
        let reading = Reading::for_date_order(choice.options(true));
        Self { decoder: Decoder::new(encoding(choice)), reading }
    }

    /// The next bytes of the file, from its first on; false when the rest does not matter.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        self.reading.push(self.decoder.push(bytes), &mut Nowhere).is_ok()
    }

    /// Whether the day comes first; none where the dates tell nothing, or both.
    #[must_use]
    pub fn finish(mut self) -> Option<bool> {
        self.reading.push(self.decoder.finish(), &mut Nowhere).ok()?;
        day_first(self.reading)
    }
}

fn day_first(mut first_pass: Reading) -> Option<bool> {
    first_pass.finish(&mut Nowhere).ok()?;
    first_pass.date_order().map(|order| order == DateOrder::DayFirst)
}

/// Reads a text that is at hand as a whole; its letters are decoded without a browser.
///
/// # Errors
/// Why it cannot be read.
pub fn text(
    name: &str,
    bytes: &[u8],
    choice: &ReadChoice,
) -> Result<(Findings, CommentStore), Problem> {
    let read = |choice: &ReadChoice| {
        let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
        let mut reading: TextReading<NativeDecoder> = TextReading::begin(choice, sample)?;
        reading.push(bytes)?;
        reading.finish(name)
    };
    let first = read(choice);
    if choice.day_first.is_some() || first.as_ref().err() != Some(&Problem::WhichOrder) {
        return first;
    }
    let mut pass: OrderPass<NativeDecoder> = OrderPass::new(choice);
    let told = if pass.push(bytes) { pass.finish() } else { None };
    match told {
        Some(order) => read(&ReadChoice { day_first: Some(order), ..choice.clone() }),
        None => first,
    }
}

/// Reads a workbook that is at hand as a whole; `progress` gets the number of rows so far.
///
/// # Errors
/// Why it cannot be read.
pub fn workbook(
    name: &str,
    bytes: Vec<u8>,
    choice: &ReadChoice,
    mut progress: impl FnMut(u64),
) -> Result<(Findings, CommentStore), Problem> {
    let mut book = Workbook::open(Cursor::new(bytes)).map_err(file_problem)?;
    let sheet =
        book.choose(choice.sheet.as_deref(), &choice.options(false)).map_err(file_problem)?;
    let first = read_sheet(name, &mut book, &sheet, choice, &mut progress);
    if choice.day_first.is_some() || first.as_ref().err() != Some(&Problem::WhichOrder) {
        return first;
    }
    let mut pass = Reading::for_date_order(choice.options(true));
    let read = book.lines(&sheet, |piece| pass.push(&piece, &mut Nowhere).is_ok());
    match read.ok().and_then(|()| day_first(pass)) {
        Some(order) => {
            let choice = ReadChoice { day_first: Some(order), ..choice.clone() };
            read_sheet(name, &mut book, &sheet, &choice, &mut progress)
        }
        None => first,
    }
}

fn read_sheet(
    name: &str,
    book: &mut Workbook<Cursor<Vec<u8>>>,
    sheet: &str,
    choice: &ReadChoice,
    progress: &mut impl FnMut(u64),
) -> Result<(Findings, CommentStore), Problem> {
    let sheets = book.sheets();
    let mut sample = Vec::new();
    let look = book.lines(sheet, |piece| {
        sample.extend_from_slice(&piece);
        sample.len() < SAMPLE_BYTES
    });
    look.map_err(file_problem)?;
    let mut rows = RowReading::begin(choice, &sample)?;
    let mut stopped = None;
    let read = book.lines(sheet, |piece| {
        stopped = rows.push(&piece).err();
        progress(rows.builder.rows());
        stopped.is_none()
    });
    read.map_err(file_problem)?;
    match stopped {
        Some(problem) => Err(problem),
        None => {
            let sheet = Some(sheet.to_owned());
            rows.finish(name, FileDetails { sheet, sheets, ..FileDetails::default() })
        }
    }
}

/// Rows of UTF-8, whatever they come from.
struct RowReading {
    choice: ReadChoice,
    reading: Reading,
    builder: FindingsBuilder,
}

impl RowReading {
    fn begin(choice: &ReadChoice, sample: &[u8]) -> Result<Self, Problem> {
        let mut look = Reading::new(choice.options(false));
        let mut ignored = FindingsBuilder::new(&ReadChoice::default(), false);
        look.push(sample, &mut ignored).map_err(problem)?;
        if look.columns().is_none() {
            // A sample may end within a row, or hold no row that a filter lets in.
            match look.finish(&mut ignored) {
                Ok(()) | Err(ReadError::NothingMatches) => {}
                Err(error) => return Err(problem(error)),
            }
        }
        let columns = look.columns().ok_or(Problem::Empty)?;
        let dated = choice.has_dates() && columns.date.is_some();
        Ok(Self {
            reading: Reading::new(choice.options(dated)),
            builder: FindingsBuilder::new(choice, dated),
            choice: choice.clone(),
        })
    }

    fn push(&mut self, text: &[u8]) -> Result<(), Problem> {
        self.reading.push(text, &mut self.builder).map_err(problem)
    }

    fn finish(
        mut self,
        name: &str,
        source: FileDetails,
    ) -> Result<(Findings, CommentStore), Problem> {
        self.reading.finish(&mut self.builder).map_err(problem)?;
        let columns = self.reading.columns().ok_or(Problem::Empty)?;
        let details = FileDetails {
            encoding: source.encoding,
            sheet: source.sheet,
            sheets: source.sheets,
            ..FileDetails::of(columns, &self.reading.checks(), &self.choice)
        };
        Ok(self.builder.findings(name, details))
    }
}

fn encoding(choice: &ReadChoice) -> Option<&'static Encoding> {
    choice.encoding.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()))
}

/// The core's error as what a page can help with.
fn problem(error: ReadError) -> Problem {
    match error {
        ReadError::Empty => Problem::Empty,
        ReadError::NotATable { found, advice } => {
            // What a command line would have to add is no advice here.
            let advice = advice.split(", or name the encoding").next().unwrap_or(advice);
            Problem::NotATable(found.to_owned(), advice.to_owned())
        }
        ReadError::SeveralScoreColumns { candidates } => Problem::WhichColumn(candidates),
        ReadError::NoScoreColumn { columns } if !columns.is_empty() => {
            Problem::WhichColumn(columns)
        }
        ReadError::AmbiguousDates { .. } | ReadError::MixedDates { .. } => Problem::WhichOrder,
        ReadError::OtherScale { column, highest } => Problem::OtherScale(column, highest),
        ReadError::NothingMatches => Problem::NothingMatches,
        ReadError::TooManyColumns { limit } => Problem::TooManyColumns(limit),
        ReadError::TooManySegments { limit } => Problem::TooManySegments(limit),
        other => Problem::Other(other.to_string()),
    }
}

/// The same of an error before anything was read as a table.
fn file_problem(error: FileError) -> Problem {
    match error {
        FileError::TooBig(_) => Problem::TooBig,
        FileError::Broken(_) | FileError::System(_) => Problem::BrokenWorkbook,
        FileError::NoSheet { error: ReadError::Empty, .. } => Problem::Empty,
        FileError::NoSheet { error, .. } => problem(error),
        FileError::NoSuchSheet { .. } => Problem::Other(error.to_string()),
    }
}
