//! How far the printed score may lie from the true one: confidence intervals of NPS.
//!
//! Four methods, one of them the default: adjusted Wald, whose coverage at ten answers averages
//! 95.5 % where plain Wald has 88 %. An interval is two limits, not a "plus or minus": its centre
//! is not the score. It says nothing about people who did not answer (see [`crate::nonresponse`]).

mod mover;
mod tango;

use serde::Serialize;

use crate::argument::BadArgument;
use crate::choices::choices;
use crate::normal;
use crate::nps::{Nps, Shares};
use crate::population::Population;

pub(crate) use mover::wilson;

/// A confidence level strictly between 0 and 1.
///
/// ```
/// use outoften_core::Level;
/// assert!((Level::P95.z() - 1.959_963_984_540_054).abs() < 1e-14);
/// assert!(Level::new(0.0).is_err() && Level::new(f64::NAN).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Level(f64);

impl Level {
    /// 95 %, the default everywhere.
    pub const P95: Self = Self(0.95);

    /// # Errors
    /// [`BadArgument::Level`] unless 0 < `level` < 1.
    pub fn new(level: f64) -> Result<Self, BadArgument> {
        if level > 0.0 && level < 1.0 { Ok(Self(level)) } else { Err(BadArgument::Level) }
    }

    /// The level as given, e.g. 0.95.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    /// How many standard errors to either side.
    #[must_use]
    pub fn z(self) -> f64 {
        normal::upper_quantile((1.0 - self.0) / 2.0)
    }
}

choices! {
    /// How the limits are computed.
    Method {
        AdjustedWald = "adjusted-wald": "Wald after adding 3/4, 3/2 and 3/4 pseudo-answers (Rocks 2016)",
        Wald = "wald": "estimate plus and minus z standard errors; a point when all answers are in one class, only for comparison with other tools",
        Score = "score": "the inverted score test (Tango 1998)",
        Mover = "mover": "Wilson limits of both shares, combined (Newcombe 1998; Zou and Donner 2008)",
    }
}

/// Right from few answers on.
impl Default for Method {
    fn default() -> Self {
        Self::AdjustedWald
    }
}

/// Two limits in points, clamped to -100..=100.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// How it was computed.
    pub method: Method,
    /// The nominal coverage.
    pub level: Level,
    /// The lower limit, in points.
    pub low: f64,
    /// The upper limit, in points.
    pub high: f64,
}

impl Interval {
    /// The interval for a population too large to matter.
    ///
    /// ```
    /// use outoften_core::{Interval, Level, Method, Nps};
    /// let nps = Nps::from_classes(10, 20, 70).unwrap();
    /// let interval = Interval::of(nps, Method::AdjustedWald, Level::P95);
    /// assert_eq!((interval.low.round(), interval.high.round()), (45.0, 71.0));
    /// ```
    #[must_use]
    pub fn of(nps: Nps, method: Method, level: Level) -> Self {
        Self::clamped(nps.shares(), method, level)
    }

    /// The interval when `population` people could have answered. Asking everybody leaves no
    /// uncertainty: the limits meet at the score.
    ///
    /// ```
    /// use outoften_core::population::Population;
    /// use outoften_core::{Interval, Level, Method, Nps};
    /// let nps = Nps::from_classes(10, 20, 70).unwrap();
    /// let population = Population::new(200, nps.n()).unwrap();
    /// let interval = Interval::within(nps, population, Method::AdjustedWald, Level::P95);
    /// assert!((interval.low - 49.897_697_242_948).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn within(nps: Nps, population: Population, method: Method, level: Level) -> Self {
        match population.information_factor(nps.n()) {
            Some(factor) => Self::clamped(nps.shares().times(factor), method, level),
            None => Self { method, level, low: nps.points(), high: nps.points() },
        }
    }

    fn clamped(shares: Shares, method: Method, level: Level) -> Self {
        let (low, high) = unclamped(shares, method, level);
        Self { method, level, low: low.max(-100.0), high: high.min(100.0) }
    }
}

/// Both limits in points, before they are clamped to the scale; for checks against printed tables.
///
/// ```
/// use outoften_core::interval::unclamped;
/// use outoften_core::{Level, Method, Nps};
/// let all_promoters = Nps::from_classes(0, 0, 100).unwrap();
/// let (low, high) = unclamped(all_promoters.shares(), Method::AdjustedWald, Level::P95);
/// assert_eq!(format!("{low:.1} {high:.1}"), "93.1 101.1");
/// ```
#[must_use]
pub fn unclamped(shares: Shares, method: Method, level: Level) -> (f64, f64) {
    let z = level.z();
    let (low, high) = match method {
        Method::AdjustedWald => wald(shares.with_pseudo_observations(1.0), z),
        Method::Wald => wald(shares, z),
        Method::Score => tango::limits(shares, z),
        Method::Mover => mover::limits(shares, z),
    };
    (100.0 * low, 100.0 * high)
}

fn wald(shares: Shares, z: f64) -> (f64, f64) {
    let half = z * shares.standard_error();
    (shares.theta() - half, shares.theta() + half)
}
