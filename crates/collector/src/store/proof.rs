//! Who may revise an answer: whoever proves to be its sender, and nobody who only knows its id.
//!
//! Ids stand in exports and webhooks, so they prove nothing. An answer of a named person takes that
//! person's signature; one that came with a display ticket, the same ticket; any other its revision
//! key. Signatures and tickets are checked before they come here.

use super::Answer;

/// How long an answer that came without any proof can be revised: cards of earlier versions are
/// still in caches, and revise within minutes.
const UNPROVEN_FOR_MS: i64 = 3_600_000;

/// Stands for the key of a row that nobody sent: no hash is equal to it.
pub const IMPORTED: &str = "import";

/// Stands for the ticket of a row whose link is an invitation: each new link to it is as good.
pub const INVITED: &str = "invitation";

/// What a refused revision lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The signature of the person who gave the answer.
    Person,
    /// The display ticket that an earlier revision came with.
    Display,
    /// The revision key of the first revision.
    Key,
    /// There is nothing to prove with, and the time for that is over.
    Time,
}

/// How a delivery stands to the row that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RevisionClaim {
    /// A revision by the sender: applied if it is higher.
    Revision,
    /// The id was made for this sender alone, and the row is somebody else's: replaced by whatever
    /// revision.
    Owner,
}

/// Judges a delivery for a row that is there.
pub(super) fn check(stored: &Answer, sent: &Answer) -> Result<RevisionClaim, Missing> {
    if let Some(person) = &stored.person {
        let is_theirs = sent.person.as_ref() == Some(person);
        return if is_theirs { Ok(RevisionClaim::Revision) } else { Err(Missing::Person) };
    }
    let is_invited = |answer: &Answer| answer.ticket_hash.as_deref() == Some(INVITED);
    if sent.person.is_some() || (is_invited(sent) && !is_invited(stored)) {
        return Ok(RevisionClaim::Owner);
    }
    let key = Comparison::of(stored.key_hash.as_deref(), sent.key_hash.as_deref());
    let ticket = Comparison::of(stored.ticket_hash.as_deref(), sent.ticket_hash.as_deref());
    // A revision from before the ticket came may arrive after one that has it: nothing is applied.
    let is_overtaken = sent.rev <= stored.rev && key == Comparison::Same;
    match (ticket, key) {
        (_, Comparison::Other) if !is_invited(sent) => Err(Missing::Key),
        (Comparison::Same, _) => Ok(RevisionClaim::Revision),
        (Comparison::Absent | Comparison::Other, _) if !is_overtaken => Err(Missing::Display),
        (_, Comparison::Same) => Ok(RevisionClaim::Revision),
        (_, Comparison::Absent | Comparison::Other) => Err(Missing::Key),
        (_, Comparison::NoneStored) => {
            let age_ms = sent.received_at_ms - stored.received_at_ms;
            if age_ms <= UNPROVEN_FOR_MS { Ok(RevisionClaim::Revision) } else { Err(Missing::Time) }
        }
    }
}

/// A hash that is stored beside one that came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comparison {
    NoneStored,
    Absent,
    Same,
    Other,
}

impl Comparison {
    fn of(stored: Option<&str>, sent: Option<&str>) -> Self {
        match (stored, sent) {
            (None, _) => Self::NoneStored,
            (Some(_), None) => Self::Absent,
            (Some(stored), Some(sent)) if stored == sent => Self::Same,
            (Some(_), Some(_)) => Self::Other,
        }
    }
}

#[cfg(test)]
#[path = "proof_test.rs"]
mod tests;
