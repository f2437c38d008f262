//! Answers of another scale that fit on 0 to 10 all the same: nobody on them can be a promoter, or
//! everybody is a detractor, so their score means nothing.

use core::fmt;

use crate::tally::Tally;

/// Fewer answers may be anything.
const ANSWERS_MIN: u64 = 10;
/// One answer above a scale in fewer than so many may be a slip.
const STRAYS_ONE_IN: u64 = 50;

/// A scale that all answers lie on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LikelyScale {
    /// Its first step.
    pub lowest: u8,
    /// Its last step.
    pub highest: u8,
}

/// Shorter scales first.
const SCALES: [LikelyScale; 4] = [
    LikelyScale { lowest: 0, highest: 1 },
    LikelyScale { lowest: 1, highest: 5 },
    LikelyScale { lowest: 0, highest: 5 },
    LikelyScale { lowest: 1, highest: 7 },
];

impl LikelyScale {
    /// The scale that answers from 0 to 10 were probably given on, if it was another. A single 10
    /// among at least as many others does not hide it, nor do a few above it among very many.
    #[must_use]
    pub fn of(tally: &Tally) -> Option<Self> {
        let counts = tally.counts();
        let n = tally.n();
        let above = |highest: u8| -> u64 { counts.iter().skip(usize::from(highest) + 1).sum() };
        let below = |lowest: u8| -> u64 { counts.iter().take(usize::from(lowest)).sum() };
        let one_ten = u64::from(counts.last() == Some(&1));
        let fits = |scale: &Self, strays: u64| {
            below(scale.lowest) == 0 && above(scale.highest) <= strays && n >= ANSWERS_MIN + strays
        };
        // All on a scale tell it better than nearly all on a shorter one.
        let few = |scale: &&Self| {
            let strays = above(scale.highest);
            let only_tens = strays == one_ten;
            fits(scale, if only_tens { one_ten } else { n.saturating_sub(1) / STRAYS_ONE_IN })
        };
        let all = |scale: &&Self| fits(scale, 0);
        SCALES.iter().find(all).or_else(|| SCALES.iter().find(few)).copied()
    }
}

impl fmt::Display for LikelyScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { lowest, highest } = self;
        let joined = if *highest == 1 { "or" } else { "to" };
        write!(
            f,
            "the answers look like a scale of {lowest} {joined} {highest}, not 0 to 10: if they were \
             given on it, this score means nothing"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(counts: [u64; 11]) -> Option<(u8, u8)> {
        LikelyScale::of(&Tally::from_counts(counts)).map(|scale| (scale.lowest, scale.highest))
    }

    #[test]
    fn other_scales_are_recognised() {
        assert_eq!(scale([5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0]), Some((0, 1)));
        assert_eq!(scale([0, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0]), Some((1, 5)));
        assert_eq!(scale([0, 2, 2, 2, 2, 2, 0, 0, 0, 0, 1]), Some((1, 5)));
        assert_eq!(scale([1, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0]), Some((0, 5)));
        assert_eq!(scale([0, 2, 2, 2, 2, 2, 1, 1, 0, 0, 0]), Some((1, 7)));
        assert_eq!(scale([0, 2, 2, 2, 2, 2, 0, 0, 0, 0, 2]), None);
        assert_eq!(scale([1, 2, 2, 2, 2, 2, 0, 0, 0, 1, 0]), None);
        assert_eq!(scale([0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]), None, "too few to tell");
        assert_eq!(scale([0; 11]), None);
    }

    #[test]
    fn a_few_above_the_scale_among_very_many_do_not_hide_it() {
        assert_eq!(scale([0, 60, 60, 60, 60, 60, 0, 0, 0, 0, 2]), Some((1, 5)));
        assert_eq!(scale([0, 60, 60, 60, 60, 60, 0, 0, 1, 1, 1]), Some((1, 5)));
        assert_eq!(scale([9, 60, 60, 60, 60, 60, 0, 0, 0, 0, 2]), Some((0, 5)));
        assert_eq!(scale([0, 60, 60, 60, 60, 60, 2, 2, 0, 0, 0]), Some((1, 7)));
        assert_eq!(scale([0, 60, 60, 60, 60, 60, 0, 0, 0, 0, 8]), None);
    }
}
