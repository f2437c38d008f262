//! Answers of another tool's export: read by `outoften_core::reading`, stored like any other.
//!
//! A row's id is the hash of what stands in it, so the same file twice adds nothing. Rows that
//! are equal in all they say are told apart by how many equal ones came before them.

use std::collections::HashMap;

use outoften_core::Score;
use outoften_core::metric::Metric;
use outoften_core::reading::{BadRow, Options, ReadError, Reading, Row, Sink};
use outoften_core::wire::COMMENT_MAX_CHARS;
use sha2::{Digest, Sha256};

use crate::store::{Answer, IMPORTED, Outcome, Store, StoreError};
use crate::token::hex;

const MS_PER_DAY: i64 = 86_400_000;
/// How the ids of imported answers begin. They can be guessed from the file, so no other answer may
/// take one.
pub const IMPORT_ID: &str = "import-";
/// Bad rows that are shown.
const SHOWN: usize = 20;
/// Rows of one transaction.
const BATCH: usize = 500;

/// What became of a file.
#[derive(Debug, Default, serde::Serialize)]
pub struct Imported {
    /// Rows that were new.
    pub stored: u64,
    /// Rows that were there already.
    pub known: u64,
    /// Rows of days whose answers are no longer kept: neither stored nor counted.
    pub too_old: u64,
    /// Rows without an answer: not an answer of 0.
    pub unanswered: u64,
    /// Rows that cannot be read.
    pub bad_rows: u64,
    /// The first of them, each with what is wrong.
    pub first_bad_rows: Vec<String>,
}

/// One import, fed in chunks of any size.
pub struct Import {
    reading: Reading,
    rows: Rows,
    store: Store,
    imported: Imported,
}

/// Why an import ended early. What was stored before stays, and starting again is harmless.
#[derive(Debug)]
pub enum ImportError {
    /// The file.
    Read(ReadError),
    /// The database.
    Store(StoreError),
}

impl Import {
    /// Into this survey, on its metric's scale; rows without a date count as received now.
    #[must_use]
    pub fn new(
        store: Store,
        (survey, metric): (&str, Metric),
        options: Options,
        now_ms: i64,
    ) -> Self {
        let options = Options { metric, ..options };
        let rows = Rows {
            survey: survey.to_owned(),
            metric,
            now_ms,
            seen: HashMap::new(),
            answers: Vec::new(),
            unanswered: 0,
            bad_rows: 0,
            first_bad_rows: Vec::new(),
        };
        Self { reading: Reading::new(options), rows, store, imported: Imported::default() }
    }

    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// See [`ImportError`].
    pub async fn push(&mut self, chunk: &[u8]) -> Result<(), ImportError> {
        self.reading.push(chunk, &mut self.rows).map_err(ImportError::Read)?;
        if self.rows.answers.len() >= BATCH { self.flush().await } else { Ok(()) }
    }

    /// The file is at its end.
    ///
    /// # Errors
    /// See [`ImportError`].
    pub async fn finish(mut self) -> Result<Imported, ImportError> {
        self.reading.finish(&mut self.rows).map_err(ImportError::Read)?;
        self.flush().await?;
        self.imported.unanswered = self.rows.unanswered;
        self.imported.bad_rows = self.rows.bad_rows;
        self.imported.first_bad_rows = self.rows.first_bad_rows;
        Ok(self.imported)
    }

    async fn flush(&mut self) -> Result<(), ImportError> {
        let answers = std::mem::take(&mut self.rows.answers);
        for batch in answers.chunks(BATCH) {
            for outcome in self.store.commit_import(batch).await.map_err(ImportError::Store)? {
                match outcome {
                    Outcome::Stored => self.imported.stored += 1,
                    Outcome::Replayed | Outcome::Refused(_) => self.imported.known += 1,
                    Outcome::TooOld => self.imported.too_old += 1,
                }
            }
        }
        Ok(())
    }
}

/// Turns rows into answers.
struct Rows {
    survey: String,
    metric: Metric,
    now_ms: i64,
    /// How many equal rows came before, by the beginning of the hash of what they say: twelve
    /// bytes for each different row are all that stays of a file.
    seen: HashMap<u64, u32>,
    answers: Vec<Answer>,
    unanswered: u64,
    bad_rows: u64,
    first_bad_rows: Vec<String>,
}

impl Rows {
    fn id(&mut self, row: &Row<'_>) -> String {
        let mut hash = Sha256::new();
        hash.update([row.value, u8::from(row.day.is_some())]);
        hash.update(row.day.unwrap_or_default().to_le_bytes());
        for text in [row.comment, row.segment] {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        }
        let mut digest = [0; 16];
        for (to, from) in digest.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        let beginning = digest.first_chunk().copied().map(u64::from_le_bytes).unwrap_or_default();
        let before = self.seen.entry(beginning).or_default();
        *before += 1;
        format!("{IMPORT_ID}{}-{before}", hex(&digest))
    }
}

impl Sink for Rows {
    fn row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        let Some(score) = Score::new(row.value) else { return Ok(()) };
        let text = |bytes: &[u8], limit: usize| {
            let text = String::from_utf8_lossy(bytes);
            // U+0000 is left out: Postgres keeps none, and no person wrote it.
            let kept = text.trim().chars().filter(|sign| *sign != '\0');
            let text: String = kept.take(limit).collect();
            Some(text).filter(|text| !text.is_empty())
        };
        let id = self.id(row);
        self.answers.push(Answer {
            survey: self.survey.clone(),
            id,
            rev: 1,
            metric: self.metric,
            score,
            comment: text(row.comment, COMMENT_MAX_CHARS),
            done: true,
            elapsed_ms: 0,
            lang: None,
            channel: Some("import".to_owned()),
            touchpoint: None,
            segment: text(row.segment, 80),
            suspect: false,
            vouched: false,
            received_at_ms: row.day.map_or(self.now_ms, |day| day.saturating_mul(MS_PER_DAY)),
            person: None,
            // No browser revises what came from a file.
            key_hash: Some(IMPORTED.to_owned()),
            ticket_hash: None,
            drivers: Vec::new(),
            contact: None,
        });
        Ok(())
    }

    fn unanswered(&mut self) {
        self.unanswered += 1;
    }

    fn bad_row(&mut self, bad: BadRow) {
        self.bad_rows += 1;
        if self.first_bad_rows.len() < SHOWN {
            self.first_bad_rows.push(bad.to_string());
        }
    }
}
