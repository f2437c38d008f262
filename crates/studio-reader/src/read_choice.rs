//! What the person at the screen chose about a file.

use outoften_core::metric::Metric;
use outoften_core::reading::{DateOrder, Period, ReadOptions, RowFilter};
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
