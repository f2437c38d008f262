//! A simulated visitor who gets the card as soon as the rule allows it, again and again.

use outoften_core::fatigue::{Event, EventKind, Policy, decide};
use outoften_core::time::Utc;

/// What happened to the visitor so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    start: Utc,
    appearances: Vec<(Utc, EventKind)>,
}

impl Simulation {
    /// Nothing has happened yet; time starts here.
    pub const fn new(start: Utc) -> Self {
        Self { start, appearances: Vec::new() }
    }

    /// Each appearance of the card with how it ended, oldest first.
    pub fn appearances(&self) -> &[(Utc, EventKind)] {
        &self.appearances
    }

    /// When the card may appear next; `None` is never.
    pub fn next(&self, policy: &Policy) -> Option<Utc> {
        let now = self.appearances.last().map_or(self.start, |(at, _)| *at);
        decide(&self.events(policy), policy, now).next_eligible_at(now)
    }

    /// Whether this instant is the start.
    pub fn is_due(&self, at: Option<Utc>) -> bool {
        at == Some(self.start)
    }

    /// Lets the card appear at the first instant that the rule allows, and records how it ended.
    pub fn record(&mut self, policy: &Policy, what: EventKind) {
        if let Some(at) = self.next(policy) {
            self.appearances.push((at, what));
        }
    }

    /// Starts again.
    pub fn reset(&mut self) {
        self.appearances.clear();
    }

    fn events(&self, policy: &Policy) -> Vec<Event> {
        let group = &policy.group;
        let both = |(at, what): &(Utc, EventKind)| {
            [EventKind::Shown, *what].map(|kind| Event::new(kind, *at, group.clone()))
        };
        self.appearances.iter().flat_map(both).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outoften_core::time::Span;

    #[test]
    fn later_is_accepted_twice_in_a_row_and_never_ends_it() {
        let begin = Utc::from_ms(1_763_802_060_000);
        let policy = Policy::default();
        let mut simulation = Simulation::new(begin);
        assert!(simulation.is_due(simulation.next(&policy)));
        for _ in 0..2 {
            let at = simulation.next(&policy).unwrap();
            simulation.record(&policy, EventKind::Snoozed);
            assert_eq!(simulation.next(&policy), Some(at.after(Span::Days(7))));
        }
        let at = simulation.next(&policy).unwrap();
        simulation.record(&policy, EventKind::Snoozed);
        assert_eq!(simulation.next(&policy), Some(at.after(Span::Months(6))));
        simulation.record(&policy, EventKind::OptedOut);
        assert_eq!(simulation.next(&policy), None);
        simulation.record(&policy, EventKind::Answered);
        assert_eq!(simulation.appearances().len(), 4);
        simulation.reset();
        assert_eq!(simulation.next(&policy), Some(begin));
    }
}
