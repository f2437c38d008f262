//! What each way through the card records and sends.

use super::*;

fn score(value: u8) -> Score {
    Score::new(value).unwrap()
}

fn sent(effects: &[Effect]) -> Vec<(u32, u8, Option<&str>, bool)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Deliver(r) => Some((r.rev, r.score.get(), r.comment.as_deref(), r.done)),
            _ => None,
        })
        .collect()
}

#[test]
fn selecting_sends_nothing() {
    let mut card = Card::default();
    for value in Score::all() {
        assert_eq!(card.take(Input::Choose(value)), []);
    }
    assert_eq!(card.score, Some(Score::MAX));
}

#[test]
fn a_settled_score_is_revision_one_and_the_comment_revision_two() {
    let mut card = Card::default();
    card.take(Input::Choose(score(0)));
    let effects = card.take(Input::Settled);
    assert_eq!(effects[0], Effect::Record(EventKind::Answered));
    assert_eq!(sent(&effects), [(1, 0, None, false)]);
    card.take(Input::Write("  too slow ".into()));
    let effects = card.take(Input::Send);
    assert_eq!(sent(&effects), [(2, 0, Some("too slow"), true)]);
    assert_eq!(effects.len(), 1, "answered is recorded once");
    assert_eq!(card.step, Step::Thanked);
    assert_eq!(card.take(Input::Leave), []);
    assert_eq!(card.take(Input::Close), [Effect::Remove]);
    assert_eq!(card.take(Input::Close), []);
}

#[test]
fn a_changed_score_is_a_new_revision_and_an_unchanged_one_is_not() {
    let mut card = Card::default();
    card.take(Input::Choose(score(7)));
    assert_eq!(sent(&card.take(Input::Settled)), [(1, 7, None, false)]);
    assert_eq!(card.take(Input::Settled), []);
    card.take(Input::Choose(score(8)));
    assert_eq!(sent(&card.take(Input::Leave)), [(2, 8, None, false)]);
    assert_eq!(sent(&card.take(Input::Send)), [(3, 8, None, true)]);
}

#[test]
fn closing_keeps_a_score_and_drops_unsent_words() {
    let mut card = Card::default();
    card.take(Input::Choose(score(10)));
    card.take(Input::Write("never mind".into()));
    let effects = card.take(Input::Close);
    assert_eq!(sent(&effects), [(1, 10, None, false)]);
    assert_eq!(effects.last(), Some(&Effect::Remove));
}

#[test]
fn leaving_without_a_score_says_how() {
    for (input, event) in [
        (Input::Close, EventKind::Dismissed),
        (Input::Later, EventKind::Snoozed),
        (Input::Never, EventKind::OptedOut),
    ] {
        let effects = Card::default().take(input);
        assert_eq!(effects, [Effect::Record(event), Effect::Remove]);
    }
    assert_eq!(Card::default().take(Input::Leave), []);
}

#[test]
fn send_needs_a_score_and_the_box_keeps_two_thousand_characters() {
    let mut card = Card::default();
    assert_eq!(card.take(Input::Send), []);
    assert_eq!(card.step, Step::Asking);
    card.take(Input::Write("ж".repeat(2_001)));
    assert_eq!(card.comment.chars().count(), 2_000);
    assert_eq!(card.left(), 0);
}
