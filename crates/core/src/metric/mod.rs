//! Questions other than "how likely are you to recommend us": effort, satisfaction, attachment.
//!
//! Each has its own scale, its own classes and its own good direction, so each has its own type
//! and none is ever averaged with another. Scores from 0 to 10 that are about recommending are
//! [`crate::nps`].

pub mod ces;
pub mod csat;
pub mod fxf;
mod scale;

pub use scale::Metric;

use crate::argument::BadArgument;
use crate::compare::Limits;
use crate::interval::Level;
use crate::report::INTERVAL_FROM_N;
use crate::tally::Tally;

/// How many answers each step of a scale of whole numbers received.
///
/// ```
/// use outoften_core::metric::Distribution;
/// let mut answers = Distribution::new(1, 5);
/// assert!(answers.add(5));
/// assert!(!answers.add(6));
/// assert_eq!(answers.n(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    lowest: u8,
    counts: Vec<u64>,
}

impl Distribution {
    /// An empty distribution over `lowest..=highest`.
    #[must_use]
    pub fn new(lowest: u8, highest: u8) -> Self {
        let steps = usize::from(highest.saturating_sub(lowest)) + 1;
        Self { lowest, counts: vec![0; steps] }
    }

    /// From one count per step, lowest first.
    ///
    /// # Errors
    /// [`BadArgument::CountsLength`] unless there is one count for each of `lowest..=highest`.
    pub fn from_counts(lowest: u8, highest: u8, counts: &[u64]) -> Result<Self, BadArgument> {
        let mut distribution = Self::new(lowest, highest);
        if counts.len() != distribution.counts.len() {
            return Err(BadArgument::CountsLength);
        }
        distribution.counts.copy_from_slice(counts);
        Ok(distribution)
    }

    /// The answers to a metric's question by step of its scale; what lies off it is left out.
    #[must_use]
    pub fn of(metric: Metric, tally: &Tally) -> Self {
        let (lowest, _) = metric.scale();
        Self { lowest, counts: metric.scores().map(|score| tally.count(score)).collect() }
    }

    /// Counts one answer; `false` and no change when it is off the scale.
    pub fn add(&mut self, value: u8) -> bool {
        let step = value.checked_sub(self.lowest).map(usize::from);
        let Some(count) = step.and_then(|step| self.counts.get_mut(step)) else {
            return false;
        };
        *count = count.saturating_add(1);
        true
    }

    /// One count per step, lowest first.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// All answers.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.counts.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Answers within `from..=to`.
    ///
    /// ```
    /// use outoften_core::metric::Distribution;
    /// let satisfaction = Distribution::from_counts(1, 5, &[10, 10, 20, 30, 30]).unwrap();
    /// assert_eq!(satisfaction.between(4, 5), 60);
    /// ```
    #[must_use]
    pub fn between(&self, from: u8, to: u8) -> u64 {
        self.iter()
            .filter(|(value, _)| (from..=to).contains(value))
            .fold(0, |sum, (_, count)| sum.saturating_add(count))
    }

    /// `None` when nobody answered.
    ///
    /// ```
    /// use outoften_core::metric::Distribution;
    /// let effort = Distribution::from_counts(1, 5, &[20, 15, 8, 4, 3]).unwrap();
    /// assert_eq!(effort.mean(), Some(2.1));
    /// ```
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        let n = self.n();
        let sum: f64 = self.iter().map(|(value, count)| f64::from(value) * count as f64).sum();
        (n > 0).then(|| sum / n as f64)
    }

    /// Standard error of the mean, with divisor n as everywhere; `None` when nobody answered.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        let (n, mean) = (self.n() as f64, self.mean()?);
        let spread: f64 = self
            .iter()
            .map(|(value, count)| count as f64 * (f64::from(value) - mean).powi(2))
            .sum();
        Some((spread / n / n).sqrt())
    }

    /// The normal interval of the mean, within `range`; `None` below five answers.
    pub(crate) fn interval(&self, range: (f64, f64), level: Level) -> Option<Limits> {
        let (mean, error) = self.mean().zip(self.standard_error())?;
        let half = error * level.z();
        (self.n() >= INTERVAL_FROM_N)
            .then(|| Limits { low: (mean - half).max(range.0), high: (mean + half).min(range.1) })
    }

    /// Each step with its count, lowest first.
    fn iter(&self) -> impl Iterator<Item = (u8, u64)> + '_ {
        (self.lowest..=u8::MAX).zip(self.counts.iter().copied())
    }
}

/// `part` of `n` in per cent, unrounded; `None` when `n` is 0.
fn percent(part: u64, n: u64) -> Option<f64> {
    (n > 0).then(|| (u128::from(part) * 100) as f64 / n as f64)
}

/// [`percent`] in whole per cent, halves up, in integers.
fn percent_rounded(part: u64, n: u64) -> Option<u64> {
    let (part, n) = (u128::from(part), u128::from(n));
    (n > 0).then(|| u64::try_from((200 * part + n) / (2 * n)).unwrap_or(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_answered_has_no_mean() {
        let empty = Distribution::new(1, 5);
        assert_eq!((empty.mean(), empty.standard_error()), (None, None));
        assert_eq!((percent(0, 0), percent_rounded(0, 0)), (None, None));
    }

    #[test]
    fn only_the_scale_is_counted() {
        let mut answers = Distribution::new(1, 7);
        assert!(!answers.add(0) && !answers.add(8) && answers.add(1) && answers.add(7));
        assert_eq!((answers.n(), answers.mean()), (2, Some(4.0)));
        assert_eq!(answers.standard_error(), Some(3.0 / 2.0_f64.sqrt()));
        assert!(Distribution::from_counts(1, 5, &[1, 2, 3]).is_err());
    }

    #[test]
    fn halves_go_up() {
        assert_eq!(percent_rounded(1, 8), Some(13));
        assert_eq!(percent_rounded(74, 107), Some(69));
    }
}
