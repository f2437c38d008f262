//! The result of any metric out of one tally, and how two such results differ.
//!
//! The collector keeps eleven counts whatever was asked; here the survey's metric says what they
//! mean. It joins [`crate::report`], [`super::ces`], [`super::csat`] and [`super::fxf`] and adds
//! no arithmetic of its own; one figure for every metric alike is [`super::figure`]. Called by the
//! collector's results.

use serde::Serialize;

use super::Metric;
use super::ces::{Ces, Version};
use super::csat::Csat;
use super::figure::{Figure, SATISFIED_FROM, distribution, estimate};
use super::fxf::Fxf;
use crate::compare::{Comparison, Contrast, Limits};
use crate::holm;
use crate::interval::wilson;
use crate::normal::two_sided_p;
use crate::nps::Nps;
use crate::reading::Question;
use crate::report::{INTERVAL_FROM_N, Options, Report};
use crate::score::Class;
use crate::tally::Tally;

/// What a survey measured. As JSON it is the metric's own result with `scale`, `classes` and
/// `answers` beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// The scale: `0-10`, `1-5` or `1-7`.
    pub scale: &'static str,
    /// How many answers bode ill, neither, well.
    pub classes: [Share; 3],
    /// How many gave each answer of the scale, the lowest first.
    pub answers: Vec<u64>,
    /// The metric's own result.
    #[serde(flatten)]
    pub result: Outcome,
}

/// A class and its part of all answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// The class.
    pub class: Class,
    /// How many.
    pub n: u64,
    /// Of all, in per cent; null when nobody answered.
    pub percent: Option<f64>,
    /// Wilson's interval, in per cent; null below five answers.
    pub interval: Option<Range>,
}

/// From where to where, in the unit of what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Range {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The result, by metric.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Outcome {
    /// NPS.
    Nps {
        /// `nps`.
        metric: &'static str,
        /// The score and all that goes with it.
        #[serde(flatten)]
        report: Report,
    },
    /// CES in one of its versions.
    Ces {
        /// Mean and shares.
        #[serde(flatten)]
        ces: Ces,
        /// Of the mean, within the scale; null below five answers.
        interval: Option<Range>,
    },
    /// CSAT.
    Csat(Csat),
    /// FXF.
    Fxf(Fxf),
}

impl Measured {
    /// ```
    /// use outoften_core::metric::{Metric, measured::Measured};
    /// use outoften_core::{Options, Tally};
    /// let tally = Tally::from_counts([0, 10, 10, 20, 30, 30, 0, 0, 0, 0, 0]);
    /// let json = serde_json::to_value(Measured::of(Metric::Csat, &tally, &Options::default()));
    /// let json = json.unwrap();
    /// assert_eq!((&json["metric"], &json["percent"]), (&"csat".into(), &60.0.into()));
    /// assert_eq!(json["answers"], serde_json::json!([10, 10, 20, 30, 30]));
    /// ```
    #[must_use]
    pub fn of(metric: Metric, tally: &Tally, options: &Options) -> Self {
        let answers: Vec<u64> = metric.scores().map(|score| tally.count(score)).collect();
        Self {
            scale: metric.scale_name(),
            classes: Class::ALL.map(|class| Share::of(metric, class, tally, options)),
            result: Outcome::of(metric, tally, options),
            answers,
        }
    }
}

impl Share {
    fn of(metric: Metric, class: Class, tally: &Tally, options: &Options) -> Self {
        let counts = |wanted: &dyn Fn(Class) -> bool| {
            let scores = metric.scores().filter(|score| wanted(metric.class(*score)));
            scores.fold(0_u64, |sum, score| sum.saturating_add(tally.count(score)))
        };
        let (n, all) = (counts(&|own| own == class), counts(&|_| true));
        let part = n as f64 / all as f64;
        let interval = (all >= INTERVAL_FROM_N).then(|| {
            let (low, high) = wilson(part, all as f64, options.level.z());
            Range { low: 100.0 * low, high: 100.0 * high }
        });
        Self { class, n, percent: (all > 0).then_some(100.0 * part), interval }
    }
}

