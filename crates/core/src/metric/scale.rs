//! Which metric a survey asks, the scale of its answers, and how well each answer bodes.
//!
//! The classes decide which follow-up is asked and how the card ends; they are not results. The
//! borders of NPS are in [`crate::score`]; those of the other metrics are here and nowhere else.

use super::ces::Version;
use crate::choices::choices;
use crate::node::{Whole, whole};
use crate::score::{Class, Score};

choices! {
    /// What is measured.
    Metric {
        Nps = "nps": "how likely to recommend, 0 to 10",
        Ces1 = "ces1": "how much effort it took, 1 to 5; lower is better",
        Ces2 = "ces2": "how easy it was made, 1 to 7",
        Csat = "csat": "how satisfied, 1 to 5",
        Fxf = "fxf": "how much the brand would be missed, 0 to 10",
    }
}

/// What is measured unless something else is said.
impl Default for Metric {
    fn default() -> Self {
        Self::Nps
    }
}

impl Metric {
    /// The lowest and the highest answer.
    ///
    /// ```
    /// use outoften_core::metric::Metric;
    /// assert_eq!(Metric::Ces2.scale(), (1, 7));
    /// ```
    #[must_use]
    pub const fn scale(self) -> (u8, u8) {
        match self {
            Self::Nps | Self::Fxf => (Score::MIN.get(), Score::MAX.get()),
            Self::Ces1 => Version::V1.scale(),
            Self::Ces2 => Version::V2.scale(),
            Self::Csat => (1, 5),
        }
    }

    /// The scale as it is stored with each answer.
    ///
    /// ```
    /// assert_eq!(outoften_core::metric::Metric::Csat.scale_name(), "1-5");
    /// ```
    #[must_use]
    pub const fn scale_name(self) -> &'static str {
        match self.scale() {
            (0, _) => "0-10",
            (_, 7) => "1-7",
            _ => "1-5",
        }
    }

    /// The accepted answers with the sentence an error says about them.
    pub(crate) const fn range(self) -> Whole {
        match self.scale() {
            (0, _) => whole!(0, 10),
            (_, 7) => whole!(1, 7),
            _ => whole!(1, 5),
        }
    }

    /// Every answer of the scale, lowest first.
    pub fn scores(self) -> impl DoubleEndedIterator<Item = Score> {
        let (lowest, highest) = self.scale();
        Score::all().filter(move |score| (lowest..=highest).contains(&score.get()))
    }

    /// The lowest and the highest value that its figure can have: points, a mean or per cent.
    #[must_use]
    pub const fn figure_range(self) -> (f64, f64) {
        match self {
            Self::Nps | Self::Fxf => (-100.0, 100.0),
            Self::Ces1 => (1.0, 5.0),
            Self::Ces2 => (1.0, 7.0),
            Self::Csat => (0.0, 100.0),
        }
    }

    /// The name of its figure in the JSON of a result.
    pub(crate) const fn figure_name(self) -> &'static str {
        match self {
            Self::Nps => "nps",
            Self::Ces1 | Self::Ces2 => "mean",
            Self::Csat => "percent",
            Self::Fxf => "fxf",
        }
    }

    /// Whether a higher figure is the better one: not so for CES 1.0.
    ///
    /// ```
    /// use outoften_core::metric::Metric;
    /// assert!(Metric::Ces2.higher_is_better() && !Metric::Ces1.higher_is_better());
    /// ```
    #[must_use]
    pub const fn higher_is_better(self) -> bool {
        !matches!(self, Self::Ces1)
    }

    /// The class of an answer as a plain number; `None` off the scale.
    ///
    /// ```
    /// use outoften_core::Class;
    /// use outoften_core::metric::Metric;
    /// assert_eq!(Metric::Ces1.class_of(1), Some(Class::Promoter));
    /// assert_eq!(Metric::Ces2.class_of(8), None);
    /// ```
    #[must_use]
    pub fn class_of(self, value: u8) -> Option<Class> {
        self.scores().find(|score| score.get() == value).map(|score| self.class(score))
    }

    /// Whether the person who gave this answer is unhappy ([`Class::Detractor`]), in the middle or
    /// happy ([`Class::Promoter`]); the good direction of each metric is taken into account.
    ///
    /// NPS and FXF: 0-6, 7-8, 9-10. CES 1.0: 4-5, 3, 1-2 (a high effort is bad). CES 2.0: 1-3, 4,
    /// 5-7. CSAT: 1-2, 3, 4-5.
    ///
    /// ```
    /// use outoften_core::metric::Metric;
    /// use outoften_core::{Class, Score};
    /// assert_eq!(Score::new(5).map(|five| Metric::Ces1.class(five)), Some(Class::Detractor));
    /// assert_eq!(Score::new(5).map(|five| Metric::Csat.class(five)), Some(Class::Promoter));
    /// ```
    #[must_use]
    pub const fn class(self, score: Score) -> Class {
        match (self, score.get()) {
            (Self::Nps | Self::Fxf, _) => score.class(),
            (Self::Ces1, 4..) | (Self::Ces2, ..4) | (Self::Csat, ..3) => Class::Detractor,
            (Self::Ces1 | Self::Csat, 3) | (Self::Ces2, 4) => Class::Passive,
            _ => Class::Promoter,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(metric: Metric) -> Vec<(u8, &'static str)> {
        metric.scores().map(|score| (score.get(), metric.class(score).name())).collect()
    }

    #[test]
    fn each_metric_has_its_own_borders() {
        let (low, middle, high) = ("detractor", "passive", "promoter");
        assert_eq!(classes(Metric::Ces1), [(1, high), (2, high), (3, middle), (4, low), (5, low)]);
        assert_eq!(
            classes(Metric::Ces2),
            [(1, low), (2, low), (3, low), (4, middle), (5, high), (6, high), (7, high)]
        );
        assert_eq!(classes(Metric::Csat), [(1, low), (2, low), (3, middle), (4, high), (5, high)]);
        assert_eq!(classes(Metric::Fxf), classes(Metric::Nps));
        assert_eq!(classes(Metric::Nps).len(), 11);
    }

    #[test]
    fn the_name_of_a_scale_is_its_ends() {
        for metric in Metric::ALL {
            let (lowest, highest) = metric.scale();
            assert_eq!(metric.scale_name(), format!("{lowest}-{highest}"));
            let range = metric.range();
            assert_eq!((range.min, range.max), (lowest.into(), highest.into()));
        }
    }
}
