//! The same people asked twice: the change of their class, not two separate samples.
//!
//! Each pair is coded by how far the person moved, -2 (promoter to detractor) to 2, so pairs can
//! be counted and merged like a tally. For different people use [`crate::compare`].
//! Nothing shows these yet.

use crate::compare::Limits;
use crate::interval::Level;
use crate::normal;
use crate::score::{Class, Score};

/// How many people moved how far.
///
/// ```
/// use outoften_core::paired::Pairs;
/// use outoften_core::{Level, Score};
/// let score = |value| Score::new(value).unwrap();
/// let mut pairs = Pairs::default();
/// pairs.add(score(6), score(9));
/// pairs.add(score(8), score(8));
/// let change = pairs.change(Level::P95).unwrap();
/// assert_eq!(change.points, 100.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Two down, one down, unmoved, one up, two up.
    moves: [u64; 5],
}

/// The mean change with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedChange {
    /// How many people answered twice.
    pub n: u64,
    /// Later score minus earlier score of these people, -200 to 200 points.
    pub points: f64,
    /// In points, with divisor n.
    pub standard_error: f64,
    /// `None` when everybody moved alike.
    pub z: Option<f64>,
    /// Two-sided; `None` when `z` is.
    pub p_value: Option<f64>,
    /// Of the change.
    pub interval: Limits,
}

impl Pairs {
    /// Counts one person.
    pub fn add(&mut self, earlier: Score, later: Score) {
        let step = 2 + rank(later.class()) - rank(earlier.class());
        if let Some(count) = usize::try_from(step).ok().and_then(|step| self.moves.get_mut(step)) {
            *count = count.saturating_add(1);
        }
    }

    /// The people of both. Associative and commutative.
    #[must_use]
    pub fn merge(mut self, other: &Self) -> Self {
        for (count, more) in self.moves.iter_mut().zip(other.moves) {
            *count = count.saturating_add(more);
        }
        self
    }

    /// `None` when nobody answered twice.
    ///
    /// ```
    /// use outoften_core::paired::Pairs;
    /// use outoften_core::{Level, Score};
    /// let mut pairs = Pairs::default();
    /// for (earlier, later) in [(6, 7), (8, 9), (3, 8), (10, 10)] {
    ///     pairs.add(Score::new(earlier).unwrap(), Score::new(later).unwrap());
    /// }
    /// assert_eq!(format!("{:.2}", pairs.change(Level::P95).unwrap().z.unwrap()), "3.46");
    /// ```
    #[must_use]
    pub fn change(&self, level: Level) -> Option<PairedChange> {
        let n = self.moves.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
        if n == 0 {
            return None;
        }
        let mean = self.mean_of(n, |step| step);
        let variance = self.mean_of(n, |step| (step - mean) * (step - mean));
        let (points, standard_error) = (100.0 * mean, 100.0 * (variance / n as f64).sqrt());
        let z = (standard_error > 0.0).then(|| points / standard_error);
        let interval = Limits::around(points, level.z() * standard_error);
        Some(PairedChange {
            n,
            points,
            standard_error,
            z,
            p_value: z.map(normal::two_sided_p),
            interval,
        })
    }

    fn mean_of(&self, n: u64, value: impl Fn(f64) -> f64) -> f64 {
        let steps = [-2.0, -1.0, 0.0, 1.0, 2.0];
        let sum: f64 = self.moves.iter().zip(steps).map(|(k, step)| *k as f64 * value(step)).sum();
        sum / n as f64
    }
}

const fn rank(class: Class) -> i8 {
    match class {
        Class::Detractor => -1,
        Class::Passive => 0,
        Class::Promoter => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(scores: &[(u8, u8)]) -> Pairs {
        let mut pairs = Pairs::default();
        for (earlier, later) in scores {
            pairs.add(Score::new(*earlier).unwrap(), Score::new(*later).unwrap());
        }
        pairs
    }

    #[test]
    fn nobody_twice_is_no_change() {
        assert_eq!(Pairs::default().change(Level::P95), None);
    }

    #[test]
    fn moving_within_a_class_is_no_move() {
        let change = pairs(&[(0, 6), (9, 10), (7, 8)]).change(Level::P95).unwrap();
        assert_eq!((change.points, change.z), (0.0, None));
    }

    #[test]
    fn pairs_see_what_two_samples_do_not() {
        // Steps 1, 1, 1, 0: mean 0.75, variance 0.1875, standard error sqrt(0.1875 / 4).
        let change = pairs(&[(6, 7), (8, 9), (3, 8), (10, 10)]).change(Level::P95).unwrap();
        assert_eq!(change.points, 75.0);
        assert!((change.standard_error - 21.650_635_094_610_966).abs() < 1e-12);
        assert!((change.z.unwrap() - 3.464_101_615_137_755).abs() < 1e-12);
        assert!((change.p_value.unwrap() - 0.000_532_005_512_132).abs() < 1e-9);
    }

    #[test]
    fn turning_time_round_turns_the_sign() {
        let (up, down) = (pairs(&[(2, 9), (7, 8)]), pairs(&[(9, 2), (8, 7)]));
        let points = |pairs: &Pairs| pairs.change(Level::P95).unwrap().points;
        assert_eq!(points(&up), 100.0);
        assert_eq!(points(&down), -100.0);
        assert_eq!(points(&up.merge(&down)), 0.0);
    }
}