impl Outcome {
    fn of(metric: Metric, tally: &Tally, options: &Options) -> Self {
        let question = Question::of(metric);
        let steps = || distribution(question, tally);
        let ces = |version| {
            let limits = Figure::of(question, tally).limits;
            let interval = limits.map(|(low, high)| Range { low, high });
            Self::Ces { ces: Ces::of(&steps(), version), interval }
        };
        match metric {
            Metric::Nps => {
                Self::Nps { metric: metric.name(), report: Report::of_part(tally, options) }
            }
            Metric::Ces1 => ces(Version::V1),
            Metric::Ces2 => ces(Version::V2),
            Metric::Csat => Self::Csat(Csat::of(&steps(), SATISFIED_FROM, options.level)),
            Metric::Fxf => Self::Fxf(Fxf::of(tally, options.method, options.level)),
        }
    }
}

/// The first minus the second, in the metric's own unit: points of NPS and FXF, per cent of CSAT,
/// steps of CES. `None` where either has no answers.
///
/// ```
/// use outoften_core::metric::{Metric, measured::difference};
/// use outoften_core::{Options, Tally};
/// let easy = Tally::from_counts([0, 0, 0, 0, 0, 0, 10, 30, 0, 0, 0]);
/// let hard = Tally::from_counts([0, 20, 20, 0, 0, 0, 0, 0, 0, 0, 0]);
/// let step = difference(Metric::Ces2, &easy, &hard, &Options::default()).unwrap();
/// assert_eq!(step.difference, 5.25);
/// assert_eq!(difference(Metric::Ces2, &easy, &Tally::EMPTY, &Options::default()), None);
/// ```
#[must_use]
pub fn difference(
    metric: Metric,
    first: &Tally,
    second: &Tally,
    options: &Options,
) -> Option<Comparison> {
    if matches!(metric, Metric::Nps | Metric::Fxf) {
        return Nps::of(first).zip(Nps::of(second)).map(|(first, second)| {
            Comparison::of(first, second, Contrast::AdjustedWald, options.level)
        });
    }
    let question = Question::of(metric);
    let (one, other) = (estimate(question, first)?, estimate(question, second)?);
    let adjusted = metric == Metric::Csat;
    let method = if adjusted { Contrast::AdjustedWald } else { Contrast::Wald };
    let difference = one.0 - other.0;
    let standard_error = one.1.hypot(other.1);
    let z = (standard_error > 0.0).then(|| difference / standard_error);
    let interval = Limits::around(difference, options.level.z() * standard_error);
    let p_value = z.map(two_sided_p);
    Some(Comparison { difference, standard_error, z, p_value, interval, method })
}

/// One part of a result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// A segment, a reason, a period.
    pub name: String,
    /// What it measured.
    #[serde(flatten)]
    pub measured: Measured,
    /// From the rest, or from the period before; null without anything to compare with.
    pub difference: Option<Comparison>,
    /// The p-value of the difference after Holm, for all parts together.
    pub p_value_adjusted: Option<f64>,
}

/// Each part against the rest of `whole`. Parts may overlap, as reasons do.
#[must_use]
pub fn against_the_rest(
    metric: Metric,
    parts: &[(String, Tally)],
    whole: &Tally,
    options: &Options,
) -> Vec<Part> {
    let others: Vec<Tally> = parts.iter().map(|(_, own)| whole.without(own)).collect();
    compared(metric, parts, &others, options)
}

/// Each period against the one before it, oldest first.
#[must_use]
pub fn against_the_last(metric: Metric, parts: &[(String, Tally)], options: &Options) -> Vec<Part> {
    let before = parts.iter().map(|(_, tally)| *tally);
    let others: Vec<Tally> = core::iter::once(Tally::EMPTY).chain(before).collect();
    compared(metric, parts, &others, options)
}

fn compared(
    metric: Metric,
    parts: &[(String, Tally)],
    others: &[Tally],
    options: &Options,
) -> Vec<Part> {
    let part = |((name, tally), other): (&(String, Tally), &Tally)| Part {
        name: name.clone(),
        measured: Measured::of(metric, tally, options),
        difference: difference(metric, tally, other, options),
        p_value_adjusted: None,
    };
    let mut result: Vec<Part> = parts.iter().zip(others).map(part).collect();
    let p_of = |part: &Part| part.difference.and_then(|difference| difference.p_value);
    let p_values: Vec<_> = result.iter().map(p_of).collect();
    for (part, adjusted) in result.iter_mut().zip(holm::adjusted_where_known(&p_values)) {
        part.p_value_adjusted = adjusted;
    }
    result
}

#[cfg(test)]
#[path = "measured_test.rs"]
mod tests;
