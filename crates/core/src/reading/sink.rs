//! What comes out of a file, and where it goes.

use super::error::{BadRow, ReadError};
use super::missing::is_missing;
use super::record::Record;

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
