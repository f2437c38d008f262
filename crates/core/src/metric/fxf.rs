//! FXF, the loyalty experience factor (factor experiencial de fidelización, Hugo Brunetta): how
//! much would you miss the brand, from 0 to 10.
//!
//! The arithmetic is that of NPS with the lowest class split in two, so intervals and tests are
//! those of [`crate::nps`]; all four shares are reported.

use serde::Serialize;

use crate::interval::{Interval, Level, Method};
use crate::nps::Nps;
use crate::report::INTERVAL_FROM_N;
use crate::score::{Class, Score};
use crate::tally::Tally;

/// How attached an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attachment {
    /// 0 to 3 (infieles).
    Unfaithful,
    /// 4 to 6 (indiferentes).
    Indifferent,
    /// 7 and 8 (fieles).
    Faithful,
    /// 9 and 10 (enamorados).
    InLove,
}

impl Attachment {
    /// ```
    /// use outoften_core::Score;
    /// use outoften_core::metric::fxf::Attachment;
    /// assert_eq!(Attachment::of(Score::MIN), Attachment::Unfaithful);
    /// assert_eq!(Attachment::of(Score::MAX), Attachment::InLove);
    /// ```
    #[must_use]
    pub const fn of(score: Score) -> Self {
        match score.class() {
            Class::Detractor if score.get() <= 3 => Self::Unfaithful,
            Class::Detractor => Self::Indifferent,
            Class::Passive => Self::Faithful,
            Class::Promoter => Self::InLove,
        }
    }
}

/// In love minus indifferent minus unfaithful, per 100 answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Fxf {
    /// Always `fxf`.
    pub metric: &'static str,
    /// All answers. The faithful are in the denominator.
    pub n: u64,
    /// Answers 0 to 3.
    pub unfaithful: u64,
    /// Answers 4 to 6.
    pub indifferent: u64,
    /// Answers 7 and 8.
    pub faithful: u64,
    /// Answers 9 and 10.
    pub in_love: u64,
    /// -100 to 100, unrounded; `None` (null) when nobody answered.
    pub fxf: Option<f64>,
    /// Whole points, half away from zero.
    pub fxf_rounded: Option<i32>,
    /// Standard error in points.
    pub standard_error: Option<f64>,
    /// `None` (null) below five answers.
    pub interval: Option<Interval>,
}

impl Fxf {
    /// From eleven counts.
    ///
    /// ```
    /// use outoften_core::metric::fxf::Fxf;
    /// use outoften_core::{Level, Method, Tally};
    /// let tally = Tally::from_counts([10, 0, 0, 0, 22, 0, 0, 28, 0, 0, 40]);
    /// assert_eq!(Fxf::of(&tally, Method::AdjustedWald, Level::P95).fxf, Some(8.0));
    /// ```
    #[must_use]
    pub fn of(tally: &Tally, method: Method, level: Level) -> Self {
        let count = |wanted| {
            tally
                .iter()
                .filter(|(score, _)| Attachment::of(*score) == wanted)
                .fold(0_u64, |sum, (_, count)| sum.saturating_add(count))
        };
        let classes = [
            count(Attachment::Unfaithful),
            count(Attachment::Indifferent),
            count(Attachment::Faithful),
            count(Attachment::InLove),
        ];
        Self::from_classes(classes, method, level)
    }

    /// From unfaithful, indifferent, faithful and in love.
    ///
    /// ```
    /// use outoften_core::metric::fxf::Fxf;
    /// use outoften_core::{Level, Method};
    /// let fxf = Fxf::from_classes([10, 22, 28, 40], Method::AdjustedWald, Level::P95);
    /// assert_eq!(fxf.fxf, Some(8.0));
    /// ```
    #[must_use]
    pub fn from_classes(classes: [u64; 4], method: Method, level: Level) -> Self {
        let [unfaithful, indifferent, faithful, in_love] = classes;
        let lower = unfaithful.saturating_add(indifferent);
        let nps = Nps::from_classes(lower, faithful, in_love);
        Self {
            metric: "fxf",
            n: nps.map_or(0, Nps::n),
            unfaithful,
            indifferent,
            faithful,
            in_love,
            fxf: nps.map(Nps::points),
            fxf_rounded: nps.map(Nps::rounded),
            standard_error: nps.map(Nps::standard_error),
            interval: nps
                .filter(|nps| nps.n() >= INTERVAL_FROM_N)
                .map(|nps| Interval::of(nps, method, level)),
        }
    }
}
