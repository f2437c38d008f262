//! A score broken down: each segment against the rest, each period against the one before, with
//! p-values that stay honest however many there are.
//!
//! Called by the command line, the collector's results and the Studio, with tallies from wherever
//! they were counted.

use serde::Serialize;

use crate::compare::{Comparison, Contrast};
use crate::holm;
use crate::nps::Nps;
use crate::report::{Options, Report};
use crate::tally::Tally;

/// One part of the whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The segment's or period's name.
    pub name: String,
    /// Its own score.
    #[serde(flatten)]
    pub report: Report,
    /// Against the rest or against the period before; `None` (null) where there is nothing to
    /// compare with.
    pub difference: Option<Comparison>,
    /// The p-value of the difference after Holm's correction over all parts; `None` (null) where
    /// `difference` has none.
    pub p_value_adjusted: Option<f64>,
}

/// Each segment against all others together. A population in `options` is not used: it is that of
/// the whole.
///
/// ```
/// use outoften_core::breakdown::segments;
/// use outoften_core::{Options, Tally};
/// let happy = Tally::from_counts([1, 0, 0, 0, 0, 0, 0, 4, 0, 0, 95]);
/// let sad = Tally::from_counts([95, 0, 0, 0, 0, 0, 0, 4, 0, 0, 1]);
/// let parts = segments(&[("shop".into(), happy), ("phone".into(), sad)], &Options::default());
/// assert!(parts.iter().all(|part| part.p_value_adjusted < Some(1e-6)));
/// ```
///
#[must_use]
pub fn segments(parts: &[(String, Tally)], options: &Options) -> Vec<Part> {
    let whole = parts.iter().fold(Tally::EMPTY, |sum, (_, tally)| sum.merge(tally));
    let rest = |(_, own): &(String, Tally)| Nps::of(&whole.without(own));
    let others: Vec<Option<Nps>> = parts.iter().map(rest).collect();
    compared(parts, &others, options)
}

/// Each period against the one before it, in the order given; as [`segments`] otherwise.
///
/// ```
/// use outoften_core::breakdown::periods;
/// use outoften_core::{Options, Tally};
/// let october = Tally::from_counts([20, 0, 0, 0, 0, 0, 0, 30, 0, 0, 50]);
/// let november = Tally::from_counts([10, 0, 0, 0, 0, 0, 0, 20, 0, 0, 70]);
/// let parts = periods(&[("2026-10".into(), october), ("2026-11".into(), november)], &Options::default());
/// let step = parts[1].difference.unwrap();
/// assert_eq!(format!("{:.1} {:.4}", step.difference, parts[1].p_value_adjusted.unwrap()), "29.1 0.0041");
/// ```
#[must_use]
pub fn periods(parts: &[(String, Tally)], options: &Options) -> Vec<Part> {
    let before = core::iter::once(None).chain(parts.iter().map(|(_, tally)| Nps::of(tally)));
    let before: Vec<Option<Nps>> = before.take(parts.len()).collect();
    compared(parts, &before, options)
}

fn compared(parts: &[(String, Tally)], others: &[Option<Nps>], options: &Options) -> Vec<Part> {
    let mut result = Vec::with_capacity(parts.len());
    for ((name, tally), other) in parts.iter().zip(others) {
        let difference = Nps::of(tally)
            .zip(*other)
            .map(|(own, other)| Comparison::of(own, other, Contrast::AdjustedWald, options.level));
        let report = Report::of_part(tally, options);
        result.push(Part { name: name.clone(), report, difference, p_value_adjusted: None });
    }
    adjust(&mut result);
    result
}

/// Corrects for the number of comparisons that were made.
fn adjust(parts: &mut [Part]) {
    let p_of = |part: &Part| part.difference.and_then(|difference| difference.p_value);
    let p_values: Vec<_> = parts.iter().map(p_of).collect();
    for (part, adjusted) in parts.iter_mut().zip(holm::adjusted_where_known(&p_values)) {
        part.p_value_adjusted = adjusted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(detractors: u64, promoters: u64) -> Tally {
        Tally::from_counts([detractors, 0, 0, 0, 0, 0, 0, 0, 0, 0, promoters])
    }

    #[test]
    fn two_segments_differ_from_each_other_by_the_same() {
        let parts = [("a".to_owned(), tally(10, 90)), ("b".to_owned(), tally(60, 40))];
        let parts = segments(&parts, &Options::default());
        let differences: Vec<f64> =
            parts.iter().map(|part| part.difference.unwrap().difference).collect();
        assert_eq!(differences[0], -differences[1]);
        assert!(parts[0].p_value_adjusted >= parts[0].difference.unwrap().p_value);
    }

    #[test]
    fn one_segment_and_the_first_period_have_nothing_to_compare_with() {
        let one = [("a".to_owned(), tally(1, 9))];
        let options = Options::default();
        assert_eq!(segments(&one, &options)[0].difference, None);
        assert_eq!(periods(&one, &options)[0].p_value_adjusted, None);
        assert!(periods(&[], &options).is_empty());
    }

    #[test]
    fn a_step_is_the_later_minus_the_earlier() {
        let two = [("1".to_owned(), tally(50, 50)), ("2".to_owned(), tally(0, 100))];
        let parts = periods(&two, &Options::default());
        assert!(parts[1].difference.unwrap().difference > 90.0);
        assert!(parts[1].p_value_adjusted.unwrap() < 1e-6);
    }
}
