//! The usual place for rows to go: one tally of all, one per segment, one per period.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::dates::Period;
use super::error::{BadRow, ReadError};
use super::periods::Periods;
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
    segments: HashMap<Vec<u8>, Tally, FixedState>,
    periods: Option<Periods>,
}

impl Scored {
    /// Counts segments apart, if wanted, and periods, if given.
    #[must_use]
    pub fn new(by_segment: bool, every: Option<Period>) -> Self {
        Self { by_segment, periods: every.map(Periods::new), ..Self::default() }
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
        self.periods.as_ref().map(Periods::named).unwrap_or_default()
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
}

impl Sink for Scored {
    fn row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        let Some(score) = Score::new(row.value) else { return Ok(()) };
        self.tally.add(score);
        if self.by_segment {
            self.add_to_segment(row.segment, score)?;
        }
        if let Some((periods, day)) = self.periods.as_mut().zip(row.day) {
            periods.add(day, score);
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
