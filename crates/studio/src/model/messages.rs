//! What the page and the reader say to each other. They may be on two threads, so everything
//! travels as text; only the file itself goes beside it.

use super::findings::Findings;
use outoften_core::metric::Metric;
use outoften_core::reading::{Columns, DateOrder, Period, ReadOptions};
use outoften_core::themes::Theme;
use serde::{Deserialize, Serialize};

/// How to read a file. What is not named is found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What was asked.
    pub metric: Metric,
    /// The column of the scores.
    pub score: Option<String>,
    /// The column of the comments.
    pub comment: Option<String>,
    /// The column that makes segments.
    pub segment: Option<String>,
    /// `week` or `quarter` instead of months.
    pub period: Option<String>,
    /// Whether the day comes first, where the file does not tell.
    pub day_first: Option<bool>,
}

impl Choice {
    /// What a point of the trend is.
    pub fn period(&self) -> Period {
        match self.period.as_deref() {
            Some("week") => Period::Week,
            Some("quarter") => Period::Quarter,
            _ => Period::Month,
        }
    }

    /// The same for the core; `dates` as there.
    pub fn options(&self, dates: bool) -> ReadOptions {
        let order = |first: bool| if first { DateOrder::DayFirst } else { DateOrder::MonthFirst };
        ReadOptions {
            metric: self.metric,
            score_column: self.score.clone(),
            comment_column: self.comment.clone(),
            segment_column: self.segment.clone(),
            date_order: self.day_first.map(order),
            dates,
            ..ReadOptions::default()
        }
    }
}

/// Which comments are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// A class's name; empty for all.
    pub class: String,
    /// Words to look for; empty for all.
    pub needle: String,
    /// How many of them.
    pub limit: usize,
}

/// What the page asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Read the file that comes along; `name` is for the heading.
    Read {
        /// Of the file.
        name: String,
        /// How.
        choice: Choice,
    },
    /// Keep these comments, from elsewhere.
    Keep {
        /// What was asked.
        metric: Metric,
        /// Value and text.
        comments: Vec<(u8, String)>,
    },
    /// Comments that fit.
    Find(Wanted),
    /// Themes, by the stop words of a language.
    Themes(String),
}

/// What the reader says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Say {
    /// So far: share of the bytes, 0 to 1, and rows.
    Progress(f64, u64),
    /// Which columns were taken.
    Columns(Taken),
    /// The file was read to its end.
    Done(Box<Findings>),
    /// The file was not read.
    Stopped(Problem),
    /// Comments that fit, and what was asked.
    Found(Wanted, Matches),
    /// Themes.
    Themes(Vec<ThemeLine>),
    /// There is no reader: this is why.
    Broken(String),
}

/// The columns of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// All names.
    pub names: Vec<String>,
    /// The tool that wrote the file, if it was recognised.
    pub tool: Option<String>,
    /// Index of the scores.
    pub score: usize,
    /// Index of the comments.
    pub comment: Option<usize>,
    /// Index of the dates.
    pub date: Option<usize>,
}

impl Taken {
    /// From what the core found.
    pub fn of(columns: &Columns) -> Self {
        Self {
            names: columns.names.clone(),
            tool: columns.layout.map(|layout| layout.name().to_owned()),
            score: columns.score,
            comment: columns.comment,
            date: columns.date,
        }
    }

    /// The name of a column.
    pub fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }
}

/// What stands in the way of a file.
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
    /// More segments than this.
    TooManySegments(usize),
    /// The browser does not give the file's bytes.
    Unreadable,
    /// Something else, in the core's words.
    Other(String),
}

/// One person's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What they answered, on the question's scale.
    pub value: u8,
    /// Its class.
    pub class: String,
    /// What they wrote.
    pub text: String,
}

/// Comments that fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matches {
    /// How many.
    pub total: usize,
    /// The first of them.
    pub first: Vec<Words>,
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
