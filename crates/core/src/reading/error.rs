//! What can be wrong with a file, and with one row of it.

use core::fmt;

/// The file cannot be scored. The message says what was expected and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Not a single record.
    Empty,
    /// Not a text of columns: a workbook, an archive, a JSON document.
    NotATable {
        /// What it looks like.
        found: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// No column looks like the one that is needed.
    NoScoreColumn {
        /// What the file has.
        columns: Vec<String>,
    },
    /// More than one column could hold the scores.
    SeveralScoreColumns {
        /// Which.
        candidates: Vec<String>,
    },
    /// A column that was asked for by name is not there.
    NoSuchColumn {
        /// What was asked for.
        name: String,
        /// What the file has.
        columns: Vec<String>,
    },
    /// Periods were asked for, and no column looks like dates.
    NoDateColumn {
        /// What the file has.
        columns: Vec<String>,
    },
    /// Periods were asked for, and more than one column could be the moment of the answer.
    SeveralDateColumns {
        /// Which.
        candidates: Vec<String>,
    },
    /// Periods were asked for, and the dates that there are say another moment by their names.
    OtherDates {
        /// Which.
        candidates: Vec<String>,
    },
    /// A third of the scores or more need a longer scale.
    OtherScale {
        /// The column's name.
        column: String,
        /// The end of that scale.
        highest: u8,
    },
    /// No row has the values that were asked for.
    NothingMatches,
    /// More columns than are read.
    TooManyColumns {
        /// How many are read.
        limit: usize,
    },
    /// Dates such as 03/04/2026, where day and month cannot be told apart.
    AmbiguousDates {
        /// The column's name.
        column: String,
        /// The line of the first, where those before it were of another form.
        line: Option<u64>,
    },
    /// Some dates can only have the day first, others only the month.
    MixedDates {
        /// The column's name.
        column: String,
        /// A line that contradicts the lines before it; none where the first rows do.
        line: Option<u64>,
    },
    /// Too many different values to be segments.
    TooManySegments {
        /// How many are accepted.
        limit: usize,
    },
}

impl ReadError {
    /// A name that programs can rely on.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotATable { .. } => "not_a_table",
            Self::NoScoreColumn { .. } => "no_score_column",
            Self::SeveralScoreColumns { .. } => "several_score_columns",
            Self::NoSuchColumn { .. } => "no_such_column",
            Self::NoDateColumn { .. } => "no_date_column",
            Self::SeveralDateColumns { .. } => "several_date_columns",
            Self::OtherDates { .. } => "other_dates",
            Self::OtherScale { .. } => "other_scale",
            Self::NothingMatches => "nothing_matches",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::AmbiguousDates { .. } => "ambiguous_dates",
            Self::MixedDates { .. } => "mixed_dates",
            Self::TooManySegments { .. } => "too_many_segments",
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => {
                f.write_str("the file is empty; expected a header line and one line per answer")
            }
            Self::NotATable { found, advice } => {
                write!(f, "this looks like {found}, not like CSV or JSON lines; {advice}")
            }
            Self::NoScoreColumn { columns } => write!(
                f,
                "no column looks like scores; name it with --score-column. Columns: {}",
                columns.join(", ")
            ),
            Self::SeveralScoreColumns { candidates } => write!(
                f,
                "more than one column could hold the scores; choose with --score-column. \
                 Candidates: {}",
                candidates.join(", ")
            ),
            Self::NoSuchColumn { name, columns } => {
                write!(f, "there is no column \"{name}\". Columns: {}", columns.join(", "))
            }
            Self::NoDateColumn { columns } => write!(
                f,
                "no column looks like dates; name it with --date-column. Columns: {}",
                columns.join(", ")
            ),
            Self::SeveralDateColumns { candidates } => write!(
                f,
                "more than one column could be the moment of the answer; choose with --date-column. \
                 Candidates: {}",
                candidates.join(", ")
            ),
            Self::OtherDates { candidates } => write!(
                f,
                "the dates of this file are of other moments by their names; if one is right, name \
                 it with --date-column. Columns: {}",
                candidates.join(", ")
            ),
            Self::OtherScale { column, highest } => write!(
                f,
                "the answers in column \"{column}\" look like a scale of 0 to {highest}, which is no \
                 0-to-10 scale; choose another column with --score-column, or go on with the rows \
                 that fit with --allow-partial"
            ),
            Self::NothingMatches => {
                f.write_str("no row has the values that --where asks for; check their spelling")
            }
            Self::TooManyColumns { limit } => {
                write!(f, "the file has more than {limit} columns; leave out those not needed")
            }
            Self::AmbiguousDates { column, line } => write!(
                f,
                "in column \"{column}\"{} day and month cannot be told apart; say which comes first \
                 with --date-order dmy or --date-order mdy",
                at(*line)
            ),
            Self::MixedDates { column, line } => write!(
                f,
                "in column \"{column}\"{} some dates can only have the day first, others only the \
                 month; say which comes first with --date-order dmy or --date-order mdy, the others \
                 are then bad rows",
                at(*line)
            ),
            Self::TooManySegments { limit } => write!(
                f,
                "the segment column has more than {limit} different values; choose a column with \
                 fewer, such as a country or a plan"
            ),
        }
    }
}

