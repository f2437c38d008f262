//! Whether two scores differ: difference, test and interval for two independent samples.
//!
//! Not for the same people asked twice (see [`crate::paired`]), and overlapping intervals are not a
//! test. For more than two segments at once pass the p-values through [`crate::holm`].

use serde::{Deserialize, Serialize};

use crate::choices::choices;
use crate::interval::Level;
use crate::normal;
use crate::nps::{Nps, Shares};
use crate::population::Population;

choices! {
    /// How two scores are compared.
    Contrast {
        AdjustedWald = "adjusted-wald": "both samples get 3/4, 3/2 and 3/4 pseudo-answers first; always has an answer",
        Wald = "wald": "from the scores as they are; undefined when either variance is 0 in both samples",
    }
}

/// From where to where, in the unit of what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

impl Limits {
    /// Of a difference in points, within -200..=200.
    pub(crate) fn around(difference: f64, half_width: f64) -> Self {
        Self {
            low: (difference - half_width).max(-200.0),
            high: (difference + half_width).min(200.0),
        }
    }
}

/// The first score minus the second, with its uncertainty.
///
/// The example is 60 against 30, a hundred answers each:
///
/// ```
/// use outoften_core::compare::{Comparison, Contrast};
/// use outoften_core::{Level, Nps};
/// let sixty = Nps::from_classes(10, 20, 70).unwrap();
/// let thirty = Nps::from_classes(20, 30, 50).unwrap();
/// let comparison = Comparison::of(sixty, thirty, Contrast::Wald, Level::P95);
/// assert_eq!(comparison.difference.round(), 30.0);
/// assert!((comparison.p_value.unwrap() - 0.0034).abs() < 1e-4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Signed, in points: positive when the first is higher.
    pub difference: f64,
    /// Standard error of the difference, in points.
    pub standard_error: f64,
    /// Difference over standard error; `None` (null) when the standard error is 0.
    pub z: Option<f64>,
    /// Two-sided; `None` (null) when `z` is.
    pub p_value: Option<f64>,
    /// Of the difference.
    pub interval: Limits,
    /// How it was computed.
    pub method: Contrast,
}

impl Comparison {
    /// Compares two independent samples. Turning the two round turns the sign and nothing else.
    ///
    /// ```
    /// use outoften_core::compare::{Comparison, Contrast};
    /// use outoften_core::{Level, Nps};
    /// let (a, b) = (Nps::from_classes(10, 20, 70).unwrap(), Nps::from_classes(20, 30, 50).unwrap());
    /// let comparison = Comparison::of(a, b, Contrast::AdjustedWald, Level::P95);
    /// assert_eq!(format!("{:.1}", comparison.difference), "29.1");
    /// assert_eq!(format!("{:.4}", comparison.p_value.unwrap()), "0.0041");
    /// ```
    #[must_use]
    pub fn of(first: Nps, second: Nps, method: Contrast, level: Level) -> Self {
        let estimate = |nps: Nps| Estimate::of(nps.shares(), method);
        Self::of_estimates(estimate(first), estimate(second), method, level)
    }

    /// The same where so many people could have answered in either group. Where everybody did,
    /// nothing is uncertain about that group.
    ///
    /// ```
    /// use outoften_core::compare::{Comparison, Contrast};
    /// use outoften_core::population::Population;
    /// use outoften_core::{Level, Nps};
    /// let everybody = |nps: Nps| (nps, Population::new(nps.n(), nps.n()).unwrap());
    /// let (a, b) = (Nps::from_classes(1, 2, 7).unwrap(), Nps::from_classes(2, 3, 5).unwrap());
    /// let census = Comparison::within(everybody(a), everybody(b), Contrast::AdjustedWald, Level::P95);
    /// assert_eq!(census.interval.low.round(), 30.0);
    /// assert_eq!(census.z, None);
    /// ```
    #[must_use]
    pub fn within(
        first: (Nps, Population),
        second: (Nps, Population),
        method: Contrast,
        level: Level,
    ) -> Self {
        let estimate =
            |(nps, population): (Nps, Population)| match population.information_factor(nps.n()) {
                Some(factor) => Estimate::of(nps.shares().times(factor), method),
                None => Estimate { theta: nps.shares().theta(), error_squared: 0.0 },
            };
        Self::of_estimates(estimate(first), estimate(second), method, level)
    }

    fn of_estimates(first: Estimate, second: Estimate, method: Contrast, level: Level) -> Self {
        let difference = 100.0 * (first.theta - second.theta);
        let standard_error = 100.0 * (first.error_squared + second.error_squared).sqrt();
        Self::new(difference, standard_error, method, level)
    }

    /// From a difference and its standard error, both in the metric's own unit.
    pub(crate) fn new(
        difference: f64,
        standard_error: f64,
        method: Contrast,
        level: Level,
    ) -> Self {
        let z = (standard_error > 0.0).then(|| difference / standard_error);
        Self {
            difference,
            standard_error,
            z,
            p_value: z.map(normal::two_sided_p),
            interval: Limits::around(difference, level.z() * standard_error),
            method,
        }
    }
}

/// One sample on the unit scale.
#[derive(Clone, Copy)]
struct Estimate {
    theta: f64,
    error_squared: f64,
}

impl Estimate {
    fn of(shares: Shares, method: Contrast) -> Self {
        let shares = match method {
            Contrast::AdjustedWald => shares.with_pseudo_observations(1.0),
            Contrast::Wald => shares,
        };
        Self { theta: shares.theta(), error_squared: shares.variance() / shares.n() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn samples() -> impl Strategy<Value = Nps> {
        (0_u64..500, 0_u64..500, 1_u64..500)
            .prop_map(|(d, p, q)| Nps::from_classes(d, p, q).unwrap())
    }

    proptest! {
        #[test]
        fn comparing_is_antisymmetric(a in samples(), b in samples()) {
            for method in [Contrast::Wald, Contrast::AdjustedWald] {
                let there = Comparison::of(a, b, method, Level::P95);
                let back = Comparison::of(b, a, method, Level::P95);
                prop_assert_eq!(there.difference, -back.difference);
                prop_assert_eq!(there.p_value, back.p_value);
                prop_assert_eq!(there.interval.low, -back.interval.high);
                prop_assert!(there.interval.low <= there.difference);
                prop_assert!(there.difference <= there.interval.high);
            }
        }

        #[test]
        fn a_smaller_population_never_widens(a in samples(), b in samples(), silent in 0_u64..900) {
            let within = |silent: u64| {
                let of = |nps: Nps| (nps, Population::new(nps.n() + silent, nps.n()).unwrap());
                Comparison::within(of(a), of(b), Contrast::Wald, Level::P95).standard_error
            };
            prop_assert_eq!(within(0), 0.0);
            prop_assert!(within(silent) <= within(silent + 100) + 1e-9);
        }

        #[test]
        fn a_sample_does_not_differ_from_itself(a in samples()) {
            let same = Comparison::of(a, a, Contrast::AdjustedWald, Level::P95);
            prop_assert_eq!(same.difference, 0.0);
            prop_assert_eq!(same.p_value, Some(1.0));
        }
    }
}
