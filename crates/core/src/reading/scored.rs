//! The usual place for rows to go: one tally of all, one per segment, one per period.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use super::dates::Period;
use super::error::{BadRow, ReadError};
use super::scale::LikelyScale;
use super::session::{Row, Sink};
use crate::score::Score;
use crate::tally::Tally;

/// How many different segments are accepted.
const SEGMENTS_MAX: usize = 10_000;
/// How many bad rows are kept for a message; all are counted.
const BAD_ROWS_KEPT: usize = 100;

/// Tallies of a file. Memory does not grow with its length.
#[derive(Clone, Debug, Default)]
pub struct Scored {
    /// All answers.
    pub tally: Tally,
    /// Rows without an answer. They are in no denominator.
    pub unanswered: u64,
    /// Rows that were not counted.
    pub bad_rows: u64,
    /// The first of them.
    pub first_bad_rows: Vec<BadRow>,
    by_segment: bool,
    every: Option<Period>,
    segments: HashMap<Vec<u8>, Tally, FixedState>,
    /// By the first day of the period, but for the one at hand.
    periods: BTreeMap<i64, Tally>,
    at_hand: Option<PeriodAtHand>,
}

/// The period that the last row fell into: files are mostly sorted.
#[derive(Clone, Copy, Debug)]
struct PeriodAtHand {
    /// The day of that row.
    day: i64,
    /// The period's first day.
    start: i64,
    tally: Tally,
}

impl Scored {
    /// Counts segments apart, if wanted, and periods, if given.
    #[must_use]
    pub fn new(by_segment: bool, every: Option<Period>) -> Self {
        Self { by_segment, every, ..Self::default() }
    }

    /// Each segment's answers, by name. An empty name is what had none.
    #[must_use]
    pub fn segments(&self) -> Vec<(String, Tally)> {
        let name = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
        let mut segments: Vec<_> =
            self.segments.iter().map(|(bytes, tally)| (name(bytes), *tally)).collect();
        segments.sort_by(|a, b| a.0.cmp(&b.0));
        segments
    }

    /// Each period's answers, oldest first. Periods without answers are left out.
    #[must_use]
    pub fn periods(&self) -> Vec<(String, Tally)> {
        let Some(every) = self.every else { return Vec::new() };
        let mut periods = self.periods.clone();
        if let Some(PeriodAtHand { start, tally, .. }) = self.at_hand {
            merge(&mut periods, start, tally);
        }
        periods.into_iter().map(|(start, tally)| (every.name(start), tally)).collect()
    }

    /// The scale that the answers were probably given on, if it was another than 0 to 10.
    #[must_use]
    pub fn likely_scale(&self) -> Option<LikelyScale> {
        LikelyScale::of(&self.tally)
    }

    fn add_to_segment(&mut self, name: &[u8], score: Score) -> Result<(), ReadError> {
        let name = name.trim_ascii();
        if let Some(tally) = self.segments.get_mut(name) {
            tally.add(score);
        } else if self.segments.len() < SEGMENTS_MAX {
            self.segments.entry(name.to_vec()).or_default().add(score);
        } else {
            return Err(ReadError::TooManySegments { limit: SEGMENTS_MAX });
        }
        Ok(())
    }

    fn add_to_period(&mut self, every: Period, day: i64, score: Score) {
        if let Some(period) = self.at_hand.as_mut().filter(|period| period.day == day) {
            period.tally.add(score);
            return;
        }
        let start = every.start(day);
        if let Some(PeriodAtHand { start, tally, .. }) = self.at_hand.take() {
            merge(&mut self.periods, start, tally);
        }
        let mut tally = Tally::EMPTY;
        tally.add(score);
        self.at_hand = Some(PeriodAtHand { day, start, tally });
    }
}

fn merge(periods: &mut BTreeMap<i64, Tally>, start: i64, more: Tally) {
    let tally = periods.entry(start).or_default();
    *tally = tally.merge(&more);
}

impl Sink for Scored {
    fn row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        let Some(score) = Score::new(row.value) else { return Ok(()) };
        self.tally.add(score);
        if self.by_segment {
            self.add_to_segment(row.segment, score)?;
        }
        if let Some((every, day)) = self.every.zip(row.day) {
            self.add_to_period(every, day, score);
        }
        Ok(())
    }

    fn unanswered(&mut self) {
        self.unanswered += 1;
    }

    fn bad_row(&mut self, bad: BadRow) {
        self.bad_rows += 1;
        if self.first_bad_rows.len() < BAD_ROWS_KEPT {
            self.first_bad_rows.push(bad);
        }
    }
}
