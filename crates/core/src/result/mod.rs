//! The result of any metric out of one tally, and how two results differ.
//!
//! A tally is eleven counts whatever was asked; the metric says what they mean. The core computes
//! results, the collector writes them as JSON, the Studio reads them from there.
//!
//! ```
//! use outoften_core::metric::Metric;
//! use outoften_core::result::{MetricResult, Segment, against_rest};
//! use outoften_core::{ReportOptions, Tally};
//! let shop = Tally::from_counts([0, 0, 0, 0, 0, 0, 10, 30, 0, 0, 0]);
//! let phone = Tally::from_counts([0, 20, 20, 0, 0, 0, 0, 0, 0, 0, 0]);
//! let (both, options) = (shop.merge(&phone), ReportOptions::default());
//! let whole = MetricResult::of(Metric::Ces2, &both, &options);
//! assert_eq!(whole.figure().value, Some(4.125));
//! let parts = [("shop".into(), shop), ("phone".into(), phone)];
//! let parts: Vec<Segment> = against_rest(Metric::Ces2, &parts, &both, &options);
//! assert_eq!(parts[0].difference.unwrap().difference, 5.25);
//! assert!(parts[0].p_value_adjusted < Some(0.001));
//! ```

mod difference;
mod figure;
mod largest;
mod segment;

use serde::Serialize;

use crate::compare::Limits;
use crate::interval::wilson;
use crate::metric::ces::{Ces, Version};
use crate::metric::csat::{Csat, SATISFIED_FROM};
use crate::metric::fxf::Fxf;
use crate::metric::{Distribution, Metric};
use crate::report::{INTERVAL_FROM_N, Report, ReportOptions};
use crate::score::Class;
use crate::tally::Tally;

pub use difference::difference;
pub use figure::{Figure, Summary};
pub use largest::{LargestParts, largest};
pub use segment::{FromTally, Segment, against_previous, against_rest};

/// What a survey measured. As JSON it is the metric's own result with `scale`, `classes` and
/// `answers` beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MetricResult {
    /// The scale: `0-10`, `1-5` or `1-7`.
    pub scale: &'static str,
    /// How many are unhappy, in between, happy.
    pub classes: [ClassShare; 3],
    /// How many gave each answer of the scale, the lowest first.
    pub answers: Vec<u64>,
    /// The metric's own result.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// A class and its share of all answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ClassShare {
    /// The class.
    pub class: Class,
    /// How many.
    pub n: u64,
    /// Of all, in per cent; null when nobody answered.
    pub percent: Option<f64>,
    /// Wilson's interval, in per cent; null below five answers.
    pub interval: Option<Limits>,
}

/// The result, by metric.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Outcome {
    /// NPS.
    Nps {
        /// `nps`.
        metric: Metric,
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
        interval: Option<Limits>,
    },
    /// CSAT.
    Csat(Csat),
    /// FXF.
    Fxf(Fxf),
}

impl MetricResult {
    /// ```
    /// use outoften_core::metric::Metric;
    /// use outoften_core::result::MetricResult;
    /// use outoften_core::{ReportOptions, Tally};
    /// let tally = Tally::from_counts([0, 10, 10, 20, 30, 30, 0, 0, 0, 0, 0]);
    /// let result = MetricResult::of(Metric::Csat, &tally, &ReportOptions::default());
    /// let json = serde_json::to_value(result).unwrap();
    /// assert_eq!((&json["metric"], &json["percent"]), (&"csat".into(), &60.0.into()));
    /// assert_eq!(json["answers"], serde_json::json!([10, 10, 20, 30, 30]));
    /// ```
    #[must_use]
    pub fn of(metric: Metric, tally: &Tally, options: &ReportOptions) -> Self {
        let answers = Distribution::of(metric, tally);
        Self {
            scale: metric.scale_name(),
            classes: Class::ALL.map(|class| ClassShare::of(metric, class, tally, options)),
            answers: answers.counts().to_vec(),
            outcome: Outcome::of(metric, tally, &answers, options),
        }
    }

    /// The one figure to show, with its interval.
    #[must_use]
    pub fn figure(&self) -> Figure {
        let (n, value, limits) = match &self.outcome {
            Outcome::Nps { report, .. } => {
                (report.n, report.nps, report.interval.map(|own| (own.low, own.high)))
            }
            Outcome::Ces { ces, interval } => {
                (ces.n, ces.mean, interval.map(|own| (own.low, own.high)))
            }
            Outcome::Csat(csat) => {
                (csat.n, csat.percent, csat.interval.map(|own| (own.low, own.high)))
            }
            Outcome::Fxf(fxf) => (fxf.n, fxf.fxf, fxf.interval.map(|own| (own.low, own.high))),
        };
        Figure { n, value, limits: limits.map(|(low, high)| Limits { low, high }) }
    }
}

impl ClassShare {
    fn of(metric: Metric, class: Class, tally: &Tally, options: &ReportOptions) -> Self {
        let counts = |wanted: &dyn Fn(Class) -> bool| {
            let scores = metric.scores().filter(|score| wanted(metric.class(*score)));
            scores.fold(0_u64, |sum, score| sum.saturating_add(tally.count(score)))
        };
        let (n, all) = (counts(&|own| own == class), counts(&|_| true));
        let part = n as f64 / all as f64;
        let interval = (all >= INTERVAL_FROM_N).then(|| {
            let (low, high) = wilson(part, all as f64, options.level.z());
            Limits { low: 100.0 * low, high: 100.0 * high }
        });
        Self { class, n, percent: (all > 0).then_some(100.0 * part), interval }
    }
}

impl Outcome {
    fn of(metric: Metric, tally: &Tally, answers: &Distribution, options: &ReportOptions) -> Self {
        let ces = |version| Self::Ces {
            ces: Ces::of(answers, version),
            interval: answers.interval(metric.figure_range(), options.level),
        };
        match metric {
            Metric::Nps => Self::Nps { metric, report: Report::of_part(tally, options) },
            Metric::Ces1 => ces(Version::V1),
            Metric::Ces2 => ces(Version::V2),
            Metric::Csat => Self::Csat(Csat::of(answers, SATISFIED_FROM, options.level)),
            Metric::Fxf => Self::Fxf(Fxf::of(tally, options.method, options.level)),
        }
    }
}

#[cfg(test)]
#[path = "result_test.rs"]
mod tests;
