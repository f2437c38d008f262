//! The messages between the page and the reader. They may be on two threads, so everything
//! travels as text; only the file itself goes beside it.

use crate::findings::Findings;
use crate::read_choice::ReadChoice;
use outoften_core::metric::Metric;
use outoften_core::themes::Theme;
use serde::{Deserialize, Serialize};

/// Which comments the page asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentQuery {
    /// A class's name; empty for all.
    pub class: String,
    /// Words to look for; empty for all.
    pub needle: String,
    /// How many of them.
    pub limit: usize,
}

/// What the page asks the reader for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ReaderRequest {
    /// Read the attached file; `name` is for the heading.
    Read {
        /// Of the file.
        name: String,
        /// How.
        choice: ReadChoice,
    },
    /// Keep these comments, from elsewhere.
    Keep {
        /// What was asked.
        metric: Metric,
        /// Value and text.
        comments: Vec<(u8, String)>,
    },
    /// Comments that fit.
    Find(CommentQuery),
    /// Themes, by the stop words of a language.
    Themes(String),
    /// Stop reading: the result is no longer needed.
    Stop,
}

/// What the reader reports to the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ReaderEvent {
    /// So far: share of the bytes, 0 to 1, and rows.
    Progress(f64, u64),
    /// The columns are known, and the rows are read now.
    Started,
    /// The file was read to its end.
    Done(Box<Findings>),
    /// The file was not read.
    Stopped(Problem),
    /// Comments that fit, and what was asked.
    Found(CommentQuery, CommentPage),
    /// Themes.
    Themes(Vec<ThemeLine>),
    /// There is no reader: this is why.
    Broken(String),
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// Not one record.
    Empty,
    /// No text of columns: what it looks like, what to do.
    NotATable(String, String),
    /// One of these columns holds the scores.
    WhichColumn(Vec<String>),
    /// Day or month first?
    WhichOrder,
    /// The answers of this column need a scale up to this.
    OtherScale(String, u8),
    /// No row has the values of the filters.
    NothingMatches,
    /// More columns than this.
    TooManyColumns(usize),
    /// More segments than this.
    TooManySegments(usize),
    /// The browser does not give the file's bytes.
    Unreadable,
    /// A workbook that is cut short, or none at all.
    BrokenWorkbook,
    /// A workbook in which more is packed than is safe to unpack.
    TooBig,
    /// Something else, in the core's words.
    Other(String),
}

/// One comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The answer, on the question's scale.
    pub value: u8,
    /// Its class.
    pub class: String,
    /// What they wrote.
    pub text: String,
}

/// The comments that match a query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentPage {
    /// How many.
    pub total: usize,
    /// The first of them.
    pub first: Vec<Comment>,
}

/// A phrase that one class uses more than the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeLine {
    /// One to three words.
    pub phrase: String,
    /// `detractor` or `promoter`.
    pub class: String,
    /// Detractors' comments with it.
    pub detractors_with: u64,
    /// Detractors' comments.
    pub detractors: u64,
    /// Promoters' comments with it.
    pub promoters_with: u64,
    /// Promoters' comments.
    pub promoters: u64,
    /// A comment with it.
    pub quote: Option<String>,
}

impl ThemeLine {
    /// From what the core found.
    pub fn of(theme: Theme) -> Self {
        Self {
            quote: theme.quotes.into_iter().next(),
            phrase: theme.phrase,
            class: theme.class.to_owned(),
            detractors_with: theme.detractors_with,
            detractors: theme.detractors,
            promoters_with: theme.promoters_with,
            promoters: theme.promoters,
        }
    }
}
