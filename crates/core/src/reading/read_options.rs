//! What somebody chose before a file is read; the rest is found out.

use super::dates::DateOrder;
use crate::metric::Metric;

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
