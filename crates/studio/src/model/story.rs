//! An invented visitor who meets the card as soon as the rule allows it, again and again.

use outoften_core::fatigue::{Event, EventKind, Policy, decide};
use outoften_core::time::Utc;

/// What happened to the visitor so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    begin: Utc,
    meetings: Vec<(Utc, EventKind)>,
}

impl Story {
    /// Nothing has happened; time begins here.
    pub const fn new(begin: Utc) -> Self {
        Self { begin, meetings: Vec::new() }
    }

    /// Each meeting with how it ended, oldest first.
    pub fn meetings(&self) -> &[(Utc, EventKind)] {
        &self.meetings
    }

    /// From when the card may come again; `None` is never.
    pub fn next(&self, policy: &Policy) -> Option<Utc> {
        let now = self.meetings.last().map_or(self.begin, |(at, _)| *at);
        decide(&self.events(policy), policy, now).next_eligible_at(now)
    }

    /// Whether this instant is the beginning.
    pub fn is_due(&self, at: Option<Utc>) -> bool {
        at == Some(self.begin)
    }

    /// The next meeting, at the first instant that the rule allows, ends like this.
    pub fn meet(&mut self, policy: &Policy, what: EventKind) {
        if let Some(at) = self.next(policy) {
            self.meetings.push((at, what));
        }
    }

    /// Begins anew.
    pub fn forget(&mut self) {
        self.meetings.clear();
    }

    fn events(&self, policy: &Policy) -> Vec<Event> {
        let group = &policy.group;
        let both = |(at, what): &(Utc, EventKind)| {
            [EventKind::Shown, *what].map(|kind| Event::new(kind, *at, group.clone()))
        };
        self.meetings.iter().flat_map(both).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outoften_core::time::Span;

    #[test]
    fn later_is_believed_twice_in_a_row_and_never_ends_the_story() {
        let begin = Utc::from_ms(1_763_802_060_000);
        let policy = Policy::default();
        let mut story = Story::new(begin);
        assert!(story.is_due(story.next(&policy)));
        for _ in 0..2 {
            let at = story.next(&policy).unwrap();
            story.meet(&policy, EventKind::Snoozed);
            assert_eq!(story.next(&policy), Some(at.after(Span::Days(7))));
        }
        let at = story.next(&policy).unwrap();
        story.meet(&policy, EventKind::Snoozed);
        assert_eq!(story.next(&policy), Some(at.after(Span::Months(6))));
        story.meet(&policy, EventKind::OptedOut);
        assert_eq!(story.next(&policy), None);
        story.meet(&policy, EventKind::Answered);
        assert_eq!(story.meetings().len(), 4);
        story.forget();
        assert_eq!(story.next(&policy), Some(begin));
    }
}
