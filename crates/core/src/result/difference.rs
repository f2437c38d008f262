//! How far two groups of different people are apart, on any metric.
//!
//! | metric | figure | interval | difference |
//! |---|---|---|---|
//! | NPS, FXF | points, -100 to 100 | adjusted Wald | [`crate::compare`] |
//! | CES | mean on its own scale | normal, of the mean | normal, of the difference of means |
//! | CSAT | per cent of 4 and 5 | Wilson | adjusted Wald of two shares (Agresti and Caffo 2000) |

use crate::compare::{Comparison, Contrast};
use crate::metric::csat::SATISFIED_FROM;
use crate::metric::{Distribution, Metric};
use crate::nps::Nps;
use crate::report::ReportOptions;
use crate::tally::Tally;

/// The first minus the second, in the metric's own unit: points of NPS and FXF, per cent of CSAT,
/// steps of CES. `None` where either has no answers.
///
/// ```
/// use outoften_core::metric::Metric;
/// use outoften_core::result::difference;
/// use outoften_core::{ReportOptions, Tally};
/// let easy = Tally::from_counts([0, 0, 0, 0, 0, 0, 10, 30, 0, 0, 0]);
/// let hard = Tally::from_counts([0, 20, 20, 0, 0, 0, 0, 0, 0, 0, 0]);
/// let options = ReportOptions::default();
/// let step = difference(Metric::Ces2, &easy, &hard, &options).unwrap();
/// assert_eq!(step.difference, 5.25);
/// assert_eq!(difference(Metric::Ces2, &easy, &Tally::EMPTY, &options), None);
/// ```
#[must_use]
pub fn difference(
    metric: Metric,
    first: &Tally,
    second: &Tally,
    options: &ReportOptions,
) -> Option<Comparison> {
    let (estimate, method): (fn(&Distribution) -> _, _) = match metric {
        Metric::Nps | Metric::Fxf => {
            let (first, second) = (Nps::of(first)?, Nps::of(second)?);
            let method = Contrast::AdjustedWald;
            return Some(Comparison::of(first, second, method, options.level));
        }
        Metric::Ces1 | Metric::Ces2 => (mean, Contrast::Wald),
        Metric::Csat => (satisfied, Contrast::AdjustedWald),
    };
    let (first, first_error) = estimate(&Distribution::of(metric, first))?;
    let (second, second_error) = estimate(&Distribution::of(metric, second))?;
    let error = first_error.hypot(second_error);
    Some(Comparison::new(first - second, error, method, options.level))
}

/// With its standard error.
fn mean(answers: &Distribution) -> Option<(f64, f64)> {
    answers.mean().zip(answers.standard_error())
}

/// The satisfied in per cent with the standard error, after one more of either kind.
fn satisfied(answers: &Distribution) -> Option<(f64, f64)> {
    let n = answers.n() as f64 + 2.0;
    let share = (answers.between(SATISFIED_FROM, u8::MAX) as f64 + 1.0) / n;
    (answers.n() > 0).then(|| (100.0 * share, 100.0 * (share * (1.0 - share) / n).sqrt()))
}
