//! What happened to one person, as a set of events.
//!
//! Order and duplicates carry no meaning: histories of several devices are united by
//! concatenation. This module puts them into the one order the rule reads; it decides nothing.

use crate::choices::choices;
use crate::time::{Span, Utc};

choices! {
    /// What can happen between a person and a survey. The order is the one that two events of the
    /// same instant are read in, and a later outcome is the stronger one.
    EventKind {
        FirstSeen = "first_seen": "the person came to the site for the first time",
        Shown = "shown": "a card was put on the screen",
        Snoozed = "snoozed": "the person said \"later\"",
        Dismissed = "dismissed": "the person closed the card without a score",
        Answered = "answered": "the person gave a score",
        OptedOut = "opted_out": "the person said \"never again\"",
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// When, by the clock that saw it.
    pub at: Utc,
    /// What.
    pub kind: EventKind,
    /// The quarantine it counts for. Surveys of one group share their waiting times.
    pub group: String,
    /// Which display it belongs to; empty when unknown. Only used to recognise duplicates.
    pub id: String,
}

impl Event {
    /// An event without an id.
    #[must_use]
    pub fn new(kind: EventKind, at: Utc, group: impl Into<String>) -> Self {
        Self { at, kind, group: group.into(), id: String::new() }
    }
}

/// Takes stamps further ahead than the tolerance as `now`, and says whether there were any: a clock
/// that was wrong must not silence a survey for ever. Whoever keeps a history writes the repaired
/// one back; otherwise such a stamp would be "now" again whenever it is read.
///
/// ```
/// use outoften_core::fatigue::{Event, EventKind, repair};
/// use outoften_core::time::{Span, Utc};
/// let now = Utc::from_ms(1_763_802_060_000);
/// let ahead = |span| Event::new(EventKind::Shown, now.after(span), "nps-relational");
/// let mut history = [ahead(Span::Hours(24)), ahead(Span::Days(3_650))];
/// assert!(repair(&mut history, Span::Hours(24), now));
/// assert_eq!(history.each_ref().map(|event| event.at), [now.after(Span::Hours(24)), now]);
/// assert!(!repair(&mut history, Span::Hours(24), now));
/// ```
pub fn repair(history: &mut [Event], skew_tolerance: Span, now: Utc) -> bool {
    let latest = now.after(skew_tolerance);
    let mut repaired = false;
    for event in history.iter_mut().filter(|event| event.at > latest) {
        event.at = now;
        repaired = true;
    }
    repaired
}

/// The history in reading order, repaired, without repeats. By insertion: the history is short,
/// and a visitor downloads no sorting algorithm for it.
pub(super) fn in_order(history: &[Event], now: Utc, skew_tolerance: Span) -> Vec<Event> {
    let mut repaired = history.to_vec();
    repair(&mut repaired, skew_tolerance, now);
    let mut events: Vec<Event> = Vec::with_capacity(repaired.len());
    for event in repaired {
        let same = |other: &Event| {
            (other.at, other.kind, &other.group) == (event.at, event.kind, &event.group)
        };
        if !events.iter().any(same) {
            let place = events.iter().rposition(|other| *other <= event).map_or(0, |last| last + 1);
            events.insert(place, event);
        }
    }
    events
}
