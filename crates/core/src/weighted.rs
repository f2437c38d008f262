//! Scores of answers that do not count alike: weights per person, or strata with known shares.
//!
//! A raw pooled score moves when the mix of channels moves, without anybody having changed their
//! mind. Nothing shows these yet; unweighted scores are [`crate::nps`].

use crate::argument::BadArgument;
use crate::compare::Limits;
use crate::interval::Level;
use crate::nps::{Nps, Shares};
use crate::score::{Class, Score};

/// Below this effective number of answers no interval is shown.
pub const INTERVAL_FROM_EFFECTIVE_N: f64 = 5.0;

/// Weighted answers, summed so that they merge by addition.
///
/// ```
/// use outoften_core::weighted::Weighted;
/// use outoften_core::Score;
/// let mut weighted = Weighted::default();
/// for (score, weight) in [(10, 1.0), (9, 1.0), (7, 1.0), (3, 1.0), (10, 1.0)] {
///     weighted.add(Score::new(score).unwrap(), weight).unwrap();
/// }
/// let estimate = weighted.estimate().unwrap();
/// assert!((estimate.points - 40.0).abs() < 1e-12);
/// assert!((estimate.effective_n - 5.0).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weighted {
    n: u64,
    /// Sum of weights per class, detractors first.
    weights: [f64; 3],
    /// Sum of squared weights per class, detractors first.
    squares: [f64; 3],
}

/// A weighted score with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedEstimate {
    /// Points per 100.
    pub points: f64,
    /// Weighted variance of one answer, unit scale.
    pub variance: f64,
    /// Linearised standard error in points, as R's `survey::svymean`; `None` for one answer.
    pub standard_error: Option<f64>,
    /// `(sum w)^2 / sum w^2` (Kish 1965): how many equal answers these are worth.
    pub effective_n: f64,
    /// Standard error in points as if `effective_n` equal answers had been given: the safer of
    /// the two when one weight dominates.
    pub standard_error_effective: f64,
}

impl Weighted {
    /// Counts one answer.
    ///
    /// # Errors
    /// [`BadArgument::Weight`] when the weight is negative, infinite or not a number.
    pub fn add(&mut self, score: Score, weight: f64) -> Result<(), BadArgument> {
        if !(weight >= 0.0 && weight.is_finite()) {
            return Err(BadArgument::Weight);
        }
        let class = Class::ALL.iter().position(|class| *class == score.class()).unwrap_or(0);
        if let (Some(sum), Some(square)) =
            (self.weights.get_mut(class), self.squares.get_mut(class))
        {
            *sum += weight;
            *square += weight * weight;
            self.n += 1;
        }
        Ok(())
    }

    /// `None` when nothing was counted or all weights are 0.
    ///
    /// ```
    /// use outoften_core::Score;
    /// use outoften_core::weighted::Weighted;
    /// let mut dominated = Weighted::default();
    /// for (score, weight) in [(0, 50.0), (10, 1.0), (10, 1.0), (9, 1.0), (8, 1.0)] {
    ///     dominated.add(Score::new(score).unwrap(), weight).unwrap();
    /// }
    /// let estimate = dominated.estimate().unwrap();
    /// assert_eq!(format!("{:.1} {:.2}", estimate.points, estimate.effective_n), "-87.0 1.16");
    /// ```
    #[must_use]
    pub fn estimate(&self) -> Option<WeightedEstimate> {
        let [detractors, passives, promoters] = self.weights;
        let shares = Shares { detractors, passives, promoters };
        let total = shares.n();
        let squares: f64 = self.squares.iter().sum();
        if total <= 0.0 || squares <= 0.0 {
            return None;
        }
        let theta = shares.theta();
        let effective_n = total * total / squares;
        let spread: f64 = self
            .squares
            .iter()
            .zip([-1.0, 0.0, 1.0])
            .map(|(square, value)| square * (value - theta) * (value - theta))
            .sum();
        let n = self.n as f64;
        let linearised = || 100.0 * (n / (n - 1.0) * spread).sqrt() / total;
        Some(WeightedEstimate {
            points: 100.0 * theta,
            variance: shares.variance(),
            standard_error: (self.n > 1).then(linearised),
            effective_n,
            standard_error_effective: 100.0 * (shares.variance() / effective_n).sqrt(),
        })
    }
}

impl WeightedEstimate {
    /// Estimate plus and minus z linearised standard errors, within the scale; `None` below an
    /// effective n of five, where the linearisation is far too sure of itself.
    #[must_use]
    pub fn interval(&self, level: Level) -> Option<Limits> {
        let error =
            self.standard_error.filter(|_| self.effective_n >= INTERVAL_FROM_EFFECTIVE_N)?;
        let half = level.z() * error;
        Some(Limits {
            low: (self.points - half).max(-100.0),
            high: (self.points + half).min(100.0),
        })
    }
}

/// A score and its standard error over strata (channels, countries) whose shares of the whole are
/// known: `theta = sum W theta_h`, `variance = sum W^2 var_h / n_h`. Both in points. The shares
/// are scaled to add up to 1.
///
/// ```
/// use outoften_core::weighted::stratified;
/// use outoften_core::Nps;
/// let shop = Nps::from_classes(10, 20, 70).unwrap();
/// let phone = Nps::from_classes(20, 30, 50).unwrap();
/// let (points, _) = stratified(&[(0.25, shop), (0.75, phone)]).unwrap();
/// assert_eq!(points, 37.5);
/// ```
///
/// # Errors
/// [`BadArgument::Weight`] when a share is negative or not a number, or none is above 0.
pub fn stratified(strata: &[(f64, Nps)]) -> Result<(f64, f64), BadArgument> {
    let total: f64 = strata.iter().map(|(share, _)| share).sum();
    let valid = strata.iter().all(|(share, _)| *share >= 0.0) && total > 0.0 && total.is_finite();
    if !valid {
        return Err(BadArgument::Weight);
    }
    let (mut points, mut variance) = (0.0, 0.0);
    for (share, nps) in strata {
        let share = share / total;
        let error = share * nps.standard_error();
        points += share * nps.points();
        variance += error * error;
    }
    Ok((points, variance.sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_weights_are_refused() {
        let mut weighted = Weighted::default();
        for weight in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(weighted.add(Score::MAX, weight), Err(BadArgument::Weight));
        }
        assert_eq!(weighted.add(Score::MAX, 0.0), Ok(()));
        assert_eq!(weighted.estimate(), None);
        assert_eq!(stratified(&[]), Err(BadArgument::Weight));
    }

    #[test]
    fn one_stratum_is_the_plain_score() {
        let nps = Nps::from_classes(10, 20, 70).unwrap();
        let (points, error) = stratified(&[(3.0, nps)]).unwrap();
        assert_eq!((points, error), (nps.points(), nps.standard_error()));
    }
}
