//! Cases of the follow-up queue as the collector tells them.
//!
//! Not here: which answers become cases, and the 24 hours; those are the collector's.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// States, in their order.
pub const STATES: [&str; 5] = ["new", "contacted", "solving", "solved", "closed"];
/// Remedies that a case may name.
pub const REMEDIES: [&str; 7] =
    ["better_version", "alternative", "apology", "refund", "repair", "explanation", "none"];
/// Parts of a reply, in their order.
pub const PARTS: [&str; 4] = ["reason", "problem", "questions", "assurance"];

/// One low answer with its follow-up.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Case {
    /// The answer's id.
    pub id: String,
    /// The metric's name.
    pub metric: String,
    /// The answer.
    pub score: u8,
    /// What was written.
    pub comment: Option<String>,
    /// The visitor's language.
    pub lang: Option<String>,
    /// Where it was asked.
    pub touchpoint: Option<String>,
    /// The visitor's segment.
    pub segment: Option<String>,
    /// How to reach them, if they agreed.
    pub contact: Option<Contact>,
    /// One of [`STATES`].
    pub state: String,
    /// Who looks after it.
    pub owner: Option<String>,
    /// One of [`REMEDIES`].
    pub remedy: Option<String>,
    /// What was promised.
    pub promise: Option<String>,
    /// When the answer came, ms since 1970.
    pub opened_at_ms: f64,
    /// When a reply is due, ms since 1970.
    pub due_at_ms: f64,
    /// When somebody replied, ms since 1970.
    pub contacted_at_ms: Option<f64>,
    /// Counts changes; a change has to name the version it is based on.
    pub version: u64,
    /// The short survey after the solution.
    pub followup: Option<ShortSurvey>,
}

/// An address that was given for this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Contact {
    /// Of e-mail.
    pub address: String,
}

/// The short survey after the solution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ShortSurvey {
    /// Its id.
    pub survey: String,
    /// What was answered, once it was.
    pub score: Option<u8>,
}

/// One page of the queue.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Queue {
    /// The oldest due first.
    pub cases: Vec<Case>,
    /// Where the next page begins.
    pub next: Option<String>,
}

impl Queue {
    /// Cases without a reply come first, the earliest due before the others.
    pub fn sort(&mut self) {
        let waits =
            |case: &Case| matches!(case.state.as_str(), "new") && case.contacted_at_ms.is_none();
        self.cases.sort_by(|one, other| {
            waits(other).cmp(&waits(one)).then(one.due_at_ms.total_cmp(&other.due_at_ms))
        });
    }
}

/// How well the queue is kept.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct QueueSummary {
    /// All cases.
    pub n: u64,
    /// Neither solved nor closed.
    pub open: u64,
    /// Of these, past their time without a word.
    pub overdue: u64,
    /// Written to within 24 hours.
    pub within_24h: u64,
    /// Written to later, or not yet and past their time.
    pub late: u64,
    /// Of both, the share in time, 0 to 1; none when there is nothing to judge.
    pub share_within_24h: Option<f64>,
    /// Milliseconds to the first word, the middle case.
    pub median_contact_ms: Option<f64>,
    /// How many have which state.
    pub by_state: BTreeMap<String, u64>,
}

/// A case with what was done and a reply to begin with.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct CaseDetails {
    /// The case.
    pub case: Case,
    /// Oldest first.
    pub history: Vec<HistoryEvent>,
    /// In the answer's language.
    pub reply: Reply,
}

/// Something that was done.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct HistoryEvent {
    /// When, ms since 1970.
    pub at_ms: f64,
    /// The token's name.
    pub by: String,
    /// `state`, `owner`, `remedy`, `promise`, `note`, `reply`, `followup`.
    pub kind: String,
    /// What.
    pub text: String,
}

/// A reply in four parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Reply {
    /// Its language.
    pub lang: String,
    /// The message's subject.
    pub subject: String,
    /// The parts, in their order.
    pub parts: Vec<ReplyPart>,
}

/// One part of a reply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplyPart {
    /// One of [`PARTS`].
    pub part: String,
    /// What it is for.
    pub title: String,
    /// Its words.
    pub text: String,
}

impl Reply {
    /// All parts as one message.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.parts.iter().map(|part| part.text.trim()).collect();
        texts.join("\n\n")
    }

    /// The first part without words.
    pub fn missing(&self) -> Option<&str> {
        let blank = |name: &&str| {
            let part = self.parts.iter().find(|part| part.part == **name);
            part.is_none_or(|part| part.text.trim().is_empty())
        };
        PARTS.iter().find(|name| blank(name)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_case_is_read_whatever_is_missing() {
        let case: Case = serde_json::from_value(json!({
            "id": "a", "score": 0, "state": "new", "opened_at_ms": 0, "due_at_ms": 86_400_000,
            "contact": {"address": "ana@shop.example"}, "version": 1, "something": "new"
        }))
        .unwrap();
        assert_eq!((case.score, case.comment.as_deref()), (0, None));
        assert_eq!(case.contact.unwrap().address, "ana@shop.example");
        assert_eq!(serde_json::from_value::<Queue>(json!({})).unwrap(), Queue::default());
    }

    #[test]
    fn whom_nobody_has_written_to_comes_first() {
        let case = |id: &str, state: &str, due_at_ms: f64| Case {
            id: id.to_owned(),
            state: state.to_owned(),
            due_at_ms,
            ..Case::default()
        };
        let cases = vec![
            case("a", "contacted", 1.0),
            case("b", "new", 3.0),
            case("c", "solving", 0.0),
            case("d", "new", 2.0),
        ];
        let mut queue = Queue { cases, next: None };
        queue.sort();
        let ids: Vec<&str> = queue.cases.iter().map(|case| case.id.as_str()).collect();
        assert_eq!(ids, ["d", "b", "c", "a"]);
    }

    #[test]
    fn a_reply_has_four_parts_and_none_may_be_blank() {
        let part = |name: &str, text: &str| ReplyPart {
            part: name.to_owned(),
            title: String::new(),
            text: text.to_owned(),
        };
        let mut reply =
            Reply { parts: PARTS.map(|name| part(name, " words ")).to_vec(), ..Reply::default() };
        assert_eq!(reply.missing(), None);
        assert_eq!(reply.text(), "words\n\nwords\n\nwords\n\nwords");
        reply.parts[2].text = " ".to_owned();
        assert_eq!(reply.missing(), Some("questions"));
        reply.parts.clear();
        assert_eq!(reply.missing(), Some("reason"));
    }
}
