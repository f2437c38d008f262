//! The geometry of the charts: from figures to lengths and paths, in the units of a `viewBox`.
//!
//! Drawn by hand: the chart crates at hand either bring their own layout of text, which no screen
//! reader and no brand font reaches, or a JavaScript library. Three chart forms are a few
//! multiplications.

use outoften_core::Report;

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
    /// The score, points per 100.
    pub points: f64,
    /// The interval's limits, where there is one.
    pub limits: Option<(f64, f64)>,
    /// Answers.
    pub n: u64,
    /// Whether the step from the period before is more than chance, after correction.
    pub significant: bool,
}

impl Point {
    /// None for a period without answers.
    pub fn of(name: &str, report: &Report, significant: bool) -> Option<Self> {
        Some(Self {
            name: name.to_owned(),
            points: report.nps?,
            limits: report.interval.map(|interval| (interval.low, interval.high)),
            n: report.n,
            significant,
        })
    }
}

/// The axis of a trend: whole twenties around everything that is drawn, within -100 to 100.
pub fn axis(points: &[Point]) -> (f64, f64) {
    let all = points.iter().flat_map(|point| {
        let (low, high) = point.limits.unwrap_or((point.points, point.points));
        [point.points, low, high]
    });
    let (low, high) =
        all.fold((0.0_f64, 20.0_f64), |(low, high), figure| (low.min(figure), high.max(figure)));
    let step = 20.0;
    ((low / step).floor().max(-5.0) * step, (high / step).ceil().min(5.0) * step)
}

/// The marks of an axis, from below, at most eleven.
pub fn marks((low, high): (f64, f64)) -> Vec<f64> {
    let step = if high - low > 120.0 { 40.0 } else { 20.0 };
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

    fn point(points: f64, limits: Option<(f64, f64)>) -> Point {
        Point { name: String::new(), points, limits, n: 9, significant: false }
    }

    #[test]
    fn the_axis_holds_all_limits_and_zero() {
        assert_eq!(axis(&[point(31.0, Some((12.0, 47.0)))]), (0.0, 60.0));
        assert_eq!(axis(&[point(-31.0, Some((-100.0, 47.0)))]), (-100.0, 60.0));
        assert_eq!(axis(&[]), (0.0, 20.0));
        assert_eq!(marks((-100.0, 100.0)), [-100.0, -60.0, -20.0, 20.0, 60.0, 100.0]);
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
