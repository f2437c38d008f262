//! What was decided about a file, for whoever wants to see it or to change it.

use crate::messages::ReadChoice;
use outoften_core::reading::{Checks, Columns, Warning};
use serde::{Deserialize, Serialize};

/// How a file was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDetails {
    /// The names of all columns.
    pub names: Vec<String>,
    /// The tool that exported the file, if it was recognised.
    pub tool: Option<String>,
    /// Index of the scores.
    pub score: usize,
    /// Another column that could hold scores.
    pub runner_up: Option<usize>,
    /// Index of the comments.
    pub comment: Option<usize>,
    /// Index of the dates.
    pub date: Option<usize>,
    /// Title lines above the header, which were skipped.
    pub titles: usize,
    /// Whether a line of names was found.
    pub has_header: bool,
    /// The encoding of a text, once a letter beyond ASCII told it.
    pub encoding: Option<String>,
    /// The sheet that was read, of a workbook.
    pub sheet: Option<String>,
    /// All sheets of a workbook.
    pub sheets: Vec<String>,
    /// Rows that the filters leave out.
    pub left_out: u64,
    /// What makes the figure doubtful.
    pub warnings: Vec<Warning>,
    /// What was read from the first rows.
    pub preview: Vec<PreviewRow>,
}

impl FileDetails {
    /// From what the core found.
    pub(crate) fn of(columns: &Columns, checks: &Checks, choice: &ReadChoice) -> Self {
        Self {
            names: columns.names.clone(),
            tool: columns.layout.map(|layout| layout.name().to_owned()),
            score: columns.score,
            runner_up: columns.runner_up,
            comment: columns.comment.filter(|_| choice.has_comments()),
            date: columns.date.filter(|_| choice.has_dates()),
            titles: columns.titles,
            has_header: columns.has_header,
            left_out: checks.left_out,
            warnings: columns.warnings(checks),
            ..Self::default()
        }
    }

    /// The name of a column.
    #[must_use]
    pub fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }
}

/// One of the first rows of a file, as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PreviewRow {
    /// An answer.
    Answer {
        /// The score.
        value: u8,
        /// Days since 1970, where there are dates.
        day: Option<i64>,
        /// The comment; empty without one.
        comment: String,
        /// The segment; empty without one.
        segment: String,
    },
    /// Nobody answered.
    NoAnswer,
    /// Not counted; why, as a sentence.
    NotCounted(String),
}
