//! NPS with its variance and standard error, computed exactly from the integer counts.
//!
//! There is no NPS of nothing: [`Nps::of`] gives `None` for an empty tally, and no other type here
//! has a state for it. Uncertainty is in [`crate::interval`], the printed form in
//! [`crate::report`].

use crate::score::Class;
use crate::tally::Tally;

/// The Net Promoter Score of at least one answer.
///
/// ```
/// use outoften_core::{Nps, Tally};
/// let tally = Tally::from_counts([0, 0, 0, 10, 0, 0, 0, 20, 0, 0, 70]);
/// let nps = Nps::of(&tally).expect("somebody answered");
/// assert_eq!(nps.points(), 60.0);
/// assert_eq!(Nps::of(&Tally::EMPTY), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nps {
    detractors: u64,
    passives: u64,
    promoters: u64,
}

impl Nps {
    /// `None` when nobody answered: no data is not a score of 0.
    ///
    /// ```
    /// use outoften_core::{Nps, Tally};
    /// let thirds = Tally::from_counts([341, 0, 0, 0, 0, 0, 0, 341, 0, 0, 342]);
    /// assert_eq!(Nps::of(&thirds).map(Nps::rounded), Some(0));
    /// ```
    #[must_use]
    pub fn of(tally: &Tally) -> Option<Self> {
        Self::from_classes(
            tally.of_class(Class::Detractor),
            tally.of_class(Class::Passive),
            tally.of_class(Class::Promoter),
        )
    }

    /// From the number of answers per class, where the eleven counts are not known.
    ///
    /// ```
    /// use outoften_core::Nps;
    /// assert_eq!(Nps::from_classes(20, 30, 50).map(|nps| nps.rounded()), Some(30));
    /// ```
    #[must_use]
    pub const fn from_classes(detractors: u64, passives: u64, promoters: u64) -> Option<Self> {
        if detractors == 0 && passives == 0 && promoters == 0 {
            return None;
        }
        Some(Self { detractors, passives, promoters })
    }

    /// All answers. Passives are in the denominator.
    #[must_use]
    pub const fn n(self) -> u64 {
        self.detractors.saturating_add(self.passives).saturating_add(self.promoters)
    }

    /// Promoters minus detractors per 100 answers, -100 to 100, unrounded.
    ///
    /// ```
    /// use outoften_core::Nps;
    /// assert_eq!(Nps::from_classes(20, 30, 50).unwrap().points(), 30.0);
    /// assert_eq!(Nps::from_classes(10, 20, 70).unwrap().points(), 60.0);
    /// ```
    #[must_use]
    pub fn points(self) -> f64 {
        let balance = i128::from(self.promoters) - i128::from(self.detractors);
        (balance * 100) as f64 / self.n() as f64
    }

    /// The score in whole points, half away from zero, rounded once and in integers: floating
    /// point and the language at hand (Rust, Python, JavaScript) would disagree at the halves.
    ///
    /// ```
    /// use outoften_core::Nps;
    /// let minus_twelve_and_a_half = Nps::from_classes(3, 3, 2).unwrap();
    /// assert_eq!(minus_twelve_and_a_half.points(), -12.5);
    /// assert_eq!(minus_twelve_and_a_half.rounded(), -13);
    /// ```
    #[must_use]
    pub fn rounded(self) -> i32 {
        let n = u128::from(self.n());
        let distance = u128::from(self.promoters.abs_diff(self.detractors));
        // At most 100 by construction, so the conversion cannot fail.
        let whole = i32::try_from((200 * distance + n) / (2 * n)).unwrap_or(100);
        if self.promoters < self.detractors { -whole } else { whole }
    }

    /// Variance of one answer coded -1, 0, 1, with divisor n: 0 to 1.
    ///
    /// ```
    /// use outoften_core::Nps;
    /// let nps = Nps::from_classes(20, 30, 50).unwrap();
    /// assert!((nps.variance() - 0.61).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn variance(self) -> f64 {
        self.shares().variance()
    }

    /// Standard error of [`Nps::points`], in points.
    ///
    /// ```
    /// use outoften_core::Nps;
    /// let nps = Nps::from_classes(10, 20, 70).unwrap();
    /// assert!((nps.standard_error() - 6.633_249_580_710_8).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn standard_error(self) -> f64 {
        100.0 * self.shares().standard_error()
    }

    /// The classes as real numbers, to which pseudo-observations can be added.
    #[must_use]
    pub fn shares(self) -> Shares {
        Shares {
            detractors: self.detractors as f64,
            passives: self.passives as f64,
            promoters: self.promoters as f64,
        }
    }
}

