//! Any question by period or by segment: each part's figure, how far it is from the part before it
//! or from all others, and how likely chance alone is that far off.
//!
//! The form for recommending alone, with whole reports, is [`crate::breakdown`]. Called by the
//! Studio.

use super::figure::{Difference, Figure, difference};
use crate::holm;
use crate::reading::Question;
use crate::tally::Tally;

/// One period or segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// As given.
    pub name: String,
    /// The figure of its answers.
    pub figure: Figure,
    /// From the period before, or from all other segments together; none where there is nothing to
    /// compare with.
    pub difference: Option<Difference>,
    /// The difference's p-value after Holm's correction for the number of comparisons.
    pub p_value_adjusted: Option<f64>,
}

/// Each period against the one before it, in the order given.
///
/// ```
/// use outoften_core::metric::parts::periods;
/// use outoften_core::reading::Question;
/// use outoften_core::Tally;
/// let week = |fives| Tally::from_counts([0, 90 - fives, 0, 0, 0, fives, 0, 0, 0, 0, 0]);
/// let weeks = [("1".to_owned(), week(30)), ("2".to_owned(), week(60))];
/// let parts = periods(Question::Satisfaction, &weeks);
/// assert_eq!(parts[0].difference, None);
/// assert!(parts[1].p_value_adjusted.unwrap() < 0.001);
/// ```
#[must_use]
pub fn periods(question: Question, parts: &[(String, Tally)]) -> Vec<Part> {
    let before = std::iter::once(None).chain(parts.iter().map(|(_, tally)| Some(*tally)));
    against(question, parts, before)
}

/// Each segment against all others together.
#[must_use]
pub fn segments(question: Question, parts: &[(String, Tally)]) -> Vec<Part> {
    let all = parts.iter().fold(Tally::EMPTY, |all, (_, tally)| all.merge(tally));
    let others = parts.iter().map(|(_, own)| Some(all.without(own)));
    against(question, parts, others)
}

fn against(
    question: Question,
    parts: &[(String, Tally)],
    others: impl Iterator<Item = Option<Tally>>,
) -> Vec<Part> {
    let part = |((name, tally), other): (&(String, Tally), Option<Tally>)| Part {
        name: name.clone(),
        figure: Figure::of(question, tally),
        difference: other.and_then(|other| difference(question, tally, &other)),
        p_value_adjusted: None,
    };
    let mut parts: Vec<Part> = parts.iter().zip(others).map(part).collect();
    let p_of = |part: &Part| part.difference.and_then(|difference| difference.p_value);
    let p_values: Vec<_> = parts.iter().map(p_of).collect();
    for (part, adjusted) in parts.iter_mut().zip(holm::adjusted_where_known(&p_values)) {
        part.p_value_adjusted = adjusted;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, counts: [u64; 11]) -> (String, Tally) {
        (name.to_owned(), Tally::from_counts(counts))
    }

    #[test]
    fn recommending_agrees_with_the_breakdown_of_reports() {
        let groups = [
            named("a", [9, 0, 0, 0, 0, 0, 0, 20, 0, 0, 71]),
            named("b", [30, 0, 0, 0, 0, 0, 0, 20, 0, 0, 50]),
            named("c", [5, 0, 0, 0, 0, 0, 0, 9, 0, 0, 8]),
        ];
        let options = crate::Options::default();
        for (ours, theirs) in [
            (segments(Question::Recommend, &groups), crate::breakdown::segments(&groups, &options)),
            (periods(Question::Recommend, &groups), crate::breakdown::periods(&groups, &options)),
        ] {
            for (ours, theirs) in ours.iter().zip(&theirs) {
                assert_eq!(ours.figure.value, theirs.report.nps);
                assert_eq!(ours.difference.map(|d| d.by), theirs.difference.map(|d| d.difference));
                assert_eq!(ours.p_value_adjusted, theirs.p_value_adjusted);
            }
        }
    }

    #[test]
    fn one_segment_has_nothing_to_compare_with() {
        let one = segments(Question::Ease, &[named("a", [0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0])]);
        assert_eq!((one.len(), one[0].difference), (1, None));
        assert!(periods(Question::Ease, &[]).is_empty());
    }
}
