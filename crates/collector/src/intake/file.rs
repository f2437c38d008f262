//! Answers of a file, which an operator sends: given elsewhere, maybe long ago.

use outoften_core::Score;
use outoften_core::metric::Metric;
use outoften_core::wire::COMMENT_MAX_CHARS;

use super::IntakeError;
use crate::store::{Answer, IMPORTED, Outcome, Store};

/// How the ids of imported answers begin. They can be guessed from the file, so no other answer may
/// take one.
pub const IMPORT_ID: &str = "import-";

/// The channel of imported answers: nobody counted their displays.
pub const IMPORT_CHANNEL: &str = "import";

/// Most characters of a segment.
const SEGMENT_MAX_CHARS: usize = 80;

pub struct FileRow<'a> {
    pub survey: &'a str,
    pub metric: Metric,
    /// The same whenever this row is read.
    pub id: String,
    /// On the metric's scale.
    pub score: Score,
    /// What the person wrote; may be empty.
    pub comment: &'a str,
    /// The group of customers; may be empty.
    pub segment: &'a str,
    /// When it was given.
    pub received_at_ms: i64,
}

impl FileRow<'_> {
    /// The row as an answer.
    #[must_use]
    pub fn into_answer(self) -> Answer {
        Answer {
            survey: self.survey.to_owned(),
            id: self.id,
            rev: 1,
            metric: self.metric,
            score: self.score,
            comment: text(self.comment, COMMENT_MAX_CHARS),
            done: true,
            elapsed_ms: 0,
            lang: None,
            channel: Some(IMPORT_CHANNEL.to_owned()),
            touchpoint: None,
            segment: text(self.segment, SEGMENT_MAX_CHARS),
            suspect: false,
            verified: false,
            received_at_ms: self.received_at_ms,
            person: None,
            // No browser revises what came from a file.
            key_hash: Some(IMPORTED.to_owned()),
            ticket_hash: None,
            drivers: Vec::new(),
            contact: None,
        }
    }
}

/// U+0000 is left out: Postgres keeps none, and no person wrote it.
fn text(text: &str, limit: usize) -> Option<String> {
    let kept = text.trim().chars().filter(|sign| *sign != '\0');
    let text: String = kept.take(limit).collect();
    Some(text).filter(|text| !text.is_empty())
}

/// Takes in answers that [`FileRow`] made, under the number of their import. One outcome for each.
///
/// # Errors
/// `Store`; then none of them is stored.
pub async fn accept_rows(
    store: &Store,
    answers: &[Answer],
    import: i64,
) -> Result<Vec<Outcome>, IntakeError> {
    Ok(store.commit_import(answers, import).await?)
}
