//! Events of one group folded into asks: one display and how it ended.
//!
//! It knows the strength of outcomes and counts snoozes. It knows no waiting times.

use super::history::{Event, EventKind};
use crate::time::Utc;

/// How one display ended, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    /// `Shown` while nothing followed, otherwise the strongest event.
    pub outcome: EventKind,
    /// The instant of that outcome.
    pub at: Utc,
    opened_by_shown: bool,
}

/// Folds events, already in order, into asks. A `shown` opens one; outcomes belong to it until
/// the next `shown`; an outcome without a display (an imported or e-mailed answer) opens its own.
pub(super) fn asks_of(events: &[Event], group: &str, max_snoozes: u16) -> Vec<Ask> {
    let mut asks: Vec<Ask> = Vec::new();
    for event in events.iter().filter(|event| event.group == group) {
        match event.kind {
            EventKind::FirstSeen | EventKind::OptedOut => {}
            EventKind::Shown => {
                asks.push(Ask { outcome: EventKind::Shown, at: event.at, opened_by_shown: true })
            }
            outcome => match asks.last_mut().filter(|ask| ask.opened_by_shown) {
                Some(ask) if outcome >= ask.outcome => {
                    ask.outcome = outcome;
                    ask.at = event.at;
                }
                Some(_) => {}
                None => asks.push(Ask { outcome, at: event.at, opened_by_shown: false }),
            },
        }
    }
    count_snoozes(&mut asks, max_snoozes);
    asks
}

/// "Later" is believed `max_snoozes` times in a row; the next one counts as a dismissal, and the
/// row begins anew after it.
fn count_snoozes(asks: &mut [Ask], max_snoozes: u16) {
    let mut in_a_row = 0;
    for ask in asks {
        if ask.outcome != EventKind::Snoozed {
            in_a_row = 0;
        } else if in_a_row == max_snoozes {
            ask.outcome = EventKind::Dismissed;
            in_a_row = 0;
        } else {
            in_a_row += 1;
        }
    }
}
