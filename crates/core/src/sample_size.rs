//! How many answers a statement needs: a margin of error for one score, or a difference between
//! two.
//!
//! The adjusted Wald interval carries three pseudo-answers, so it needs three answers fewer than
//! plain Wald for the same width.

use crate::argument::BadArgument;
use crate::compare::Contrast;
use crate::interval::Level;
use crate::normal;
use crate::nps::Shares;

/// The variance of one answer that a plan assumes, 0 excluded to 1.
///
/// ```
/// use outoften_core::sample_size::PlanningVariance;
/// let thirds = PlanningVariance::of_shares([1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]).unwrap();
/// assert!((thirds.get() - 2.0 / 3.0).abs() < 1e-12);
/// assert_eq!(PlanningVariance::WORST.get(), 1.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanningVariance(f64);

impl PlanningVariance {
    /// Half detractors, half promoters: no answers vary more.
    pub const WORST: Self = Self(1.0);

    /// ```
    /// use outoften_core::sample_size::PlanningVariance;
    /// assert!(PlanningVariance::new(0.61).is_ok());
    /// assert!(PlanningVariance::new(1.01).is_err());
    /// ```
    ///
    /// # Errors
    /// [`BadArgument::Variance`] unless 0 < `variance` <= 1.
    pub fn new(variance: f64) -> Result<Self, BadArgument> {
        let inside = variance > 0.0 && variance <= 1.0;
        if inside { Ok(Self(variance)) } else { Err(BadArgument::Variance) }
    }

    /// From the expected shares of detractors, passives and promoters, as fractions or per cent.
    ///
    /// ```
    /// use outoften_core::sample_size::PlanningVariance;
    /// assert!((PlanningVariance::of_shares([20.0, 30.0, 50.0]).unwrap().get() - 0.61).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    /// [`BadArgument::Shares`] when one is negative or they add up to neither 1 nor 100;
    /// [`BadArgument::Variance`] when all are in one class, where any sample would do.
    pub fn of_shares(shares: [f64; 3]) -> Result<Self, BadArgument> {
        let [detractors, passives, promoters] = shares;
        let sum = detractors + passives + promoters;
        let whole = (sum - 1.0).abs() < 1e-6 || (sum - 100.0).abs() < 1e-4;
        if !whole || shares.iter().any(|share| *share < 0.0) {
            return Err(BadArgument::Shares);
        }
        Self::new(Shares { detractors, passives, promoters }.variance().min(1.0))
    }

    /// 0 excluded to 1.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// Answers needed for an interval of plus or minus `margin` points.
///
/// ```
/// use outoften_core::compare::Contrast;
/// use outoften_core::sample_size::{PlanningVariance, for_margin};
/// use outoften_core::Level;
/// let worst = PlanningVariance::WORST;
/// assert_eq!(for_margin(5.0, worst, Level::P95, Contrast::Wald, None), Ok(1537));
/// assert_eq!(for_margin(5.0, worst, Level::P95, Contrast::AdjustedWald, None), Ok(1534));
/// ```
///
/// # Errors
/// [`BadArgument::Margin`] unless 0 < `margin` <= 100; [`BadArgument::Population`] for 0 people.
pub fn for_margin(
    margin: f64,
    variance: PlanningVariance,
    level: Level,
    method: Contrast,
    population: Option<u64>,
) -> Result<u64, BadArgument> {
    if !(margin > 0.0 && margin <= 100.0) {
        return Err(BadArgument::Margin);
    }
    let ratio = level.z() / (margin / 100.0);
    let answers = (variance.get() * ratio * ratio - pseudo_answers(method)).max(1.0);
    match population {
        None => Ok(whole_answers(answers)),
        Some(0) => Err(BadArgument::Population),
        // n / (1 + (n - 1) / N): the same margin after the correction for a finite population.
        Some(size) => {
            let size_f64 = size as f64;
            let corrected = answers * size_f64 / (size_f64 + answers - 1.0);
            Ok(whole_answers(corrected).min(size))
        }
    }
}

/// Answers needed in each of two groups to find a difference of `difference` points with the
/// chance `power`.
///
/// ```
/// use outoften_core::compare::Contrast;
/// use outoften_core::sample_size::{PlanningVariance, per_group};
/// use outoften_core::Level;
/// let thirds = PlanningVariance::new(2.0 / 3.0).unwrap();
/// assert_eq!(per_group(5.0, 0.8, thirds, Level::P95, Contrast::Wald), Ok(4187));
/// ```
///
/// # Errors
/// [`BadArgument::Difference`] unless 0 < `difference` <= 200; [`BadArgument::Power`] unless
/// 0.5 < `power` < 1.
pub fn per_group(
    difference: f64,
    power: f64,
    variance: PlanningVariance,
    level: Level,
    method: Contrast,
) -> Result<u64, BadArgument> {
    if !(difference > 0.0 && difference <= 200.0) {
        return Err(BadArgument::Difference);
    }
    if !(power > 0.5 && power < 1.0) {
        return Err(BadArgument::Power);
    }
    let ratio = (level.z() + normal::upper_quantile(1.0 - power)) / (difference / 100.0);
    Ok(whole_answers(2.0 * variance.get() * ratio * ratio - pseudo_answers(method)))
}

const fn pseudo_answers(method: Contrast) -> f64 {
    match method {
        Contrast::AdjustedWald => 3.0,
        Contrast::Wald => 0.0,
    }
}

/// Up to the next whole answer, at least one; a billionth above a whole number is that number.
fn whole_answers(answers: f64) -> u64 {
    (answers * (1.0 - 1e-12)).ceil().max(1.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_planned_is_refused() {
        let worst = PlanningVariance::WORST;
        for margin in [0.0, -5.0, 100.5, f64::NAN] {
            let result = for_margin(margin, worst, Level::P95, Contrast::Wald, None);
            assert_eq!(result, Err(BadArgument::Margin), "{margin}");
        }
        for power in [0.5, 1.0, f64::NAN] {
            let result = per_group(5.0, power, worst, Level::P95, Contrast::Wald);
            assert_eq!(result, Err(BadArgument::Power), "{power}");
        }
        assert_eq!(PlanningVariance::new(1.1), Err(BadArgument::Variance));
        assert_eq!(PlanningVariance::of_shares([0.2, 0.3, 0.4]), Err(BadArgument::Shares));
        assert_eq!(PlanningVariance::of_shares([-0.2, 0.7, 0.5]), Err(BadArgument::Shares));
        assert_eq!(PlanningVariance::of_shares([0.0, 0.0, 1.0]), Err(BadArgument::Variance));
    }

    #[test]
    fn never_more_answers_than_people() {
        let worst = PlanningVariance::WORST;
        let all = for_margin(0.01, worst, Level::P95, Contrast::Wald, Some(50));
        assert_eq!(all, Ok(50));
        let little = PlanningVariance::new(0.01).unwrap();
        for population in [None, Some(2), Some(1)] {
            let one = for_margin(100.0, little, Level::P95, Contrast::AdjustedWald, population);
            assert_eq!(one, Ok(1));
        }
    }
}