/// Answers per class as real numbers: counts, counts with pseudo-observations, or weights.
/// Everything on the unit scale, where a promoter is 1 and a detractor -1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Amount of detractors, from 0 up.
    pub detractors: f64,
    /// Amount of passives, from 0 up.
    pub passives: f64,
    /// Amount of promoters, from 0 up.
    pub promoters: f64,
}

impl Shares {
    /// The sum of the three.
    #[must_use]
    pub fn n(self) -> f64 {
        self.detractors + self.passives + self.promoters
    }

    /// Promoters minus detractors over all, -1 to 1.
    #[must_use]
    pub fn theta(self) -> f64 {
        (self.promoters - self.detractors) / self.n()
    }

    /// `Q + D - theta^2`, written as `(p (d + q) + 4 d q) / n^2`: sums of products that are not
    /// negative, so nothing cancels and the variance cannot slip below 0.
    #[must_use]
    pub fn variance(self) -> f64 {
        let (n, d, p, q) = (self.n(), self.detractors, self.passives, self.promoters);
        (p * (d + q) + 4.0 * d * q) / (n * n)
    }

    /// `sqrt(variance / n)`, on the unit scale.
    #[must_use]
    pub fn standard_error(self) -> f64 {
        (self.variance() / self.n()).sqrt()
    }

    /// Three quarters to either end and one and a half in the middle (Rocks, The American
    /// Statistician 70(4), 2016), times `scale`.
    #[must_use]
    pub fn with_pseudo_observations(self, scale: f64) -> Self {
        Self {
            detractors: self.detractors + 0.75 * scale,
            passives: self.passives + 1.5 * scale,
            promoters: self.promoters + 0.75 * scale,
        }
    }

    /// Every amount times `factor`.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self {
            detractors: self.detractors * factor,
            passives: self.passives * factor,
            promoters: self.promoters * factor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn passives_stay_in_the_denominator() {
        let nps = Nps::from_classes(20, 30, 50).unwrap();
        assert_eq!(nps.points(), 30.0);
    }

    #[test]
    fn rounded_percentages_are_not_subtracted() {
        // 33 % minus 17 % would be 16.
        let nps = Nps::from_classes(1, 3, 2).unwrap();
        assert_eq!(nps.rounded(), 17);
    }

    #[test]
    fn halves_go_away_from_zero_on_both_sides() {
        assert_eq!(Nps::from_classes(3, 3, 2).unwrap().rounded(), -13);
        assert_eq!(Nps::from_classes(2, 3, 3).unwrap().rounded(), 13);
        assert_eq!(Nps::from_classes(1, 0, 1).unwrap().points().to_string(), "0");
    }

    #[test]
    fn counts_beyond_a_byte_and_up_to_the_limit_hold() {
        assert_eq!(Nps::from_classes(0, 0, 200).unwrap().points(), 100.0);
        let full = Nps::from_classes(u64::MAX / 3, u64::MAX / 3, u64::MAX / 3).unwrap();
        assert_eq!(full.rounded(), 0);
        assert!((full.variance() - 2.0 / 3.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn score_and_variance_stay_in_range(d in 0_u64..1 << 40, p in 0_u64..1 << 40, q in 0_u64..1 << 40) {
            prop_assume!(d + p + q > 0);
            let nps = Nps::from_classes(d, p, q).unwrap();
            prop_assert!((-100.0..=100.0).contains(&nps.points()));
            prop_assert!((0.0..=1.0 + 1e-12).contains(&nps.variance()));
            prop_assert!((nps.points() - f64::from(nps.rounded())).abs() <= 0.5 + 1e-9);
            let turned = Nps::from_classes(q, p, d).unwrap();
            prop_assert_eq!(turned.rounded(), -nps.rounded());
        }
    }
}
