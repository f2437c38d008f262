//! All answers of a survey as lines, page by page: memory stays flat however many there are.

use jiff::Timestamp;
use serde_json::json;

use super::formula::defused;
use crate::store::{Answer, Snapshot, Store, StoreError};

/// Rows read at a time.
const PAGE: u32 = 1_000;

/// The columns, in order.
const HEADER: [&str; 18] = [
    "survey",
    "id",
    "rev",
    "metric",
    "score",
    "comment",
    "done",
    "elapsed_ms",
    "lang",
    "channel",
    "touchpoint",
    "segment",
    "suspect",
    "received_at",
    "updated_at",
    "scale",
    "drivers",
    // Empty unless it was asked for.
    "contact",
];

/// How a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// RFC 4180, every cell quoted, formulas defused: for people and spreadsheets.
    Csv,
    /// RFC 4180 with the texts as they are: for programs.
    RawCsv,
    /// One JSON object per line.
    JsonLines,
}

/// The lines of an export, a page at a time.
pub struct Lines {
    store: Store,
    survey: String,
    form: Form,
    contacts: bool,
    /// Of which moment all pages are; `None`: each of its own.
    moment: Option<Snapshot>,
    /// The last id that was written; `None` before the header.
    after: Option<String>,
    done: bool,
}

impl Lines {
    /// All answers of a survey.
    #[must_use]
    pub fn new(store: Store, survey: &str, form: Form) -> Self {
        let survey = survey.to_owned();
        Self { store, survey, form, contacts: false, moment: None, after: None, done: false }
    }

    /// Also the addresses of those who agreed to be written to.
    #[must_use]
    pub fn with_contacts(self, contacts: bool) -> Self {
        Self { contacts, ..self }
    }

    /// All pages of the same moment. Only where the reader is quick: SQLite's log grows until the
    /// last page is read.
    ///
    /// # Errors
    /// The database is unavailable.
    pub async fn of_one_moment(self) -> Result<Self, StoreError> {
        Ok(Self { moment: Some(self.store.snapshot().await?), ..self })
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
        if self.after.is_none() && self.form != Form::JsonLines {
            bytes.extend_from_slice(csv_row(&HEADER.map(str::to_owned)).as_bytes());
        }
        for (answer, updated_at_ms) in &page {
            bytes.extend_from_slice(self.line(answer, *updated_at_ms).as_bytes());
        }
        self.done = page.len() < PAGE as usize;
        self.after = Some(page.last().map_or(after, |(answer, _)| answer.id.clone()));
        Ok(Some(bytes))
    }

    /// Answers and their addresses, of one moment; the next page is of a later one, unless all of
    /// the file is.
    async fn read(&mut self, after: &str) -> Result<Vec<(Answer, i64)>, StoreError> {
        let mut of_this_page = None;
        let moment = match &mut self.moment {
            Some(moment) => moment,
            None => of_this_page.insert(self.store.snapshot().await?),
        };
        let mut page = moment.page(&self.survey, after, PAGE).await?;
        let (Some((first, _)), Some((last, _))) = (page.first(), page.last()) else {
            return Ok(page);
        };
        if self.contacts {
            let mut found = moment.contacts(&self.survey, &first.id, &last.id).await?;
            for (answer, _) in &mut page {
                answer.contact = found.remove(&answer.id);
            }
        }
        Ok(page)
    }

    fn line(&self, answer: &Answer, updated_at_ms: i64) -> String {
        let cells = cells(answer, updated_at_ms);
        match self.form {
            Form::Csv => csv_row(&cells.map(|cell| defused(&cell).into_owned())),
            Form::RawCsv => csv_row(&cells),
            Form::JsonLines => {
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

fn cells(answer: &Answer, updated_at_ms: i64) -> [String; 18] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        answer.survey.clone(),
        answer.id.clone(),
        answer.rev.to_string(),
        answer.metric.name().to_owned(),
        answer.score.to_string(),
        text(&answer.comment),
        answer.done.to_string(),
        answer.elapsed_ms.to_string(),
        text(&answer.lang),
        text(&answer.channel),
        text(&answer.touchpoint),
        text(&answer.segment),
        answer.suspect.to_string(),
        instant(answer.received_at_ms),
        instant(updated_at_ms),
        answer.scale().to_owned(),
        answer.drivers.join(" "),
        text(&answer.contact),
    ]
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
