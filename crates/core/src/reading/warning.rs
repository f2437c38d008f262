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
            warnings.push(Warning::NamedScale { column: score(), lowest, highest });
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
