//! What was asked, and so which scale and which column names are looked for.

use crate::metric::Metric;

/// What was asked, and so which scale and which column names are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Question {
    /// How likely to recommend, 0 to 10.
    #[default]
    Recommend,
    /// How much effort, 1 to 5 (CES 1.0).
    Effort,
    /// Made it easy, 1 to 7 (CES 2.0).
    Ease,
    /// How satisfied, 1 to 5.
    Satisfaction,
    /// How much would you miss it, 0 to 10.
    Missing,
}

impl Question {
    /// Lowest and highest answer.
    #[must_use]
    pub const fn scale(self) -> (u8, u8) {
        self.metric().scale()
    }

    /// All questions.
    pub const ALL: [Self; 5] =
        [Self::Recommend, Self::Effort, Self::Ease, Self::Satisfaction, Self::Missing];

    /// The metric that it measures.
    ///
    /// ```
    /// use outoften_core::metric::Metric;
    /// use outoften_core::reading::Question;
    /// assert_eq!(Question::Ease.metric(), Metric::Ces2);
    /// assert_eq!(Question::of(Metric::Csat), Question::Satisfaction);
    /// ```
    #[must_use]
    pub const fn metric(self) -> Metric {
        match self {
            Self::Recommend => Metric::Nps,
            Self::Effort => Metric::Ces1,
            Self::Ease => Metric::Ces2,
            Self::Satisfaction => Metric::Csat,
            Self::Missing => Metric::Fxf,
        }
    }

    /// The question of a metric.
    #[must_use]
    pub const fn of(metric: Metric) -> Self {
        match metric {
            Metric::Nps => Self::Recommend,
            Metric::Ces1 => Self::Effort,
            Metric::Ces2 => Self::Ease,
            Metric::Csat => Self::Satisfaction,
            Metric::Fxf => Self::Missing,
        }
    }
}
