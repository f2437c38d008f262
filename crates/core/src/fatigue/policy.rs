//! How long to wait after what, with the defaults that keep the six-month promise.
//!
//! Only the figures; applying them is [`super::decide`], reading them from a document is
//! `policy_reader`.

use super::history::EventKind;
use crate::choices::choices;
use crate::time::Span;

/// The group that surveys share unless they name another.
pub const DEFAULT_GROUP: &str = "nps-relational";

choices! {
    /// Ready policies. A document may name one and change single fields of it.
    Profile {
        Strict = "strict": "the default: six months after any ask",
        Yearly = "yearly": "twelve months after any ask",
        Lenient = "lenient": "six months after an answer, 30 days after a dismissal, 14 days \
            after a display, at most 3 asks in six months",
        Transactional = "transactional": "90 days after any ask, in the group nps-transactional",
    }
}

/// The whole policy. Every field has a default.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Policy {
    /// The shared quarantine this survey belongs to. Default `nps-relational`.
    pub group: String,
    /// Waiting times after an ask of the same group.
    pub cooldown: Cooldown,
    /// How often in a row "later" is believed. Default 2.
    pub max_snoozes: u16,
    /// Least time between any two surveys of different groups. Default 30 days; `null` is none.
    pub any_survey_gap: Option<Span>,
    /// Groups that neither wait for the gap nor cause it. Default `["followup"]`.
    pub exempt_groups: Vec<String>,
    /// Most asks per period. Default none.
    pub cap: Option<Cap>,
    /// How far ahead of now a stamp may be and still be believed. Default 24 hours.
    pub skew_tolerance: Span,
    /// How long a new visitor is left in peace. Default none.
    pub first_seen_delay: Option<Span>,
}

/// Waiting times by how the last ask ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Cooldown {
    /// After a score. Default 6 months.
    pub answered: Span,
    /// After closing the card without a score. Default 6 months.
    pub dismissed: Span,
    /// After a display that was ignored. Default 6 months.
    pub shown: Span,
    /// After "later". Default 7 days.
    pub snoozed: Span,
}

/// At most `max` asks in `per`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Cap {
    /// 1 or more.
    pub max: u16,
    /// The period.
    pub per: Span,
}

impl Cooldown {
    const fn same(span: Span) -> Self {
        Self { answered: span, dismissed: span, shown: span, snoozed: Span::Days(7) }
    }

    /// The waiting time after this outcome.
    #[must_use]
    pub const fn of(&self, outcome: EventKind) -> Span {
        match outcome {
            EventKind::Answered | EventKind::OptedOut => self.answered,
            EventKind::Dismissed => self.dismissed,
            EventKind::Snoozed => self.snoozed,
            EventKind::Shown | EventKind::FirstSeen => self.shown,
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::of(Profile::Strict)
    }
}

impl Policy {
    /// A ready policy.
    ///
    /// ```
    /// use outoften_core::fatigue::{Policy, Profile};
    /// use outoften_core::time::Span;
    /// assert_eq!(Policy::of(Profile::Yearly).cooldown.dismissed, Span::Months(12));
    /// ```
    #[must_use]
    pub fn of(profile: Profile) -> Self {
        let (group, cooldown, cap) = match profile {
            Profile::Strict => (DEFAULT_GROUP, Cooldown::same(Span::Months(6)), None),
            Profile::Yearly => (DEFAULT_GROUP, Cooldown::same(Span::Months(12)), None),
            Profile::Lenient => (
                DEFAULT_GROUP,
                Cooldown {
                    answered: Span::Months(6),
                    dismissed: Span::Days(30),
                    shown: Span::Days(14),
                    snoozed: Span::Days(7),
                },
                Some(Cap { max: 3, per: Span::Months(6) }),
            ),
            Profile::Transactional => ("nps-transactional", Cooldown::same(Span::Days(90)), None),
        };
        Self {
            group: group.to_owned(),
            cooldown,
            max_snoozes: 2,
            any_survey_gap: Some(Span::Days(30)),
            exempt_groups: vec!["followup".to_owned()],
            cap,
            skew_tolerance: Span::Hours(24),
            first_seen_delay: None,
        }
    }
}
