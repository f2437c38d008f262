//! One answer as it is stored, and what became of a delivery.
//!
//! Made from a validated `outoften_core::wire::Response`, from a row of an import, or from a row
//! of the database. Writing it is `answers`' business.

use outoften_core::metric::Metric;
use outoften_core::wire::Response;
use outoften_core::{Class, Score};

use super::Missing;
use super::sql::Key;
use crate::token;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub survey: String,
    /// Made by the client, the same for every delivery and revision.
    pub id: String,
    /// 1 for the first revision; the highest wins.
    pub rev: i64,
    /// The metric the score belongs to.
    pub metric: Metric,
    /// Within the metric's scale.
    pub score: Score,
    /// What the person wrote.
    pub comment: Option<String>,
    /// Ids of the reasons the person picked.
    pub drivers: Vec<String>,
    /// Where the person agreed to be written to. Kept apart from the answer, so it is not here
    /// when an answer is read back.
    pub contact: Option<String>,
    /// Whether the person was finished.
    pub done: bool,
    /// From the card's appearance to this revision.
    pub elapsed_ms: i64,
    /// The language the question was asked in.
    pub lang: Option<String>,
    /// Where it was asked: website, e-mail, app.
    pub channel: Option<String>,
    /// What it was asked about.
    pub touchpoint: Option<String>,
    /// The group of customers.
    pub segment: Option<String>,
    /// Counted apart.
    pub suspect: bool,
    /// The collector itself showed the question: takes back an earlier revision's suspicion. Not
    /// stored.
    pub verified: bool,
    /// The server's clock at arrival, UTC.
    pub received_at_ms: i64,
    /// A keyed hash of whom it is from, if that is known.
    pub person: Option<String>,
    /// Of the revision key: only whoever has the key may revise.
    pub key_hash: Option<String>,
    /// Of the display ticket that it came with, if the collector believes it.
    pub ticket_hash: Option<String>,
}

/// What became of one delivery. All but `Refused` are a success; a person's gets the same reply,
/// whichever it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new row, or a higher revision of one.
    Stored,
    /// The same or an older revision than the one that is stored.
    Replayed,
    /// The answer is there, and this does not prove to come from its sender.
    Refused(Missing),
    /// Only of a file: from a day whose answers retention has deleted. Their counts stay, so nobody
    /// could tell whether this one is in them already.
    TooOld,
}

impl Answer {
    /// A validated delivery, stamped with the server's clock.
    #[must_use]
    pub fn new(response: Response, received_at_ms: i64) -> Self {
        Self {
            survey: response.survey,
            id: response.id,
            rev: i64::from(response.rev),
            metric: response.metric,
            score: response.score,
            comment: response.comment,
            drivers: response.drivers,
            contact: response.contact.map(|contact| contact.address),
            done: response.done,
            elapsed_ms: i64::from(response.elapsed_ms),
            lang: response.lang,
            channel: response.channel,
            touchpoint: response.touchpoint,
            segment: response.segment,
            suspect: false,
            verified: false,
            received_at_ms,
            person: None,
            key_hash: response.key.as_deref().map(token::hash),
            ticket_hash: None,
        }
    }

    /// From somebody known: whatever id the client made, there is one answer per person and wave.
    pub fn set_person(&mut self, key: &str, answer_id: &str) {
        answer_id.clone_into(&mut self.id);
        self.person = Some(key.to_owned());
        // The signature is proof enough, on each of their devices.
        self.ticket_hash = None;
    }

    pub(super) fn key(&self) -> Key {
        (self.survey.clone(), self.id.clone())
    }

    /// Unhappy, in between or happy, by the metric's own borders.
    #[must_use]
    pub fn class(&self) -> Class {
        self.metric.class(self.score)
    }

    /// The metric's scale as it is stored and exported: `0-10`.
    #[must_use]
    pub fn scale(&self) -> &'static str {
        self.metric.scale_name()
    }
}
