//! The messages between the page and the reader. They may be on two threads, so everything
//! travels as text; only the file itself goes beside it.

use crate::findings::Findings;
use outoften_core::metric::Metric;
use outoften_core::reading::{DateOrder, Period, ReadOptions, RowFilter};
use outoften_core::themes::Theme;
use serde::{Deserialize, Serialize};

/// How to read a file. What is not chosen is detected.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadChoice {
    /// What was asked.
    pub metric: Metric,
    /// The column of the scores.
    pub score: Option<String>,
    /// The column of the dates; an empty name for none.
    pub date: Option<String>,
    /// The column of the comments; an empty name for none.
    pub comment: Option<String>,
    /// The column that makes segments.
    pub segment: Option<String>,
    /// `week` or `quarter` instead of months.
    pub period: Option<String>,
    /// Whether the day comes first, where the file does not tell.
    pub day_first: Option<bool>,
    /// The encoding of a text.
    pub encoding: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Only rows with these values count: columns and values.
    pub filters: Vec<(String, String)>,
    /// Count the rows that fit where many are off the scale.
    pub allow_partial: bool,
}

impl ReadChoice {
    /// What a point of the trend is.
    #[must_use]
    pub fn period(&self) -> Period {
        match self.period.as_deref() {
            Some("week") => Period::Week,
            Some("quarter") => Period::Quarter,
            _ => Period::Month,
        }
    }

    /// Whether dates are read, if there are any.
    #[must_use]
    pub fn has_dates(&self) -> bool {
        self.date.as_deref() != Some("")
    }

    /// Whether comments are read, if there are any.
    #[must_use]
    pub fn has_comments(&self) -> bool {
        self.comment.as_deref() != Some("")
    }

    /// Another sheet has other columns.
    pub fn forget_columns(&mut self) {
        *self = Self {
            metric: self.metric,
            period: self.period.take(),
            encoding: self.encoding.take(),
            sheet: self.sheet.take(),
            ..Self::default()
        };
    }

    /// The same for the core; `dates` if every row needs one.
    #[must_use]
    pub fn options(&self, dates: bool) -> ReadOptions {
        let order = |first: bool| if first { DateOrder::DayFirst } else { DateOrder::MonthFirst };
        let named = |column: &Option<String>| column.clone().filter(|name| !name.is_empty());
        let filter = |(column, value): &(String, String)| RowFilter {
            column: column.clone(),
            value: value.clone(),
        };
        ReadOptions {
            metric: self.metric,
            score_column: self.score.clone(),
            date_column: named(&self.date),
            comment_column: named(&self.comment),
            segment_column: self.segment.clone(),
            date_order: self.day_first.map(order),
            filters: self.filters.iter().map(filter).collect(),
            allow_partial: self.allow_partial,
            dates,
        }
    }
}

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
