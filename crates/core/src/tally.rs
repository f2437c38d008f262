//! Eleven counts, the state of every report: how many people gave each score.
//!
//! NPS, variance, intervals and tests follow exactly from these integers, and tallies of days,
//! segments and shards merge by addition. It does not divide: that is [`crate::nps`].

use serde::{Deserialize, Serialize};

use crate::score::{Class, Score};

/// How many answers each score from 0 to 10 received. In JSON a list of the eleven counts.
///
/// ```
/// use outoften_core::{Class, Tally};
/// let tally = Tally::from_counts([0, 0, 0, 10, 0, 0, 0, 20, 0, 0, 70]);
/// assert_eq!(tally.n(), 100);
/// assert_eq!(tally.of_class(Class::Promoter), 70);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tally {
    counts: [u64; 11],
}

impl Tally {
    /// No answers.
    pub const EMPTY: Self = Self { counts: [0; 11] };

    /// Counts for the scores 0 to 10, in that order.
    #[must_use]
    pub const fn from_counts(counts: [u64; 11]) -> Self {
        Self { counts }
    }

    /// The counts for the scores 0 to 10, in that order.
    #[must_use]
    pub const fn counts(&self) -> &[u64; 11] {
        &self.counts
    }

    /// Counts one answer.
    pub fn add(&mut self, score: Score) {
        self.add_many(score, 1);
    }

    /// Counts `times` answers of the same score. Saturates instead of overflowing.
    pub fn add_many(&mut self, score: Score, times: u64) {
        if let Some(count) = self.counts.get_mut(usize::from(score.get())) {
            *count = count.saturating_add(times);
        }
    }

    /// The answers of both. Associative and commutative.
    ///
    /// ```
    /// use outoften_core::{Score, Tally};
    /// let ten: Tally = Score::new(10).into_iter().collect();
    /// assert_eq!(ten.merge(&ten).count(Score::MAX), 2);
    /// ```
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        let mut sum = *self;
        for (score, count) in other.iter() {
            sum.add_many(score, count);
        }
        sum
    }

    /// What is left without `other`, which is a part of this one. Never below nothing.
    ///
    /// ```
    /// use outoften_core::Tally;
    /// let all = Tally::from_counts([3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
    /// let part = Tally::from_counts([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
    /// assert_eq!(all.without(&part), Tally::from_counts([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    /// ```
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut rest = *self;
        for (count, own) in rest.counts.iter_mut().zip(other.counts) {
            *count = count.saturating_sub(own);
        }
        rest
    }

    /// How many answers this score received.
    #[must_use]
    pub fn count(&self, score: Score) -> u64 {
        self.counts.get(usize::from(score.get())).copied().unwrap_or(0)
    }

    /// Each score with its count, 0 first.
    pub fn iter(&self) -> impl Iterator<Item = (Score, u64)> + '_ {
        Score::all().map(|score| (score, self.count(score)))
    }

    /// How many answers fell into this class.
    #[must_use]
    pub fn of_class(&self, class: Class) -> u64 {
        self.iter()
            .filter(|(score, _)| score.class() == class)
            .fold(0, |sum, (_, count)| sum.saturating_add(count))
    }

    /// All answers: detractors, passives and promoters.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.counts.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Whether nobody has answered yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.n() == 0
    }
}

impl FromIterator<Score> for Tally {
    fn from_iter<I: IntoIterator<Item = Score>>(scores: I) -> Self {
        let mut tally = Self::EMPTY;
        scores.into_iter().for_each(|score| tally.add(score));
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tallies() -> impl Strategy<Value = Tally> {
        prop::array::uniform11(0_u64..1_000_000).prop_map(Tally::from_counts)
    }

    proptest! {
        #[test]
        fn merging_is_associative_and_commutative(a in tallies(), b in tallies(), c in tallies()) {
            prop_assert_eq!(a.merge(&b), b.merge(&a));
            prop_assert_eq!(a.merge(&b).merge(&c), a.merge(&b.merge(&c)));
            prop_assert_eq!(a.merge(&Tally::EMPTY), a);
        }

        #[test]
        fn classes_sum_to_n(tally in tallies()) {
            let sum: u64 = Class::ALL.iter().map(|class| tally.of_class(*class)).sum();
            prop_assert_eq!(sum, tally.n());
        }
    }

    #[test]
    fn counts_saturate() {
        let full = Tally::from_counts([u64::MAX; 11]);
        assert_eq!(full.merge(&full), full);
        assert_eq!(full.n(), u64::MAX);
    }
}
