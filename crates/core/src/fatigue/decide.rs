//! The decision itself: the latest of all bounds.
//!
//! Sampling comes after it and changes nothing in the history.

use super::asks::{Ask, asks_of};
use super::history::{Event, EventKind, in_order};
use super::policy::Policy;
use crate::time::Utc;

/// Whether this person may be asked now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing stands against it.
    Show,
    /// Not now.
    Skip {
        /// The bound that holds longest.
        reason: SkipReason,
        /// From this instant on (inclusive) the person may be asked; `None` is never.
        next_eligible_at: Option<Utc>,
    },
}

impl Decision {
    /// From when on the person may be asked: `now` if already, `None` if never.
    #[must_use]
    pub fn next_eligible_at(&self, now: Utc) -> Option<Utc> {
        match self {
            Self::Show => Some(now),
            Self::Skip { next_eligible_at, .. } => *next_eligible_at,
        }
    }

    /// Whether the card may be shown.
    #[must_use]
    pub fn is_show(&self) -> bool {
        matches!(self, Self::Show)
    }
}

/// Why somebody is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// The person said "never again".
    OptedOut,
    /// An earlier ask of the same group; its outcome decides how long.
    Cooldown(EventKind),
    /// Another survey asked a short while ago.
    AnySurveyGap,
    /// As many asks as the policy allows in its period.
    Cap,
    /// The person is too new to the site.
    FirstSeenDelay,
}

impl SkipReason {
    /// A stable word for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OptedOut => "opted_out",
            Self::Cooldown(EventKind::Answered) => "answered",
            Self::Cooldown(EventKind::Dismissed) => "dismissed",
            Self::Cooldown(EventKind::Snoozed) => "snoozed",
            Self::Cooldown(_) => "shown",
            Self::AnySurveyGap => "any_survey_gap",
            Self::Cap => "cap",
            Self::FirstSeenDelay => "first_seen_delay",
        }
    }
}

/// Applies the whole rule. Shuffling or repeating the history changes nothing.
///
/// ```
/// use outoften_core::fatigue::{Decision, Event, EventKind, Policy, decide};
/// use outoften_core::time::{Span, Utc};
/// let answered_at = Utc::from_ms(1_763_802_060_000);
/// let history = [Event::new(EventKind::Answered, answered_at, "nps-relational")];
/// let due = answered_at.after(Span::Months(6));
/// assert_eq!(decide(&history, &Policy::default(), due), Decision::Show);
/// let a_moment_before = Utc::from_ms(due.as_ms() - 1);
/// let skip = decide(&history, &Policy::default(), a_moment_before);
/// assert_eq!(skip.next_eligible_at(a_moment_before), Some(due));
/// ```
#[must_use]
pub fn decide(history: &[Event], policy: &Policy, now: Utc) -> Decision {
    let events = in_order(history, now, policy.skew_tolerance);
    if events.iter().any(|event| event.kind == EventKind::OptedOut) {
        return Decision::Skip { reason: SkipReason::OptedOut, next_eligible_at: None };
    }
    let asks = asks_of(&events, &policy.group, policy.max_snoozes);
    let mut latest: Option<(Utc, SkipReason)> = None;
    let mut hold = |until: Utc, reason: SkipReason| {
        if latest.is_none_or(|(bound, _)| until > bound) {
            latest = Some((until, reason));
        }
    };
    for ask in &asks {
        hold(ask.at.after(policy.cooldown.of(ask.outcome)), SkipReason::Cooldown(ask.outcome));
    }
    for until in gap_bounds(&events, policy) {
        hold(until, SkipReason::AnySurveyGap);
    }
    if let Some(until) = cap_bound(&asks, policy) {
        hold(until, SkipReason::Cap);
    }
    if let Some(until) = first_seen_bound(&events, policy) {
        hold(until, SkipReason::FirstSeenDelay);
    }
    match latest {
        Some((until, reason)) if now < until => {
            Decision::Skip { reason, next_eligible_at: Some(until) }
        }
        _ => Decision::Show,
    }
}

/// Another survey's display or outcome holds this one back for the gap. The gap is short on
/// purpose: with the long cooldown a weekly survey would silence all others for ever.
fn gap_bounds<'a>(events: &'a [Event], policy: &'a Policy) -> impl Iterator<Item = Utc> + 'a {
    let exempt = |group: &str| policy.exempt_groups.iter().any(|name| name == group);
    let gap = policy.any_survey_gap.filter(|_| !exempt(&policy.group));
    events
        .iter()
        .filter(|event| {
            matches!(event.kind, EventKind::Shown | EventKind::Dismissed | EventKind::Answered)
        })
        .filter(move |event| event.group != policy.group && !exempt(&event.group))
        .filter_map(move |event| gap.map(|gap| event.at.after(gap)))
}

/// With `max` asks in the last period, the oldest of them has to leave it first.
fn cap_bound(asks: &[Ask], policy: &Policy) -> Option<Utc> {
    let cap = policy.cap?;
    let oldest = asks.len().checked_sub(usize::from(cap.max))?;
    asks.get(oldest).map(|ask| ask.at.after(cap.per))
}

/// A person known on several devices was first seen on the earliest.
fn first_seen_bound(events: &[Event], policy: &Policy) -> Option<Utc> {
    let delay = policy.first_seen_delay?;
    let first = events.iter().find(|event| event.kind == EventKind::FirstSeen)?;
    Some(first.at.after(delay))
}

#[cfg(test)]
#[path = "decide_test.rs"]
mod tests;
