//! Answers of another scale that fit on 0 to 10 all the same: nobody on them can be a promoter, or
//! everybody is a detractor, so their score means nothing.

use core::fmt;

use crate::tally::Tally;

/// Fewer answers may be anything.
const ANSWERS_MIN: u64 = 10;

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
    /// among at least as many others does not hide it.
    #[must_use]
    pub fn of(tally: &Tally) -> Option<Self> {
        let counts = tally.counts();
        let tens = counts.last().copied().unwrap_or(0);
        let strays = if tens == 1 { 1 } else { 0 };
        if tally.n() < ANSWERS_MIN + strays {
            return None;
        }
        let fits = |scale: &&Self| {
            let within = (0..)
                .zip(counts)
                .filter(|(value, _)| (scale.lowest..=scale.highest).contains(value));
            within.map(|(_, count)| count).sum::<u64>() + strays == tally.n()
        };
        SCALES.iter().find(fits).copied()
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
}
