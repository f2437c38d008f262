//! Words for a score: the absolute bands attributed to Bain.
//!
//! Whether a score differs from an industry's is another question: [`crate::benchmark`].
//!
//! ```
//! use outoften_core::bands::Band;
//! assert_eq!(Band::of(25.0).name(), "favourable");
//! ```

use crate::interval::Interval;

/// The absolute reading, attributed to Bain: above 0, 20, 50 and 80.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// 0 or below.
    NeedsWork,
    /// Above 0.
    Good,
    /// Above 20.
    Favourable,
    /// Above 50.
    Excellent,
    /// Above 80.
    WorldClass,
}

impl Band {
    /// The band of a score in points.
    ///
    /// ```
    /// use outoften_core::bands::Band;
    /// assert_eq!(Band::of(0.0), Band::NeedsWork);
    /// assert_eq!(Band::of(50.1), Band::Excellent);
    /// ```
    #[must_use]
    pub fn of(points: f64) -> Self {
        match points {
            points if points > 80.0 => Self::WorldClass,
            points if points > 50.0 => Self::Excellent,
            points if points > 20.0 => Self::Favourable,
            points if points > 0.0 => Self::Good,
            _ => Self::NeedsWork,
        }
    }

    /// The bands of both limits: "favourable, could be good to excellent".
    ///
    /// ```
    /// use outoften_core::bands::Band;
    /// use outoften_core::{Interval, Level, Method, Nps};
    /// let nps = Nps::from_classes(10, 20, 70).unwrap();
    /// let interval = Interval::of(nps, Method::AdjustedWald, Level::P95);
    /// assert_eq!(Band::range(&interval), (Band::Favourable, Band::Excellent));
    /// ```
    #[must_use]
    pub fn range(interval: &Interval) -> (Self, Self) {
        (Self::of(interval.low), Self::of(interval.high))
    }

    /// The name in English.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NeedsWork => "needs work",
            Self::Good => "good",
            Self::Favourable => "favourable",
            Self::Excellent => "excellent",
            Self::WorldClass => "world class",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::{Level, Method};
    use crate::nps::Nps;

    #[test]
    fn a_band_begins_above_its_mark() {
        for (mark, below, above) in [
            (0.0, Band::NeedsWork, Band::Good),
            (20.0, Band::Good, Band::Favourable),
            (50.0, Band::Favourable, Band::Excellent),
            (80.0, Band::Excellent, Band::WorldClass),
        ] {
            assert_eq!(Band::of(mark), below);
            assert_eq!(Band::of(mark + 1e-9), above);
        }
    }

    #[test]
    fn few_answers_span_several_bands() {
        let nps = Nps::from_classes(1, 2, 7).unwrap();
        let interval = Interval::of(nps, Method::AdjustedWald, Level::P95);
        assert_eq!(Band::range(&interval), (Band::Good, Band::WorldClass));
    }
}
