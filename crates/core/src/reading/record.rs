//! One record of a file: its fields, the line it begins on, and what is wrong with it as a whole.
//!
//! The readers of CSV and JSON make them, so that everything after them is the same for both.

use super::error::RowFault;

/// One record, unquoted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    bytes: &'a [u8],
    ends: &'a [usize],
    /// Bytes between fields: the delimiter, where the line is as it stands in the file.
    gap: usize,
    /// The line after the record's last.
    line_after: u64,
    /// Why it is no good, whatever its fields.
    pub(super) flaw: Option<RowFault>,
}

impl<'a> Record<'a> {
    /// Fields one after the other and where each ends, and the line after the record.
    #[inline]
    pub(super) const fn new(bytes: &'a [u8], ends: &'a [usize], line_after: u64) -> Self {
        Self { bytes, ends, gap: 0, line_after, flaw: None }
    }

    /// A line as it stands in the file, without its end.
    #[inline]
    pub(super) const fn plain(bytes: &'a [u8], ends: &'a [usize], line_after: u64) -> Self {
        Self { bytes, ends, gap: 1, line_after, flaw: None }
    }

    /// A record that is no good as a whole.
    pub(super) const fn flawed(bytes: &'a [u8], line_after: u64, reason: RowFault) -> Self {
        Self { bytes, ends: &[], gap: 0, line_after, flaw: Some(reason) }
    }

    /// How many fields it has.
    #[inline]
    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field, from 0.
    #[inline]
    pub(super) fn field(&self, index: usize) -> Option<&'a [u8]> {
        let end = *self.ends.get(index)?;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)? + self.gap,
            None => 0,
        };
        self.bytes.get(start..end)
    }

    /// All fields as text.
    pub(super) fn texts(&self) -> Vec<String> {
        (0..self.len()).filter_map(|index| self.field(index)).map(text).collect()
    }

    /// The line it begins on, from 1; counted only when somebody asks.
    pub(super) fn line(&self) -> u64 {
        let breaks = self.bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.line_after.saturating_sub(breaks + 1).max(1)
    }

    /// The line after its last.
    #[inline]
    pub(super) const fn line_after(&self) -> u64 {
        self.line_after
    }

    /// The first field that is not empty, and its place.
    pub(super) fn first_filled(&self) -> Option<(usize, &'a [u8])> {
        let mut fields = (0..self.len()).filter_map(|index| Some((index, self.field(index)?)));
        fields.find(|(_, field)| !field.trim_ascii().is_empty())
    }

    /// The beginning of everything in it, for a message.
    pub(super) fn beginning(&self) -> String {
        beginning(self.bytes)
    }
}

/// A field as text, without the white space around it.
pub(super) fn text(field: &[u8]) -> String {
    String::from_utf8_lossy(field.trim_ascii()).into_owned()
}

/// At most 80 characters of it, in one line.
pub(super) fn beginning(field: &[u8]) -> String {
    let start = field.get(..320).unwrap_or(field);
    let one_line = text(start).replace(['\n', '\r'], " ");
    one_line.chars().take(80).collect()
}
