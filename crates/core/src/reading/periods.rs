//! One tally for each period of a file, found by the day in one step.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::dates::Period;
use crate::score::Score;
use crate::tally::Tally;

/// Days of which the place is at hand: nearly three years of them.
const DAYS_AT_HAND: usize = 1 << 10;

/// The periods in the order in which they came.
#[derive(Clone, Debug)]
pub(super) struct Periods {
    every: Period,
    tallies: Vec<(i64, Tally)>,
    /// Where in them a period is, by its first day.
    places: HashMap<i64, usize, FixedState>,
    /// The same by day, for one day in each slot.
    at_hand: Vec<(i64, usize)>,
}

impl Periods {
    pub(super) fn new(every: Period) -> Self {
        let at_hand = vec![(i64::MIN, 0); DAYS_AT_HAND];
        Self { every, tallies: Vec::new(), places: HashMap::default(), at_hand }
    }

    #[inline]
    pub(super) fn add(&mut self, day: i64, score: Score) {
        let slot = day as usize % DAYS_AT_HAND;
        let place = match self.at_hand.get(slot) {
            Some((known, place)) if *known == day => *place,
            _ => self.look_up(day, slot),
        };
        if let Some((_, tally)) = self.tallies.get_mut(place) {
            tally.add(score);
        }
    }

    fn look_up(&mut self, day: i64, slot: usize) -> usize {
        let start = self.every.start(day);
        let next = self.tallies.len();
        let place = *self.places.entry(start).or_insert(next);
        if place == next {
            self.tallies.push((start, Tally::EMPTY));
        }
        if let Some(at_hand) = self.at_hand.get_mut(slot) {
            *at_hand = (day, place);
        }
        place
    }

    /// By name, the oldest first.
    pub(super) fn named(&self) -> Vec<(String, Tally)> {
        let mut tallies = self.tallies.clone();
        tallies.sort_unstable_by_key(|(start, _)| *start);
        tallies.into_iter().map(|(start, tally)| (self.every.name(start), tally)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_share_a_slot_keep_their_own_period() {
        let mut periods = Periods::new(Period::Month);
        let far = DAYS_AT_HAND as i64;
        for day in [20_000, 20_000 + far, 20_000, -5, 20_001, 20_000 + 7 * far, -5] {
            periods.add(day, Score::MAX);
        }
        let counts: Vec<u64> = periods.named().iter().map(|(_, tally)| tally.n()).collect();
        assert_eq!(counts, [2, 3, 1, 1]);
        assert_eq!(periods.named()[0].0, "1969-12");
    }
}
