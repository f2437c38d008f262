//! A result in parts: each segment against the rest, each period against the one before, with
//! p-values that stay honest however many there are.

use serde::{Deserialize, Serialize};

use super::{MetricResult, difference};
use crate::compare::Comparison;
use crate::holm;
use crate::metric::Metric;
use crate::report::{Report, ReportOptions};
use crate::tally::Tally;

/// A segment, a reason or a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segment<R = MetricResult> {
    /// Empty for the answers that have none.
    pub name: String,
    /// Of its own answers.
    #[serde(flatten)]
    pub result: R,
    /// From the rest or from the period before; `None` (null) without anything to compare with.
    pub difference: Option<Comparison>,
    /// The p-value of the difference after Holm's correction for the number of comparisons.
    pub p_value_adjusted: Option<f64>,
}

/// What a segment shows of its answers.
pub trait FromTally {
    /// A population in `options` is not used: it is that of the whole.
    fn from_tally(metric: Metric, tally: &Tally, options: &ReportOptions) -> Self;
}

impl FromTally for MetricResult {
    fn from_tally(metric: Metric, tally: &Tally, options: &ReportOptions) -> Self {
        Self::of(metric, tally, options)
    }
}

/// Of recommending, whatever the metric.
impl FromTally for Report {
    fn from_tally(_metric: Metric, tally: &Tally, options: &ReportOptions) -> Self {
        Self::of_part(tally, options)
    }
}

/// Each part against the rest of `whole`. Parts may overlap, as reasons do.
#[must_use]
pub fn against_rest<R: FromTally>(
    metric: Metric,
    parts: &[(String, Tally)],
    whole: &Tally,
    options: &ReportOptions,
) -> Vec<Segment<R>> {
    let others = parts.iter().map(|(_, own)| whole.without(own));
    compared(metric, parts, others, options)
}

/// Each period against the one before it, oldest first.
///
/// ```
/// use outoften_core::metric::Metric;
/// use outoften_core::result::{Segment, against_previous};
/// use outoften_core::{Report, ReportOptions, Tally};
/// let october = Tally::from_counts([20, 0, 0, 0, 0, 0, 0, 30, 0, 0, 50]);
/// let november = Tally::from_counts([10, 0, 0, 0, 0, 0, 0, 20, 0, 0, 70]);
/// let months = [("2026-10".into(), october), ("2026-11".into(), november)];
/// let months: Vec<Segment<Report>> =
///     against_previous(Metric::Nps, &months, &ReportOptions::default());
/// assert_eq!(months[0].difference, None);
/// let (step, p) = (months[1].difference.unwrap(), months[1].p_value_adjusted.unwrap());
/// assert_eq!(format!("{:.1} {p:.4}", step.difference), "29.1 0.0041");
/// ```
#[must_use]
pub fn against_previous<R: FromTally>(
    metric: Metric,
    parts: &[(String, Tally)],
    options: &ReportOptions,
) -> Vec<Segment<R>> {
    // The first has nothing before it, and nobody's answers are no group.
    let before = core::iter::once(Tally::EMPTY).chain(parts.iter().map(|(_, tally)| *tally));
    compared(metric, parts, before, options)
}

fn compared<R: FromTally>(
    metric: Metric,
    parts: &[(String, Tally)],
    others: impl Iterator<Item = Tally>,
    options: &ReportOptions,
) -> Vec<Segment<R>> {
    let differences: Vec<Option<Comparison>> = parts
        .iter()
        .zip(others)
        .map(|((_, own), other)| difference(metric, own, &other, options))
        .collect();
    let p_values: Vec<_> = differences.iter().map(|step| step.and_then(|it| it.p_value)).collect();
    let adjusted = holm::adjusted_where_known(&p_values);
    let segment = |(((name, tally), difference), p_value_adjusted): ((&(String, Tally), _), _)| {
        let result = R::from_tally(metric, tally, options);
        Segment { name: name.clone(), result, difference, p_value_adjusted }
    };
    parts.iter().zip(differences).zip(adjusted).map(segment).collect()
}