impl std::error::Error for ReadError {}

fn at(line: Option<u64>) -> String {
    line.map_or(String::new(), |line| format!(", line {line},"))
}

/// Why a row was not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// A number with a fraction, such as 7.5.
    NotWhole,
    /// A whole number off the scale.
    OutOfRange,
    /// Not a number.
    NotANumber,
    /// More fields than the header has.
    TooManyFields,
    /// Too few fields to reach the score.
    TooFewFields,
    /// A quotation mark that is never closed: the rest of the file went into this row.
    UnclosedQuote,
    /// A record beyond 16 MiB or 4,096 fields.
    TooLong,
    /// A line, or an element of a list, that is not a JSON object.
    NotJson,
    /// A date in no known form, where dates are needed.
    NotADate,
    /// More than one of a question's choices.
    SeveralChoices,
    /// A line below the answers that sums them up.
    Summary,
}

impl RowFault {
    /// A name that programs can rely on.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotWhole => "not_whole",
            Self::OutOfRange => "out_of_range",
            Self::NotANumber => "not_a_number",
            Self::TooManyFields => "too_many_fields",
            Self::TooFewFields => "too_few_fields",
            Self::UnclosedQuote => "unclosed_quote",
            Self::TooLong => "too_long",
            Self::NotJson => "not_json",
            Self::NotADate => "not_a_date",
            Self::SeveralChoices => "several_choices",
            Self::Summary => "summary",
        }
    }

    /// What was expected instead, on a scale from `lowest` to `highest`.
    pub(super) fn expected(self, (lowest, highest): (u8, u8)) -> String {
        let text = match self {
            Self::NotWhole | Self::OutOfRange | Self::NotANumber => {
                return format!("a whole number from {lowest} to {highest}, or nothing");
            }
            Self::TooManyFields => "as many fields as the header has",
            Self::TooFewFields => "a field in the score column",
            Self::UnclosedQuote => "a closing quotation mark before the end of the file",
            Self::TooLong => "at most 16 MiB and 4,096 fields in a row",
            Self::NotJson => "a JSON object",
            Self::NotADate => "a date such as 2026-11-22",
            Self::SeveralChoices => "one choice in the columns of a question",
            Self::Summary => "an answer, not a sum or mean below the answers",
        };
        text.to_owned()
    }
}

/// A row that was not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The line of the file it begins on, from 1.
    pub line: u64,
    /// The column's name; empty when the row as a whole is bad.
    pub column: String,
    /// Why.
    pub reason: RowFault,
    /// What was expected instead.
    pub expected: String,
    /// The beginning of what stood there.
    pub value: String,
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.column.is_empty() {
            write!(f, ", column \"{}\"", self.column)?;
        }
        write!(f, ": expected {}", self.expected)?;
        if self.value.is_empty() { Ok(()) } else { write!(f, ", found \"{}\"", self.value) }
    }
}
