//! Every proof beside every kind of row.

use super::*;
use outoften_core::wire::Response;
use serde_json::json;

const HOUR_MS: i64 = 3_600_000;

fn answer(rev: u32, key: Option<&str>, ticket: Option<&str>, person: Option<&str>) -> Answer {
    let body = json!({"v": 1, "survey": "acme", "id": "0192-abcd", "rev": rev, "metric": "nps",
        "score": 3, "done": true, "elapsed_ms": 900});
    let mut answer = Answer::new(Response::read(&body).unwrap(), 0);
    answer.key_hash = key.map(str::to_owned);
    answer.ticket_hash = ticket.map(str::to_owned);
    answer.person = person.map(str::to_owned);
    answer
}

#[test]
fn a_person_is_raised_only_under_their_signature() {
    let stored = answer(1, Some("k"), Some("t"), Some("ana"));
    for (sent, verdict) in [
        (answer(2, Some("k"), Some("t"), None), Err(Missing::Person)),
        (answer(1, Some("k"), Some("t"), None), Err(Missing::Person)),
        (answer(2, Some("k"), None, Some("bo")), Err(Missing::Person)),
        (answer(2, None, Some(INVITED), None), Err(Missing::Person)),
        (answer(2, Some("another device"), None, Some("ana")), Ok(RevisionClaim::Revision)),
    ] {
        assert_eq!(check(&stored, &sent), verdict, "{sent:?}");
    }
}

#[test]
fn a_ticket_is_asked_for_as_soon_as_one_came() {
    let stored = answer(2, Some("k"), Some("t"), None);
    for (sent, verdict) in [
        (answer(3, Some("k"), Some("t"), None), Ok(RevisionClaim::Revision)),
        (answer(3, None, Some("t"), None), Ok(RevisionClaim::Revision)),
        (answer(3, Some("k"), None, None), Err(Missing::Display)),
        (answer(3, Some("k"), Some("fresh"), None), Err(Missing::Display)),
        (answer(3, None, Some("fresh"), None), Err(Missing::Display)),
        (answer(3, Some("x"), Some("t"), None), Err(Missing::Key)),
        (answer(3, Some("x"), Some("fresh"), None), Err(Missing::Key)),
        (answer(1, Some("k"), None, None), Ok(RevisionClaim::Revision)),
        (answer(2, Some("x"), None, None), Err(Missing::Key)),
        (answer(2, None, None, None), Err(Missing::Display)),
    ] {
        assert_eq!(check(&stored, &sent), verdict, "{sent:?}");
    }
}

#[test]
fn without_person_and_ticket_it_takes_the_key() {
    let stored = answer(2, Some("k"), None, None);
    for (sent, verdict) in [
        (answer(3, Some("k"), None, None), Ok(RevisionClaim::Revision)),
        (answer(3, Some("k"), Some("t"), None), Ok(RevisionClaim::Revision)),
        (answer(1, Some("k"), None, None), Ok(RevisionClaim::Revision)),
        (answer(3, Some("x"), None, None), Err(Missing::Key)),
        (answer(3, None, None, None), Err(Missing::Key)),
        (answer(3, None, Some("t"), None), Err(Missing::Key)),
        (answer(1, None, None, None), Err(Missing::Key)),
    ] {
        assert_eq!(check(&stored, &sent), verdict, "{sent:?}");
    }
    let imported = answer(1, Some(IMPORTED), None, None);
    assert_eq!(check(&imported, &answer(2, None, None, None)), Err(Missing::Key));
    assert_eq!(check(&imported, &imported), Ok(RevisionClaim::Revision), "the same file again");
}

#[test]
fn what_has_no_proof_can_be_raised_for_an_hour() {
    let stored = answer(1, None, None, None);
    for (after_ms, verdict) in
        [(HOUR_MS, Ok(RevisionClaim::Revision)), (HOUR_MS + 1, Err(Missing::Time))]
    {
        for key in [None, Some("k")] {
            let mut sent = answer(2, key, None, None);
            sent.received_at_ms = after_ms;
            assert_eq!(check(&stored, &sent), verdict, "{after_ms} {key:?}");
        }
    }
    // A card of an earlier version that has a ticket proves itself with it, however late.
    let mut late = answer(2, None, Some("t"), None);
    late.received_at_ms = 24 * HOUR_MS;
    assert_eq!(check(&answer(1, None, Some("t"), None), &late), Ok(RevisionClaim::Revision));
}

#[test]
fn whom_an_id_was_made_for_takes_it_back() {
    let squatter = answer(1000, Some("x"), Some("t"), None);
    assert_eq!(check(&squatter, &answer(1, None, None, Some("ana"))), Ok(RevisionClaim::Owner));
    let invited = answer(1, Some("k"), Some(INVITED), None);
    assert_eq!(check(&squatter, &invited), Ok(RevisionClaim::Owner));
    let opened_again = answer(2, Some("another form"), Some(INVITED), None);
    assert_eq!(check(&invited, &opened_again), Ok(RevisionClaim::Revision));
    let stranger = answer(3, Some("x"), Some("t"), None);
    assert_eq!(check(&invited, &stranger), Err(Missing::Key));
}
