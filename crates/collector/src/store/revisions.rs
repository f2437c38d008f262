//! Combines the deliveries of one batch, answer by answer: what each row becomes, and the outcome of
//! each delivery.
//!
//! In the order of their arrival, because the first to arrive fixes what the others have to prove.
//! Not here: the statements (`rows`), the rule of proof (`proof`).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::proof::{RevisionClaim, check};
use super::{Answer, Outcome};

/// A delivery with its place in the batch.
pub(super) type Delivery<'a> = (usize, &'a Answer);

/// The deliveries of a batch by survey and id.
pub(super) type Deliveries<'a> = BTreeMap<(&'a str, &'a str), Vec<Delivery<'a>>>;

/// A batch by answer.
pub(super) fn by_answer<'a>(kept: impl Iterator<Item = Delivery<'a>>) -> Deliveries<'a> {
    let mut deliveries = Deliveries::new();
    for (place, answer) in kept {
        deliveries.entry(named(answer)).or_default().push((place, answer));
    }
    deliveries
}

/// Survey and id.
pub(super) fn named(answer: &Answer) -> (&str, &str) {
    (&answer.survey, &answer.id)
}

/// What a row becomes.
pub(super) struct Folded<'a> {
    /// The row, with the first delivery's instant.
    pub row: Cow<'a, Answer>,
    /// When the delivery came that it now says.
    pub updated_at_ms: i64,
    /// Whether it is another than the stored one.
    pub is_changed: bool,
}

/// Applies deliveries to the row that is there, or to none. Records the outcome of each in its place.
pub(super) fn fold<'a>(
    stored: Option<&'a Answer>,
    deliveries: &[Delivery<'a>],
    outcomes: &mut [Outcome],
) -> Option<Folded<'a>> {
    let mut record = |place: usize, outcome| {
        if let Some(recorded) = outcomes.get_mut(place) {
            *recorded = outcome;
        }
    };
    let mut folded = stored.map(|stored| unchanged(Cow::Borrowed(stored)));
    // The last of those that were applied is the one that counts as stored.
    let mut applied = None;
    for (place, sent) in deliveries {
        let Some(folded) = &mut folded else {
            folded = Some(Folded { is_changed: true, ..unchanged(Cow::Borrowed(*sent)) });
            record(*place, Outcome::Stored);
            applied = Some(*place);
            continue;
        };
        match check(&folded.row, sent) {
            Err(missing) => {
                record(*place, Outcome::Refused(missing));
                continue;
            }
            Ok(RevisionClaim::Revision) if sent.rev <= folded.row.rev => {
                record(*place, Outcome::Replayed)
            }
            Ok(claim) => {
                if let Some(before) = applied.replace(*place) {
                    record(before, Outcome::Replayed);
                }
                record(*place, Outcome::Stored);
                let row = Cow::Owned(raised(&folded.row, sent, claim));
                *folded = Folded { row, updated_at_ms: sent.received_at_ms, is_changed: true };
            }
        }
        if stored.is_none() && sent.received_at_ms < folded.row.received_at_ms {
            folded.row.to_mut().received_at_ms = sent.received_at_ms;
        }
    }
    folded
}

fn unchanged(row: Cow<'_, Answer>) -> Folded<'_> {
    Folded { updated_at_ms: row.received_at_ms, row, is_changed: false }
}

/// A row under a delivery that is applied to it.
fn raised(row: &Answer, sent: &Answer, claim: RevisionClaim) -> Answer {
    // The first delivery's day stays with the answer.
    let answer = Answer { received_at_ms: row.received_at_ms, ..sent.clone() };
    if claim == RevisionClaim::Owner {
        return answer;
    }
    Answer {
        // So does a suspicion that nothing has answered since.
        suspect: sent.suspect || (row.suspect && !sent.verified),
        // Fixed by the first that brings one; a person's further devices have keys of their own.
        key_hash: row.key_hash.clone().or(answer.key_hash),
        ticket_hash: row.ticket_hash.clone().or(answer.ticket_hash),
        ..answer
    }
}
