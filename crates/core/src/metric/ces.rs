//! CES, customer effort: two versions with opposite directions, never averaged together.
//!
//! 1.0 asks how much effort it took, 1 (very low) to 5 (very high), and lower is better (Dixon,
//! Freeman and Toman, HBR July 2010). 2.0 asks whether the company made it easy, 1 (strongly
//! disagree) to 7 (strongly agree), and higher is better (CEB 2013).

use serde::Serialize;

use super::{Distribution, percent};

/// Which question was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// "How much effort …", 1 to 5, lower is better.
    V1,
    /// "… made it easy", 1 to 7, higher is better.
    V2,
}

impl Version {
    /// Lowest and highest answer.
    #[must_use]
    pub const fn scale(self) -> (u8, u8) {
        match self {
            Self::V1 => (1, 5),
            Self::V2 => (1, 7),
        }
    }

    /// `ces1` or `ces2`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::V1 => "ces1",
            Self::V2 => "ces2",
        }
    }

    /// The version with a scale of so many steps.
    #[must_use]
    pub const fn with_steps(steps: usize) -> Option<Self> {
        match steps {
            5 => Some(Self::V1),
            7 => Some(Self::V2),
            _ => None,
        }
    }
}

/// Effort as a mean and, for version 2, as shares in per cent. `None` (null) when nobody answered
/// or the version has no such share.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ces {
    /// `ces1` or `ces2`.
    pub metric: &'static str,
    /// `lower_is_better` or `higher_is_better`.
    pub polarity: &'static str,
    /// All answers.
    pub n: u64,
    /// On the version's own scale.
    pub mean: Option<f64>,
    /// Of the mean, on the same scale.
    pub standard_error: Option<f64>,
    /// Agreed that it was easy.
    pub percent_5_to_7: Option<f64>,
    /// Agreed clearly.
    pub percent_6_to_7: Option<f64>,
    /// Found it hard.
    pub percent_1_to_3: Option<f64>,
    /// Share of 5 to 7 minus share of 1 to 3, -100 to 100.
    pub net: Option<f64>,
    /// Answers per step, lowest first.
    pub counts: Vec<u64>,
}

impl Ces {
    /// ```
    /// use outoften_core::metric::Distribution;
    /// use outoften_core::metric::ces::{Ces, Version};
    /// let answers = Distribution::from_counts(1, 7, &[1, 0, 2, 3, 10, 20, 14]).unwrap();
    /// let ces = Ces::of(&answers, Version::V2);
    /// assert_eq!((ces.mean, ces.percent_5_to_7), (Some(5.74), Some(88.0)));
    /// ```
    #[must_use]
    pub fn of(answers: &Distribution, version: Version) -> Self {
        let n = answers.n();
        let share = |from, to| match version {
            Version::V1 => None,
            Version::V2 => percent(answers.between(from, to), n),
        };
        let (easy, hard) = (share(5, 7), share(1, 3));
        Self {
            metric: version.name(),
            polarity: match version {
                Version::V1 => "lower_is_better",
                Version::V2 => "higher_is_better",
            },
            n,
            mean: answers.mean(),
            standard_error: answers.standard_error(),
            percent_5_to_7: easy,
            percent_6_to_7: share(6, 7),
            percent_1_to_3: hard,
            net: easy.zip(hard).map(|(easy, hard)| easy - hard),
            counts: answers.counts().to_vec(),
        }
    }
}
