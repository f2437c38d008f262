//! What each way through the card records and sends.

use super::*;

fn score(value: u8) -> Score {
    Score::new(value).unwrap()
}

/// A card whose survey asks the unhappy for reasons and everybody for an address.
fn curious() -> Card {
    let document = serde_json::json!({"id": "a", "metric": "csat",
        "drivers": {"classes": ["detractor"], "options": [
            {"id": "one", "labels": {"en": "One"}}, {"id": "two", "labels": {"en": "Two"}}]},
        "contact": {"classes": ["detractor", "passive", "promoter"]}});
    let survey = Survey::read(&document).unwrap();
    Card::asking(Asks::of(&survey))
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
    card.take(Input::Write("never\0 seen".into()));
    assert_eq!(card.comment, "never seen");
}

/// What an input method has begun stays whole until it is ready; then the limit holds again.
#[test]
fn the_limit_cuts_no_composition() {
    let mut card = Card::default();
    card.take(Input::Choose(score(3)));
    let full = "か".repeat(1_999);
    card.take(Input::Write(full.clone()));
    card.take(Input::Compose(true));
    card.take(Input::Write(format!("{full}にほんご")));
    assert_eq!((card.comment.chars().count(), card.left()), (2_003, 0));
    card.take(Input::Compose(false));
    card.take(Input::Write(format!("{full}日本語")));
    assert_eq!(card.comment, format!("{full}日"));
}

/// What somebody else has chosen and written is nobody's, whatever the card shows.
#[test]
fn another_visitor_ends_the_card_and_nothing_is_sent() {
    let mut card = Card::default();
    assert_eq!(card.take(Input::End), [Effect::Remove], "it is no dismissal");
    let mut card = Card::default();
    card.take(Input::Choose(score(3)));
    card.take(Input::Write("mine".into()));
    assert_eq!(card.take(Input::End), [Effect::Remove]);
    for later in [Input::Send, Input::Leave, Input::Settled, Input::Close] {
        assert_eq!(card.take(later), []);
    }
    let mut card = Card::default();
    card.take(Input::Choose(score(3)));
    card.take(Input::Send);
    assert_eq!(card.take(Input::End), [Effect::Remove], "the thank-you too");
}

#[test]
fn reasons_are_sent_with_send_and_only_by_whom_they_were_asked() {
    let mut card = curious();
    card.take(Input::Choose(score(1)));
    card.take(Input::Tick(1));
    card.take(Input::Tick(0));
    card.take(Input::Tick(0));
    let [_, Effect::Deliver(early)] = &card.take(Input::Settled)[..] else { panic!() };
    assert!(early.drivers.is_empty());
    let mut happy = card.clone();
    let [Effect::Deliver(late)] = &card.take(Input::Send)[..] else { panic!() };
    assert_eq!(late.drivers, [1]);
    happy.take(Input::Choose(score(5)));
    let [Effect::Deliver(late)] = &happy.take(Input::Send)[..] else { panic!() };
    assert!(late.drivers.is_empty());
}

#[test]
fn an_address_needs_the_tick_and_the_tick_an_address() {
    for (address, agreed, sends) in [
        ("", false, true),
        ("  ", false, true),
        ("ana@example.com", true, true),
        (" ana@example.com ", true, true),
        ("ana@example.com", false, false),
        ("", true, false),
        ("ana", true, false),
    ] {
        let mut card = curious();
        card.take(Input::Choose(score(5)));
        card.take(Input::Address(address.into()));
        card.take(Input::Agree(agreed));
        assert!(!card.wrong, "not before Send");
        let effects = card.take(Input::Send);
        assert_eq!(card.wrong, !sends, "{address:?} {agreed}");
        if sends {
            let Some(Effect::Deliver(revision)) = effects.last() else { panic!() };
            let expected = agreed.then_some("ana@example.com");
            assert_eq!(revision.contact.as_deref(), expected);
        } else {
            assert_eq!((effects, card.step), (vec![Effect::Focus(".contact input")], Step::Asking));
            card.take(Input::Address("b@example.com".into()));
            card.take(Input::Agree(true));
            assert!(!card.wrong, "put right");
        }
    }
}

#[test]
fn without_send_no_address_leaves_the_page() {
    let mut card = curious();
    card.take(Input::Choose(score(1)));
    card.take(Input::Address("ana@example.com".into()));
    card.take(Input::Agree(true));
    let effects = card.take(Input::Close);
    let Some(Effect::Deliver(revision)) = effects.get(1) else { panic!("{effects:?}") };
    assert_eq!((revision.contact.as_deref(), revision.done), (None, false));
}

#[test]
fn a_score_chosen_by_pointer_is_seen_before_the_question_gives_way() {
    let mut card = Card::default();
    assert_eq!(card.take(Input::Follow), [], "nothing is chosen");
    assert_eq!(card.take(Input::Point(score(9))), []);
    card.take(Input::Choose(score(9)));
    assert!(!card.follows() && !card.folded);
    assert_eq!(card.take(Input::Follow), [Effect::Focus(".change")]);
    assert!(card.follows() && card.folded);
    assert_eq!(card.take(Input::Change), [Effect::Focus("input:checked")]);
    assert!(!card.folded);
    card.take(Input::Point(score(3)));
    assert!(card.follows(), "what follows stays while another score is seen");
}

#[test]
fn a_score_chosen_by_key_leaves_the_question_until_something_else_is_done() {
    for (input, folds) in [
        (Input::Choose(score(4)), false),
        (Input::Settled, false),
        (Input::Compose(true), false),
        (Input::Write("w".into()), true),
        (Input::Tick(0), true),
        (Input::Address("a".into()), true),
        (Input::Agree(true), true),
    ] {
        let mut card = Card::default();
        card.take(Input::Choose(score(5)));
        assert!(card.follows() && !card.folded);
        card.take(input.clone());
        assert_eq!(card.folded, folds, "{input:?}");
    }
}

#[test]
fn enter_in_the_scale_leads_to_the_comment_and_sends_nothing() {
    let mut card = Card::default();
    assert_eq!(card.take(Input::Enter), []);
    card.take(Input::Choose(score(7)));
    assert_eq!(card.take(Input::Enter), [Effect::Focus("textarea")]);
    assert!(card.folded);
}
