//! Answers of another tool's export: read by `outoften_core::reading`, stored like any other.
//!
//! A row's id is the hash of the letters of all its cells, so the same rows add nothing when they
//! come again: with other columns chosen, in another order, or saved in another encoding. Equal rows
//! are told apart by how many came before them.

use std::borrow::Cow;
use std::collections::HashMap;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use outoften_core::metric::Metric;
use outoften_core::reading::{BadRow, LikelyScale, ReadError, ReadOptions, Reading, Row, Sink};
use outoften_core::{Score, Tally};
use sha2::{Digest, Sha256};

use crate::answer_file::ReadAs;
use crate::intake::{FileRow, IMPORT_ID, IntakeError, accept_rows};
use crate::store::{Answer, Outcome, Store};
use crate::token::hex;

const MS_PER_DAY: i64 = 86_400_000;
/// Bad rows that are shown.
const SHOWN: usize = 20;
/// Rows of one transaction.
const BATCH: usize = 500;

/// What became of a file.
#[derive(Debug, Default, serde::Serialize)]
pub struct Imported {
    /// The number to take it back by; null if nothing was stored.
    pub import: Option<i64>,
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
    /// Rows that do not have the values asked for.
    pub left_out: u64,
    /// Which columns were used, and what else was decided.
    pub decided: Vec<String>,
    /// What is doubtful about it.
    pub warnings: Vec<String>,
}

/// One import, fed in chunks of any size.
pub struct Import {
    reading: Reading,
    rows: Rows,
    store: Store,
    file: String,
    /// Whether rows need a date.
    dates: bool,
    imported: Imported,
}

impl Import {
    /// Into this survey, on its metric's scale. `file` is its name in the list of imports; where
    /// the options need no dates, rows count as received now.
    #[must_use]
    pub fn new(
        store: Store,
        (survey, metric): (&str, Metric),
        file: &str,
        options: ReadOptions,
        now_ms: i64,
    ) -> Self {
        let options = ReadOptions { metric, ..options };
        let rows = Rows {
            survey: survey.to_owned(),
            metric,
            now_ms,
            read_as: ReadAs::default(),
            seen: HashMap::new(),
            answers: Vec::new(),
            counts: Tally::EMPTY,
            unanswered: 0,
            bad_rows: 0,
            first_bad_rows: Vec::new(),
        };
        let dates = options.dates;
        let file = file.chars().take(200).collect();
        let reading = Reading::new(options);
        Self { reading, rows, store, file, dates, imported: Imported::default() }
    }

    /// Takes the next piece of the file, in UTF-8, and what it was read as.
    ///
    /// # Errors
    /// `File` or `Store`. What was stored before stays, and starting again is harmless.
    pub async fn push(&mut self, chunk: &[u8], read_as: ReadAs) -> Result<(), IntakeError> {
        self.rows.read_as = read_as;
        if let Err(error) = self.reading.push(chunk, &mut self.rows) {
            return Err(self.refused(error).await);
        }
        if self.rows.answers.len() >= BATCH { self.flush().await } else { Ok(()) }
    }

    /// Dates that contradict those before them make all months doubtful: what was stored is taken
    /// back.
    async fn refused(&mut self, error: ReadError) -> IntakeError {
        let doubtful =
            matches!(error, ReadError::MixedDates { .. } | ReadError::AmbiguousDates { .. });
        if let Some(id) = self.imported.import.filter(|_| doubtful)
            && let Err(error) = self.store.undo_import(id, self.rows.now_ms).await
        {
            return IntakeError::Store(error);
        }
        IntakeError::File(error)
    }

