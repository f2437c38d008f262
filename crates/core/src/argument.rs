//! What may be asked of the arithmetic, and the sentence for everything else.
//!
//! Levels, margins, populations and counts come from people: on the command line, in the Studio,
//! from JavaScript. All three show the same sentence, so it stands here once. Not for answers of
//! visitors (see [`crate::score`]) nor for rows of a file (see `crate::reading`).

use core::fmt;

/// An argument outside its range. Nothing was computed.
///
/// ```
/// use outoften_core::{BadArgument, Level};
/// let refused = Level::new(1.0);
/// assert_eq!(refused, Err(BadArgument::Level));
/// assert!(BadArgument::Level.to_string().starts_with("level must lie between 0 and 1"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadArgument {
    /// A confidence level that is not strictly between 0 and 1.
    Level,
    /// A power that is not strictly between 0.5 and 1.
    Power,
    /// A margin of error that is not within (0, 100] points.
    Margin,
    /// A difference to detect that is not within (0, 200] points.
    Difference,
    /// A planning variance that is not within (0, 1].
    Variance,
    /// Shares that are negative or do not add up to 1 or 100.
    Shares,
    /// Fewer people in the population than answers.
    Population,
    /// Not the number of counts that the metric has.
    CountsLength,
    /// A count that is negative, broken or not a number.
    Count,
    /// A weight that is negative or not a finite number.
    Weight,
    /// A response rate that is not within (0, 1].
    ResponseRate,
}

impl BadArgument {
    /// A name that programs can rely on.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Level => "bad_level",
            Self::Power => "bad_power",
            Self::Margin => "bad_margin",
            Self::Difference => "bad_difference",
            Self::Variance => "bad_variance",
            Self::Shares => "bad_shares",
            Self::Population => "bad_population",
            Self::CountsLength => "bad_counts_length",
            Self::Count => "bad_count",
            Self::Weight => "bad_weight",
            Self::ResponseRate => "bad_response_rate",
        }
    }

    /// Names the argument, its range, and what to write instead.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Level => "level must lie between 0 and 1, both excluded; write 0.95 for 95 %",
            Self::Power => "power must lie between 0.5 and 1, both excluded; write 0.8 for 80 %",
            Self::Margin => {
                "margin must be above 0 and at most 100 points; write 5 for plus or minus 5"
            }
            Self::Difference => {
                "difference must be above 0 and at most 200 points; write 10 to detect a move of 10"
            }
            Self::Variance => {
                "variance must be above 0 and at most 1, on the scale where a promoter is 1 and a \
                 detractor -1; write 1 for the worst case"
            }
            Self::Shares => {
                "shares must be three numbers from 0 up that add up to 1 or to 100: detractors, \
                 passives, promoters; write 0.2,0.3,0.5"
            }
            Self::Population => {
                "population must be a whole number not below the number of answers; leave it out \
                 if it is large or unknown"
            }
            Self::CountsLength => {
                "counts must be one whole number per step of the scale, lowest first: eleven for \
                 0 to 10"
            }
            Self::Count => "every count must be a whole number from 0 up",
            Self::Weight => "every weight must be a number from 0 up, and one of them above 0",
            Self::ResponseRate => {
                "response rate must be above 0 and at most 1; write 0.2 if one in five answered"
            }
        }
    }
}

impl fmt::Display for BadArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}

impl core::error::Error for BadArgument {}
