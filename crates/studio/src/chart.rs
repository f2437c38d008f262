//! The geometry of the charts: from figures to lengths and paths, in the units of a `viewBox`.
//!
//! Charts are drawn by hand, see docs/decisions/studio.md.

use outoften_core::compare::Limits;
use outoften_core::metric::Metric;
use outoften_core::result::{Segment, Summary};

/// A change of less chance than this is marked.
pub const SIGNIFICANT_P: f64 = 0.05;

/// A linear scale from figures to lengths.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// `from` figures lie on `to` lengths.
    pub const fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        Self { from, to }
    }

    /// The length of a figure; the middle when the figures span nothing.
    pub fn at(&self, figure: f64) -> f64 {
        let span = self.from.1 - self.from.0;
        let share = if span == 0.0 { 0.5 } else { (figure - self.from.0) / span };
        self.to.0 + share * (self.to.1 - self.to.0)
    }
}

/// One period of a trend.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Of the period.
    pub name: String,
    /// The metric's figure.
    pub value: f64,
    /// The interval's limits, where there is one.
    pub limits: Option<Limits>,
    /// Answers.
    pub n: u64,
    /// Whether the step from the period before is more than chance, after correction.
    pub significant: bool,
}

impl Point {
    /// None for a period without answers.
    pub fn of(part: &Segment<Summary>) -> Option<Self> {
        Some(Self {
            name: part.name.clone(),
            value: part.result.figure.value?,
            limits: part.result.figure.limits,
            n: part.result.figure.n,
            significant: is_significant(part),
        })
    }
}

/// Whether a difference is more than chance, after correction for the number of comparisons.
pub fn is_significant(part: &Segment<Summary>) -> bool {
    part.p_value_adjusted.is_some_and(|p| p < SIGNIFICANT_P)
}

/// Units between two marks of a metric's axis.
fn step(metric: Metric) -> f64 {
    match metric.figure_range() {
        (low, high) if high - low > 20.0 => 20.0,
        _ => 1.0,
    }
}

/// The axis of a trend: whole steps around everything that is drawn and `also`, within what the
/// metric can be. Points always show 0, shares and means the lower end of their scale only when
/// something is near it.
pub fn axis(metric: Metric, points: &[Point], also: Option<f64>) -> (f64, f64) {
    let (lowest, highest) = metric.figure_range();
    let step = step(metric);
    let drawn = points.iter().flat_map(|point| {
        let (low, high) =
            point.limits.map_or((point.value, point.value), |own| (own.low, own.high));
        [point.value, low, high]
    });
    let start = if lowest < 0.0 { (0.0, step) } else { (highest, lowest) };
    let (low, high) = drawn
        .chain(also)
        .fold(start, |(low, high): (f64, f64), figure| (low.min(figure), high.max(figure)));
    if low > high {
        return (lowest, highest);
    }
    let whole = |figure: f64| lowest + ((figure - lowest) / step).floor() * step;
    let low = whole(low).max(lowest);
    let high = (lowest + ((high - lowest) / step).ceil() * step).min(highest);
    (low, high.max(low + step))
}

/// The marks of an axis, from below, at most eleven.
pub fn marks((low, high): (f64, f64)) -> Vec<f64> {
    let step = match high - low {
        span if span > 120.0 => 40.0,
        span if span > 20.0 => 20.0,
        span if span > 7.0 => 5.0,
        _ => 1.0,
    };
    let count = ((high - low) / step).floor() as u32;
    (0..=count).map(|index| low + f64::from(index) * step).collect()
}

/// A line through points.
pub fn line(points: &[(f64, f64)]) -> String {
    let part = |(index, (x, y)): (usize, &(f64, f64))| {
        format!("{}{x:.1} {y:.1}", if index == 0 { "M" } else { "L" })
    };
    points.iter().enumerate().map(part).collect()
}

/// The outline of a band between lower and upper points.
pub fn band(lower: &[(f64, f64)], upper: &[(f64, f64)]) -> String {
    let outline: Vec<_> = upper.iter().chain(lower.iter().rev()).copied().collect();
    if outline.is_empty() { String::new() } else { line(&outline) + "Z" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: f64, limits: Option<(f64, f64)>) -> Point {
        let limits = limits.map(|(low, high)| Limits { low, high });
        Point { name: String::new(), value, limits, n: 9, significant: false }
    }

    #[test]
    fn the_axis_of_points_holds_all_limits_the_target_and_zero() {
        let axis = |points: &[Point], also| axis(Metric::Nps, points, also);
        assert_eq!(axis(&[point(31.0, Some((12.0, 47.0)))], None), (0.0, 60.0));
        assert_eq!(axis(&[point(31.0, Some((12.0, 47.0)))], Some(70.0)), (0.0, 80.0));
        assert_eq!(axis(&[point(-31.0, Some((-100.0, 47.0)))], None), (-100.0, 60.0));
        assert_eq!(axis(&[], None), (0.0, 20.0));
        assert_eq!(marks((-100.0, 100.0)), [-100.0, -60.0, -20.0, 20.0, 60.0, 100.0]);
    }

    #[test]
    fn means_and_shares_have_the_axis_of_their_scale() {
        assert_eq!(axis(Metric::Ces1, &[point(2.1, Some((1.9, 2.3)))], None), (1.0, 3.0));
        assert_eq!(axis(Metric::Ces2, &[], None), (1.0, 7.0));
        assert_eq!(axis(Metric::Csat, &[point(69.0, Some((60.0, 77.0)))], None), (60.0, 80.0));
        assert_eq!(marks((1.0, 3.0)), [1.0, 2.0, 3.0]);
    }

    #[test]
    fn paths_and_scales() {
        let scale = Scale::new((0.0, 10.0), (100.0, 0.0));
        assert_eq!((scale.at(0.0), scale.at(5.0)), (100.0, 50.0));
        assert_eq!(Scale::new((3.0, 3.0), (0.0, 8.0)).at(3.0), 4.0);
        assert_eq!(line(&[(0.0, 1.0), (2.0, 3.0)]), "M0.0 1.0L2.0 3.0");
        assert_eq!(band(&[], &[]), "");
        assert_eq!(band(&[(0.0, 9.0)], &[(0.0, 1.0)]), "M0.0 1.0L0.0 9.0Z");
    }
}