    /// The file is at its end.
    pub async fn finish(mut self) -> Result<Imported, IntakeError> {
        if let Err(error) = self.reading.finish(&mut self.rows) {
            return Err(self.refused(error).await);
        }
        self.flush().await?;
        if let Some(id) = self.imported.import.filter(|_| self.imported.stored == 0) {
            self.store.forget_import(id).await?;
            self.imported.import = None;
        }
        if let Some(columns) = self.reading.columns() {
            let checks = self.reading.checks();
            self.imported.left_out = checks.left_out;
            self.imported.decided = columns.told(self.dates);
            let warnings = columns.warnings(&checks);
            self.imported.warnings = warnings.iter().map(ToString::to_string).collect();
        }
        if self.rows.metric.scale() == (0, 10) {
            let scale = LikelyScale::of(&self.rows.counts);
            self.imported.warnings.extend(scale.map(|scale| scale.to_string()));
        }
        self.imported.unanswered = self.rows.unanswered;
        self.imported.bad_rows = self.rows.bad_rows;
        self.imported.first_bad_rows = self.rows.first_bad_rows;
        Ok(self.imported)
    }

    /// The number of this import, which begins with its first answer.
    async fn number(&mut self) -> Result<i64, IntakeError> {
        if let Some(id) = self.imported.import {
            return Ok(id);
        }
        let id = self.store.begin_import(&self.rows.survey, &self.file, self.rows.now_ms).await?;
        self.imported.import = Some(id);
        Ok(id)
    }

    async fn flush(&mut self) -> Result<(), IntakeError> {
        let answers = std::mem::take(&mut self.rows.answers);
        for batch in answers.chunks(BATCH) {
            let number = self.number().await?;
            for outcome in accept_rows(&self.store, batch, number).await? {
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
    read_as: ReadAs,
    /// How many equal rows came before, by the beginning of the hash of what they say: twelve
    /// bytes for each different row are all that stays of a file.
    seen: HashMap<u64, u32>,
    answers: Vec<Answer>,
    /// All scores of the file, new or not.
    counts: Tally,
    unanswered: u64,
    bad_rows: u64,
    first_bad_rows: Vec<String>,
}

impl Rows {
    fn id(&mut self, row: &Row<'_>) -> String {
        let mut hash = Sha256::new();
        for cell in row.cells() {
            let cell = self.as_found(cell);
            hash.update((cell.len() as u64).to_le_bytes());
            hash.update(&cell);
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

    /// A cell in the letters that the file seems to have, whatever encoding somebody named: read as
    /// another encoding it is the same row.
    fn as_found<'a>(&self, cell: &'a [u8]) -> Cow<'a, [u8]> {
        let ReadAs { used: Some(used), found: Some(found) } = self.read_as else {
            return Cow::Borrowed(cell);
        };
        if used == found || cell.is_ascii() || [used, found].iter().any(|it| is_utf_16(it)) {
            return Cow::Borrowed(cell);
        }
        let bytes = match std::str::from_utf8(cell) {
            Ok(text) if used != UTF_8 => used.encode(text).0,
            _ => Cow::Borrowed(cell),
        };
        if found == UTF_8 {
            return bytes;
        }
        let (text, _) = found.decode_without_bom_handling(&bytes);
        Cow::Owned(text.into_owned().into_bytes())
    }

    fn record_bad(&mut self, bad: String) {
        self.bad_rows += 1;
        if self.first_bad_rows.len() < SHOWN {
            self.first_bad_rows.push(bad);
        }
    }
}

fn is_utf_16(encoding: &Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

impl Sink for Rows {
    fn row(&mut self, row: &Row<'_>) -> Result<(), ReadError> {
        let Some(score) = Score::new(row.value) else { return Ok(()) };
        let (comment, segment) = (row.comment(), row.segment);
        let (Ok(comment), Ok(segment)) =
            (std::str::from_utf8(comment), std::str::from_utf8(segment))
        else {
            self.record_bad(format!(
                "line {}: letters that the encoding does not have",
                row.line()
            ));
            return Ok(());
        };
        self.counts.add(score);
        let id = self.id(row);
        let row = FileRow {
            survey: &self.survey,
            metric: self.metric,
            id,
            score,
            comment,
            segment,
            received_at_ms: row.day.map_or(self.now_ms, |day| day.saturating_mul(MS_PER_DAY)),
        };
        self.answers.push(row.into_answer());
        Ok(())
    }

    fn unanswered(&mut self) {
        self.unanswered += 1;
    }

    fn bad_row(&mut self, bad: BadRow) {
        self.record_bad(bad.to_string());
    }
}
