//! All answers of a survey as lines, page by page: memory stays flat however many there are.

use jiff::Timestamp;
use serde_json::json;

use super::formula::escape_formulas;
use crate::store::{Answer, Snapshot, Store, StoreError};

/// Rows read at a time.
const PAGE: u32 = 1_000;

/// The cell of an answer, and of the instant at which it was last updated.
type ToCell = fn(&Answer, i64) -> String;

/// The columns, in order.
const COLUMNS: [(&str, ToCell); 18] = [
    ("survey", |answer, _| answer.survey.clone()),
    ("id", |answer, _| answer.id.clone()),
    ("rev", |answer, _| answer.rev.to_string()),
    ("metric", |answer, _| answer.metric.name().to_owned()),
    ("score", |answer, _| answer.score.to_string()),
    ("comment", |answer, _| answer.comment.clone().unwrap_or_default()),
    ("done", |answer, _| answer.done.to_string()),
    ("elapsed_ms", |answer, _| answer.elapsed_ms.to_string()),
    ("lang", |answer, _| answer.lang.clone().unwrap_or_default()),
    ("channel", |answer, _| answer.channel.clone().unwrap_or_default()),
    ("touchpoint", |answer, _| answer.touchpoint.clone().unwrap_or_default()),
    ("segment", |answer, _| answer.segment.clone().unwrap_or_default()),
    ("suspect", |answer, _| answer.suspect.to_string()),
    ("received_at", |answer, _| instant(answer.received_at_ms)),
    ("updated_at", |_, updated_at_ms| instant(updated_at_ms)),
    ("scale", |answer, _| answer.scale().to_owned()),
    ("drivers", |answer, _| answer.drivers.join(" ")),
    // Empty unless it was asked for.
    ("contact", |answer, _| answer.contact.clone().unwrap_or_default()),
];

/// How a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// RFC 4180, every cell quoted, formulas defused: for people and spreadsheets.
    Csv,
    /// RFC 4180 with the texts as they are: for programs.
    RawCsv,
    /// One JSON object per line.
    JsonLines,
}

/// The lines of an export, a page at a time.
pub struct ExportLines {
    store: Store,
    survey: String,
    format: ExportFormat,
    contacts: bool,
    /// Of which snapshot all pages are; `None`: each of its own.
    snapshot: Option<Snapshot>,
    /// The last id that was written; `None` before the header.
    after: Option<String>,
    done: bool,
}

impl ExportLines {
    /// All answers of a survey.
    #[must_use]
    pub fn new(store: Store, survey: &str, format: ExportFormat) -> Self {
        let survey = survey.to_owned();
        Self { store, survey, format, contacts: false, snapshot: None, after: None, done: false }
    }

    /// Also the addresses of those who agreed to be written to.
    #[must_use]
    pub fn with_contacts(self, contacts: bool) -> Self {
        Self { contacts, ..self }
    }

    /// All pages of the same snapshot. Only where the reader is quick: SQLite's log grows until the
    /// last page is read.
    pub async fn from_one_snapshot(self) -> Result<Self, StoreError> {
        Ok(Self { snapshot: Some(self.store.snapshot().await?), ..self })
    }

    /// The next piece of the file; `None` at its end.
    ///
    /// # Errors
    /// The database is unavailable or damaged: the file is then incomplete.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        if self.done {
            return Ok(None);
        }
        let after = self.after.clone().unwrap_or_default();
        let page = self.read(&after).await?;
        let mut bytes = Vec::new();
        if self.after.is_none() && self.format != ExportFormat::JsonLines {
            bytes.extend_from_slice(csv_row(&COLUMNS.map(|(name, _)| name.to_owned())).as_bytes());
        }
        for (answer, updated_at_ms) in &page {
            bytes.extend_from_slice(self.line(answer, *updated_at_ms).as_bytes());
        }
        self.done = page.len() < PAGE as usize;
        self.after = Some(page.last().map_or(after, |(answer, _)| answer.id.clone()));
        Ok(Some(bytes))
    }

    /// Answers and their addresses, of one snapshot; the next page is of a later one, unless all of
    /// the file is.
    async fn read(&mut self, after: &str) -> Result<Vec<(Answer, i64)>, StoreError> {
        let mut own = None;
        let snapshot = match &mut self.snapshot {
            Some(snapshot) => snapshot,
            None => own.insert(self.store.snapshot().await?),
        };
        let mut page = snapshot.page(&self.survey, after, PAGE).await?;
        let (Some((first, _)), Some((last, _))) = (page.first(), page.last()) else {
            return Ok(page);
        };
        if self.contacts {
            let mut found = snapshot.contacts(&self.survey, &first.id, &last.id).await?;
            for (answer, _) in &mut page {
                answer.contact = found.remove(&answer.id);
            }
        }
        Ok(page)
    }

    fn line(&self, answer: &Answer, updated_at_ms: i64) -> String {
        let cells = COLUMNS.map(|(_, to_cell)| to_cell(answer, updated_at_ms));
        match self.format {
            ExportFormat::Csv => csv_row(&cells.map(|cell| escape_formulas(&cell).into_owned())),
            ExportFormat::RawCsv => csv_row(&cells),
            ExportFormat::JsonLines => {
                let mut object = json!({
                    "survey": answer.survey, "id": answer.id, "rev": answer.rev,
                    "metric": answer.metric.name(), "score": answer.score, "comment": answer.comment,
                    "done": answer.done, "elapsed_ms": answer.elapsed_ms, "lang": answer.lang,
                    "channel": answer.channel, "touchpoint": answer.touchpoint,
                    "segment": answer.segment, "suspect": answer.suspect,
                    "received_at": instant(answer.received_at_ms),
                    "updated_at": instant(updated_at_ms),
                    "scale": answer.scale(), "drivers": answer.drivers,
                });
                if self.contacts {
                    object["contact"] = json!(answer.contact);
                }
                format!("{object}\n")
            }
        }
    }
}

/// RFC 3339 in UTC.
fn instant(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map(|instant| instant.to_string()).unwrap_or_default()
}

/// One line of RFC 4180, every cell quoted.
#[must_use]
pub fn csv_row(cells: &[String]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing into memory has no way to fail, and what went in as UTF-8 comes out as UTF-8.
    drop(writer.write_record(cells));
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
