//! The largest parts of a result, page by page, and all that come after as one.

use crate::tally::Tally;

/// One page of parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LargestParts {
    /// The parts, by name.
    pub parts: Vec<(String, Tally)>,
    /// The counts of all smaller parts together, and how many they are; `None` on the last page.
    pub others: Option<(usize, Tally)>,
}

/// The `limit` largest parts after the `offset` largest. Equally large ones follow by name, so that
/// no part is on two pages.
///
/// ```
/// use outoften_core::result::largest;
/// use outoften_core::{Score, Tally};
/// let of = |n| {
///     let mut tally = Tally::EMPTY;
///     tally.add_many(Score::MAX, n);
///     tally
/// };
/// let parts = vec![("a".to_owned(), of(1)), ("b".to_owned(), of(5)), ("c".to_owned(), of(2))];
/// let page = largest(parts, 0, 1);
/// assert_eq!(page.parts[0].0, "b");
/// assert_eq!(page.others, Some((2, of(3))));
/// ```
#[must_use]
pub fn largest(mut parts: Vec<(String, Tally)>, offset: usize, limit: usize) -> LargestParts {
    parts.sort_by(|(a, one), (b, other)| other.n().cmp(&one.n()).then_with(|| a.cmp(b)));
    let smaller = parts.split_off(parts.len().min(offset.saturating_add(limit)));
    let mut parts = parts.split_off(parts.len().min(offset));
    parts.sort_by(|(a, _), (b, _)| a.cmp(b));
    let sum = smaller.iter().fold(Tally::EMPTY, |sum, (_, tally)| sum.merge(tally));
    LargestParts { parts, others: (!smaller.is_empty()).then_some((smaller.len(), sum)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Score;

    fn of(n: u64) -> Tally {
        let mut tally = Tally::EMPTY;
        tally.add_many(Score::MAX, n);
        tally
    }

    #[test]
    fn pages_hold_each_part_once_and_the_rest_together() {
        let parts: Vec<_> = (0..10_u64).map(|n| (format!("part {n}"), of(n / 2 + 1))).collect();
        let mut seen = Vec::new();
        for offset in (0..10).step_by(3) {
            let page = largest(parts.clone(), offset, 3);
            let left = parts.len().saturating_sub(offset + 3);
            assert_eq!(page.others.map_or(0, |(count, _)| count), left);
            let shown: u64 = page.parts.iter().map(|(_, tally)| tally.n()).sum();
            let before: u64 = seen.iter().map(|(_, tally): &(String, Tally)| tally.n()).sum();
            assert_eq!(before + shown + page.others.map_or(0, |(_, rest)| rest.n()), 30);
            seen.extend(page.parts);
        }
        seen.sort_by(|(a, _), (b, _)| a.cmp(b));
        assert_eq!(seen, parts);
        assert_eq!(largest(parts, 99, 3), LargestParts { parts: Vec::new(), others: None });
    }
}
