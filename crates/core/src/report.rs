//! The one printed form of a score: what the command line, the collector, the Studio and the npm
//! package show, as one JSON object.
//!
//! It decides what may be shown: no score of nothing, no interval below five answers. It does no
//! arithmetic of its own ([`crate::nps`], [`crate::interval`]).

use serde::Serialize;

use crate::argument::BadArgument;
use crate::interval::{Interval, Level, Method};
use crate::nps::Nps;
use crate::population::Population;
use crate::score::Class;
use crate::tally::Tally;

/// Below this many answers no interval is shown unless asked for.
pub const INTERVAL_FROM_N: u64 = 5;
/// Below this many answers a score is marked as resting on few.
pub const FEW_BELOW_N: u64 = 30;

/// How a report is computed. The default is adjusted Wald at 95 %, any population, no interval
/// below five answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReportOptions {
    /// How the interval is computed.
    pub method: Method,
    /// Its nominal coverage.
    pub level: Level,
    /// How many people could have answered; `None` when many or unknown.
    pub population: Option<u64>,
    /// Show the interval below five answers too.
    pub small: bool,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self { method: Method::AdjustedWald, level: Level::P95, population: None, small: false }
    }
}

/// A score with everything that must stand beside it. Its JSON is the same everywhere.
///
/// ```
/// use outoften_core::{ReportOptions, Report, Tally};
/// let tally = Tally::from_counts([0, 0, 0, 20, 0, 0, 0, 30, 0, 0, 50]);
/// let report = Report::of(&tally, &ReportOptions::default()).unwrap();
/// assert_eq!(report.nps, Some(30.0));
/// let json = serde_json::to_value(&report).unwrap();
/// assert_eq!(json["interval"]["method"], "adjusted-wald");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Report {
    /// All answers.
    pub n: u64,
    /// Answers 0 to 6.
    pub detractors: u64,
    /// Answers 7 and 8.
    pub passives: u64,
    /// Answers 9 and 10.
    pub promoters: u64,
    /// Points per 100, unrounded; `None` (null) when nobody answered.
    pub nps: Option<f64>,
    /// Whole points, half away from zero.
    pub nps_rounded: Option<i32>,
    /// Variance of one answer coded -1, 0, 1, divisor n.
    pub variance: Option<f64>,
    /// Standard error of `nps` in points, corrected for the population if one was given.
    pub standard_error: Option<f64>,
    /// `None` (null) below five answers unless asked for.
    pub interval: Option<Interval>,
    /// Answers per score, 0 first.
    pub counts: [u64; 11],
}

impl Report {
    /// ```
    /// use outoften_core::{ReportOptions, Report, Tally};
    /// let tally = Tally::from_counts([0, 0, 0, 10, 0, 0, 0, 20, 0, 0, 70]);
    /// let report = Report::of(&tally, &ReportOptions::default()).unwrap();
    /// assert_eq!((report.nps_rounded, report.variance), (Some(60), Some(0.44)));
    /// assert!(Report::of(&tally, &ReportOptions { population: Some(99), ..ReportOptions::default() }).is_err());
    /// ```
    ///
    /// # Errors
    /// [`BadArgument::Population`] when the population is below the number of answers.
    pub fn of(tally: &Tally, options: &ReportOptions) -> Result<Self, BadArgument> {
        let bounded = |size| Population::new(size, tally.n());
        let population = options.population.map(bounded).transpose()?;
        Ok(Self::build(tally, options, population))
    }

    /// The same for a population too large to matter, whatever `options` says: a part of the
    /// answers has no population of its own.
    #[must_use]
    pub fn of_part(tally: &Tally, options: &ReportOptions) -> Self {
        Self::build(tally, options, None)
    }

    fn build(tally: &Tally, options: &ReportOptions, population: Option<Population>) -> Self {
        let n = tally.n();
        let nps = Nps::of(tally);
        let correction = population.map_or(1.0, |population| population.correction(n));
        let shown = nps.filter(|_| n >= INTERVAL_FROM_N || options.small);
        Self {
            n,
            detractors: tally.of_class(Class::Detractor),
            passives: tally.of_class(Class::Passive),
            promoters: tally.of_class(Class::Promoter),
            nps: nps.map(Nps::points),
            nps_rounded: nps.map(Nps::rounded),
            variance: nps.map(Nps::variance),
            standard_error: nps.map(|nps| nps.standard_error() * correction),
            interval: shown.map(|nps| match population {
                Some(population) => {
                    Interval::within(nps, population, options.method, options.level)
                }
                None => Interval::of(nps, options.method, options.level),
            }),
            counts: *tally.counts(),
        }
    }

    /// How much weight the score bears.
    #[must_use]
    pub const fn footing(&self) -> Footing {
        Footing::of(self.n)
    }
}

/// How much a score rests on, by the number of answers alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Footing {
    /// Nobody answered: there is no score.
    NoData,
    /// Fewer than five: a score, but no interval.
    TooFew,
    /// Fewer than thirty: an interval, and a warning beside it.
    Few,
    /// Thirty or more.
    Enough,
}

impl Footing {
    /// ```
    /// use outoften_core::report::Footing;
    /// assert_eq!(Footing::of(0), Footing::NoData);
    /// assert_eq!(Footing::of(29), Footing::Few);
    /// ```
    #[must_use]
    pub const fn of(n: u64) -> Self {
        match n {
            0 => Self::NoData,
            n if n < INTERVAL_FROM_N => Self::TooFew,
            n if n < FEW_BELOW_N => Self::Few,
            _ => Self::Enough,
        }
    }
}
