//! One figure for every metric alike, so that trends and segments are drawn by the same code and
//! metrics are never mixed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{FromTally, MetricResult};
use crate::compare::Limits;
use crate::metric::Metric;
use crate::report::ReportOptions;
use crate::tally::Tally;

/// A metric's figure for some answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// All answers.
    pub n: u64,
    /// Within [`Metric::figure_range`]; `None` when nobody answered.
    pub value: Option<f64>,
    /// Of the interval, in the same unit; `None` below five answers.
    pub limits: Option<Limits>,
}

/// The answers of a group and their figure: as much of a result as a chart needs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// How many gave each answer.
    pub tally: Tally,
    /// What it comes to.
    pub figure: Figure,
}

impl FromTally for Summary {
    fn from_tally(metric: Metric, tally: &Tally, options: &ReportOptions) -> Self {
        Self { tally: *tally, figure: MetricResult::of(metric, tally, options).figure() }
    }
}

impl Summary {
    /// Reads the JSON of a [`MetricResult`]; also a plain [`crate::Report`], which has `counts`
    /// only. `None` unless there is one count for each step of the scale.
    ///
    /// ```
    /// use outoften_core::metric::Metric;
    /// use outoften_core::result::Summary;
    /// let json = serde_json::json!({"answers": [1, 0, 2, 3, 4], "n": 10, "percent": 70.0});
    /// let summary = Summary::from_json(Metric::Csat, &json).unwrap();
    /// assert_eq!((summary.tally.n(), summary.figure.value), (10, Some(70.0)));
    /// assert_eq!(Summary::from_json(Metric::Ces2, &json), None);
    /// ```
    #[must_use]
    pub fn from_json(metric: Metric, json: &Value) -> Option<Self> {
        let counts = json.get("answers").or_else(|| json.get("counts"))?.as_array()?;
        if counts.len() != metric.scores().count() {
            return None;
        }
        let mut tally = Tally::EMPTY;
        for (score, count) in metric.scores().zip(counts) {
            tally.add_many(score, count.as_u64()?);
        }
        let number = |json: &Value, name: &str| json.get(name).and_then(Value::as_f64);
        let limits = json.get("interval").and_then(|interval| {
            Some(Limits { low: number(interval, "low")?, high: number(interval, "high")? })
        });
        let value = number(json, metric.figure_name());
        Some(Self { tally, figure: Figure { n: tally.n(), value, limits } })
    }
}
