//! Properties of the rule and cases that the shared examples leave out.

use super::super::policy::{Cap, Cooldown, Profile};
use super::*;
use crate::time::Span;
use proptest::prelude::*;

const GROUPS: [&str; 4] = ["nps-relational", "csat", "followup", "nps-transactional"];
const DAY_MS: i64 = 86_400_000;

fn at(day: i64) -> Utc {
    Utc::from_ms(1_700_000_000_000 + day * DAY_MS)
}

fn event(kind: EventKind, day: i64) -> Event {
    Event::new(kind, at(day), GROUPS[0])
}

fn histories() -> impl Strategy<Value = Vec<Event>> {
    let kinds = prop::sample::select(&EventKind::ALL[..5]);
    let groups = prop::sample::select(&GROUPS[..]);
    prop::collection::vec(
        (kinds, groups, 0_i64..1200)
            .prop_map(|(kind, group, day)| Event::new(kind, at(day), group)),
        0..12,
    )
}

fn policies() -> impl Strategy<Value = Policy> {
    let profiles = prop::sample::select(Profile::ALL);
    (profiles, prop::option::of(1_u16..4), prop::option::of(1_u16..60)).prop_map(
        |(profile, max, delay)| Policy {
            cap: max.map(|max| Cap { max, per: Span::Months(6) }),
            first_seen_delay: delay.map(Span::Days),
            ..Policy::of(profile)
        },
    )
}

proptest! {
    #[test]
    fn order_and_repeats_change_nothing(
        history in histories(), policy in policies(), day in 0_i64..1500, seed in any::<prop::sample::Index>()
    ) {
        let expected = decide(&history, &policy, at(day));
        let mut shuffled = history.clone();
        shuffled.reverse();
        if !shuffled.is_empty() {
            let turn = seed.index(shuffled.len());
            shuffled.rotate_left(turn);
            shuffled.extend(history.iter().take(turn).cloned());
        }
        prop_assert_eq!(decide(&shuffled, &policy, at(day)), expected);
    }

    #[test]
    fn once_eligible_always_eligible_while_nothing_happens(
        history in histories(), policy in policies(), day in 0_i64..1500, later in 0_i64..800
    ) {
        if decide(&history, &policy, at(day)).is_show() {
            prop_assert!(decide(&history, &policy, at(day + later)).is_show());
        }
    }

    #[test]
    fn the_announced_instant_is_the_first_eligible_one(
        history in histories(), policy in policies(), day in 1200_i64..1500
    ) {
        let Some(next) = decide(&history, &policy, at(day)).next_eligible_at(at(day)) else {
            return Ok(());
        };
        prop_assert!(decide(&history, &policy, next).is_show());
        if next > at(day) {
            let just_before = Utc::from_ms(next.as_ms() - 1);
            prop_assert!(!decide(&history, &policy, just_before).is_show());
        }
    }

    #[test]
    fn nobody_is_asked_twice_in_six_months(days in prop::collection::vec(0_i64..2000, 1..60)) {
        let policy = Policy::default();
        let mut history: Vec<Event> = Vec::new();
        let mut asked: Vec<Utc> = Vec::new();
        let mut days = days;
        days.sort_unstable();
        for day in days {
            if decide(&history, &policy, at(day)).is_show() {
                asked.push(at(day));
                history.push(event(EventKind::Shown, day));
            }
        }
        for pair in asked.windows(2) {
            prop_assert!(pair[1] >= pair[0].after(Span::Months(6)));
        }
    }
}

#[test]
fn the_reason_is_the_bound_that_holds_longest() {
    let mut history = vec![event(EventKind::Answered, 0)];
    let skip = decide(&history, &Policy::default(), at(1));
    assert_eq!(
        skip,
        Decision::Skip {
            reason: SkipReason::Cooldown(EventKind::Answered),
            next_eligible_at: Some(at(0).after(Span::Months(6))),
        }
    );
    history.push(Event::new(EventKind::Shown, at(175), "csat"));
    let Decision::Skip { reason, .. } = decide(&history, &Policy::default(), at(176)) else {
        panic!("asked within the gap");
    };
    assert_eq!(reason, SkipReason::AnySurveyGap);
}

#[test]
fn exempt_groups_neither_wait_nor_hold_back() {
    let relational = [Event::new(EventKind::Answered, at(0), GROUPS[0])];
    let followup = Policy { group: "followup".into(), ..Policy::default() };
    assert!(decide(&relational, &followup, at(1)).is_show());
    let mini = [Event::new(EventKind::Answered, at(0), "followup")];
    assert!(decide(&mini, &Policy::default(), at(1)).is_show());
}

#[test]
fn a_stamp_from_a_clock_far_ahead_is_taken_as_now() {
    let history = [event(EventKind::Answered, 700)];
    let next = decide(&history, &Policy::default(), at(0)).next_eligible_at(at(0));
    assert_eq!(next, Some(at(0).after(Span::Months(6))));
}

#[test]
fn a_late_answer_upgrades_the_dismissed_ask() {
    let lenient = Policy::of(Profile::Lenient);
    let history =
        [event(EventKind::Shown, 0), event(EventKind::Dismissed, 0), event(EventKind::Answered, 3)];
    let next = decide(&history, &lenient, at(40)).next_eligible_at(at(40));
    assert_eq!(next, Some(at(3).after(Span::Months(6))));
}

#[test]
fn snoozes_are_counted_in_a_row() {
    let snoozed = |days: &[i64]| -> Vec<Event> {
        days.iter()
            .flat_map(|day| [event(EventKind::Shown, *day), event(EventKind::Snoozed, *day)])
            .collect()
    };
    let policy = Policy::default();
    assert!(decide(&snoozed(&[0, 8]), &policy, at(15)).is_show());
    assert!(!decide(&snoozed(&[0, 8, 16]), &policy, at(24)).is_show());
    let mut interrupted = snoozed(&[0, 8]);
    interrupted.push(event(EventKind::Dismissed, 9));
    interrupted.extend(snoozed(&[400, 408]));
    assert!(decide(&interrupted, &policy, at(415)).is_show());
}

#[test]
fn profiles_wait_as_they_say() {
    let days = |profile: Profile| {
        let Cooldown { answered, dismissed, shown, snoozed } = Policy::of(profile).cooldown;
        [answered, dismissed, shown, snoozed].map(Span::parts)
    };
    assert_eq!(days(Profile::Strict), [("months", 6), ("months", 6), ("months", 6), ("days", 7)]);
    assert_eq!(days(Profile::Lenient), [("months", 6), ("days", 30), ("days", 14), ("days", 7)]);
    assert_eq!(days(Profile::Transactional)[0], ("days", 90));
}
