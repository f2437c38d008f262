//! Published scores of industries, with source, year and kind, and the careful verdict against
//! one of them.
//!
//! Reference only: the same industry differs by over 30 points between sources. The better
//! yardstick is one's own previous period ([`crate::compare`]). Show source, year and
//! kind with every figure.

use crate::compare::Limits;

/// The table travels inside the binary; a line that is not a record is skipped, and a test counts
/// the records.
const TABLE: &str = include_str!("../data/benchmarks.tsv");

/// Who was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BenchmarkKind {
    /// A vendor's own customers; how they were chosen is unknown.
    Vendor,
    /// A panel of consumers.
    Panel,
}

/// One published score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Benchmark {
    /// As the source names it.
    pub industry: &'static str,
    /// In points.
    pub points: f64,
    /// `None` when the source is undated.
    pub year: Option<u16>,
    /// Who was asked.
    pub kind: BenchmarkKind,
    /// To be shown with the figure.
    pub source: &'static str,
    /// What else the source says; may be empty.
    pub note: &'static str,
}

/// All published scores on record.
///
/// ```
/// use outoften_core::benchmark::all;
/// let software = all().find(|benchmark| benchmark.industry == "software").unwrap();
/// assert_eq!((software.points, software.year), (34.0, None));
/// ```
pub fn all() -> impl Iterator<Item = Benchmark> {
    TABLE.lines().filter_map(record)
}

fn record(line: &'static str) -> Option<Benchmark> {
    let mut fields = line.split('\t');
    let industry = fields.next().filter(|industry| !industry.starts_with('#'))?;
    let points = fields.next()?.parse().ok()?;
    let year = match fields.next()? {
        "-" => None,
        year => Some(year.parse().ok()?),
    };
    let kind = match fields.next()? {
        "vendor" => BenchmarkKind::Vendor,
        "panel" => BenchmarkKind::Panel,
        _ => return None,
    };
    let source = fields.next()?;
    let note = fields.next().unwrap_or("");
    Some(Benchmark { industry, points, year, kind, source, note })
}

/// Where a score stands against a benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The whole interval lies below.
    Below,
    /// The benchmark lies within the interval.
    NotDistinguishable,
    /// The whole interval lies above.
    Above,
}

impl Standing {
    /// Compares an interval with a benchmark in points, which may be the user's own.
    ///
    /// ```
    /// use outoften_core::benchmark::Standing;
    /// use outoften_core::compare::Limits;
    /// let interval = Limits { low: 14.0, high: 44.0 };
    /// assert_eq!(Standing::of(interval, 34.0), Standing::NotDistinguishable);
    /// assert_eq!(Standing::of(interval, 71.0), Standing::Below);
    /// ```
    #[must_use]
    pub fn of(interval: Limits, benchmark_points: f64) -> Self {
        if interval.high < benchmark_points {
            Self::Below
        } else if interval.low > benchmark_points {
            Self::Above
        } else {
            Self::NotDistinguishable
        }
    }

    /// In English.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::NotDistinguishable => "not distinguishable",
            Self::Above => "above",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_record() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(lines, 33);
        assert_eq!(all().count(), lines);
        for benchmark in all() {
            assert!((-100.0..=100.0).contains(&benchmark.points), "{benchmark:?}");
            assert!(!benchmark.source.is_empty(), "{benchmark:?}");
            let dated = benchmark.year.is_some() || benchmark.source.contains("undated");
            assert!(dated, "{benchmark:?}");
        }
    }
}
