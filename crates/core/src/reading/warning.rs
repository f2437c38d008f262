//! What makes the figure of a file doubtful, as the counts of a reading tell.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::columns::Columns;
use super::remarks::Checks;

/// A doubt about the figure of a file. Its text is for whoever typed a command; a page has its own
/// words for each code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// Many answers are off the scale, and the rest were counted all the same.
    OtherScale {
        /// The score column.
        column: String,
        /// The end of the scale that the answers need.
        highest: u8,
    },
    /// The score column's name says a shorter scale.
    NamedScale {
        /// The score column.
        column: String,
        /// Its first step.
        lowest: u8,
        /// Its last step.
        highest: u8,
    },
    /// Rows name another class than their score has.
    ClassesDisagree {
        /// The column of classes.
        column: String,
        /// How many rows.
        rows: u64,
    },
    /// The scores seem to be means of several answers each.
    Figures {
        /// The score column.
        column: String,
    },
    /// Another column says that the rows answer several questions.
    SeveralQuestions {
        /// That column.
        column: String,
        /// Its value for the question of the score.
        value: String,
    },
    /// Dates up to the twelfth seem to have day and month swapped.
    SwappedDates {
        /// The date column.
        column: String,
    },
    /// Some answers are classed and some are not, so there may be several questions in the file.
    PartlyClassed {
        /// The column of classes.
        column: String,
        /// Answers whose row names a class.
        classed: u64,
        /// Answers whose row names none.
        unclassed: u64,
    },
}

impl Warning {
    /// A name that programs can rely on.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OtherScale { .. } => "other_scale",
            Self::NamedScale { .. } => "named_scale",
            Self::ClassesDisagree { .. } => "classes_disagree",
            Self::Figures { .. } => "figures",
            Self::SeveralQuestions { .. } => "several_questions",
            Self::SwappedDates { .. } => "swapped_dates",
            Self::PartlyClassed { .. } => "partly_classed",
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherScale { column, highest } => write!(
                f,
                "the answers in column \"{column}\" look like a scale of 0 to {highest}, not 0 to 10: \
                 only the rows that fit are counted, so this score means nothing"
            ),
            Self::NamedScale { column, lowest, highest } => write!(
                f,
                "column \"{column}\" names a scale of {lowest} to {highest}, not 0 to 10: if the \
                 answers were given on it, this score means nothing"
            ),
            Self::ClassesDisagree { column, rows } => {
                let (rows, verb) = counted(*rows, "disagrees", "disagree");
                write!(f, "{rows} {verb} with the score in column \"{column}\"")
            }
            Self::Figures { column } => write!(
                f,
                "the numbers in column \"{column}\" seem to be means of several answers, not answers: \
                 if they are, this score means nothing"
            ),
            Self::SeveralQuestions { column, value } => {
                let filter = format!("{column}={value}");
                let mark = if filter.contains(' ') { "\"" } else { "" };
                write!(
                    f,
                    "column \"{column}\" says that the rows answer several questions; \
                     --where {mark}{filter}{mark} reads one of them"
                )
            }
            Self::SwappedDates { column } => write!(
                f,
                "in column \"{column}\" a spreadsheet seems to have read dates up to the twelfth with \
                 day and month swapped and left the others as texts: months may be wrong"
            ),
            Self::PartlyClassed { column, classed, unclassed } => {
                let (classed, verb) = counted(*classed, "is", "are");
                let other = if *unclassed == 1 { "is" } else { "are" };
                write!(
                    f,
                    "{classed} {verb} classed in column \"{column}\", {unclassed} {other} not: the file \
                     may hold answers to several questions; --where COLUMN=VALUE reads some of them"
                )
            }
        }
    }
}

fn counted(rows: u64, one: &'static str, many: &'static str) -> (String, &'static str) {
    if rows == 1 { ("1 row".to_owned(), one) } else { (format!("{rows} rows"), many) }
}

impl Columns {
    /// What the counts of a reading warn of.
    #[must_use]
    pub fn warnings(&self, checks: &Checks) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let score = || self.name(self.score).to_owned();
        if let Some(highest) = self.other_scale {
            warnings.push(Warning::OtherScale { column: score(), highest });
        }
        if let Some((lowest, highest)) = self.named_scale {
            let column = self.scale_named_by().to_owned();
            warnings.push(Warning::NamedScale { column, lowest, highest });
        }
        if self.means {
            warnings.push(Warning::Figures { column: score() });
        }
        if let Some((column, value)) = &self.kinds {
            let column = self.name(*column).to_owned();
            warnings.push(Warning::SeveralQuestions { column, value: value.clone() });
        }
        if let Some(date) = self.date.filter(|_| self.swapped_dates) {
            warnings.push(Warning::SwappedDates { column: self.name(date).to_owned() });
        }
        let class = || self.class.map_or("", |class| self.name(class)).to_owned();
        if checks.disagreeing > 0 {
            warnings.push(Warning::ClassesDisagree { column: class(), rows: checks.disagreeing });
        }
        if checks.classed > 0 && checks.unclassed > 0 {
            let (classed, unclassed) = (checks.classed, checks.unclassed);
            warnings.push(Warning::PartlyClassed { column: class(), classed, unclassed });
        }
        warnings
    }
}
