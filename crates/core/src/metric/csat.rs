//! CSAT, customer satisfaction: the share of answers 4 and 5 on a scale from 1 to 5, not their
//! mean.

use serde::Serialize;

use super::{Distribution, percent, percent_rounded};
use crate::interval::{Level, wilson};

/// The lowest answer that counts as satisfied.
pub const SATISFIED_FROM: u8 = 4;

/// The share of the top boxes of a scale, with a Wilson interval, in per cent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Csat {
    /// Always `csat`.
    pub metric: &'static str,
    /// All answers.
    pub n: u64,
    /// Answers in the top boxes.
    pub satisfied: u64,
    /// The lowest answer that counts as satisfied: 4.
    pub satisfied_from: u8,
    /// Unrounded; `None` (null) when nobody answered.
    pub percent: Option<f64>,
    /// Whole per cent, halves up.
    pub percent_rounded: Option<u64>,
    /// Wilson, in per cent; `None` (null) below five answers.
    pub interval: Option<ShareInterval>,
    /// Answers per step, lowest first.
    pub counts: Vec<u64>,
}

/// Limits of a share in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ShareInterval {
    /// Always `wilson`.
    pub method: &'static str,
    /// The nominal coverage.
    pub level: Level,
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

impl Csat {
    /// Of answers from 1 to 5; satisfied are 4 and 5.
    ///
    /// ```
    /// use outoften_core::Level;
    /// use outoften_core::metric::Distribution;
    /// use outoften_core::metric::csat::Csat;
    /// let answers = Distribution::from_counts(1, 5, &[10, 10, 13, 32, 42]).unwrap();
    /// let csat = Csat::of(&answers, 4, Level::P95);
    /// assert_eq!((csat.n, csat.percent_rounded), (107, Some(69)));
    /// ```
    #[must_use]
    pub fn of(answers: &Distribution, satisfied_from: u8, level: Level) -> Self {
        let n = answers.n();
        let satisfied = answers.between(satisfied_from, u8::MAX);
        let shown = n >= crate::report::INTERVAL_FROM_N;
        Self {
            metric: "csat",
            n,
            satisfied,
            satisfied_from,
            percent: percent(satisfied, n),
            percent_rounded: percent_rounded(satisfied, n),
            interval: shown.then(|| ShareInterval::of(satisfied, n, level)),
            counts: answers.counts().to_vec(),
        }
    }
}

impl ShareInterval {
    fn of(part: u64, n: u64, level: Level) -> Self {
        let (low, high) = wilson(part as f64 / n as f64, n as f64, level.z());
        Self { method: "wilson", level, low: 100.0 * low, high: 100.0 * high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        // 60 of 100: 50.20 to 69.06 (Wilson 1927).
        let interval = ShareInterval::of(60, 100, Level::P95);
        assert!((interval.low - 50.200_259).abs() < 1e-5, "{}", interval.low);
        assert!((interval.high - 69.059_871).abs() < 1e-5, "{}", interval.high);
    }

    #[test]
    fn nobody_answered_is_no_share() {
        let csat = Csat::of(&Distribution::new(1, 5), 4, Level::P95);
        assert_eq!((csat.percent, csat.percent_rounded, csat.interval), (None, None, None));
    }
}
