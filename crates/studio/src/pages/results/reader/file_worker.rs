//! Reads a file slice by slice, keeps its comments, answers questions about them.

use crate::browser::{files, now_ms};
use crate::pages::results::model::comment_store::CommentStore;
use crate::pages::results::model::findings_builder::FindingsBuilder;
use crate::pages::results::model::messages::{
    FileColumns, Problem, ReadChoice, ReaderEvent, ReaderRequest,
};
use outoften_core::reading::{ReadError, Reading};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Blob, TextDecoder};

/// Bytes from which the columns are found; more than the core holds back for that.
const SAMPLE_BYTES: f64 = 1_200_000.0;
/// Milliseconds between two reports of progress.
const PROGRESS_MS: f64 = 80.0;

/// Reads files, with the comments of the last one. Cheap to clone.
#[derive(Clone)]
pub struct FileWorker {
    comments: Rc<RefCell<CommentStore>>,
    /// Bytes that are read without a pause.
    slice_bytes: f64,
}

impl FileWorker {
    /// Without comments. `slice_bytes` are read without a pause.
    pub fn new(slice_bytes: f64) -> Self {
        Self { comments: Rc::default(), slice_bytes }
    }

    /// Answers a request. `emit` gives false when nobody listens any more.
    pub async fn serve(
        &self,
        request: ReaderRequest,
        file: Option<Blob>,
        emit: impl Fn(ReaderEvent) -> bool,
    ) {
        let event = match request {
            ReaderRequest::Read { name, choice } => {
                match self.read(&name, &choice, file, &emit).await {
                    Ok(event) => event,
                    Err(problem) => ReaderEvent::Stopped(problem),
                }
            }
            ReaderRequest::Keep { metric, comments } => {
                let mut store = CommentStore::new(metric);
                for (value, text) in comments {
                    store.add(value, &text);
                }
                self.comments.replace(store);
                return;
            }
            ReaderRequest::Find(wanted) => {
                let matches = self.comments.borrow().find(&wanted);
                ReaderEvent::Found(wanted, matches)
            }
            ReaderRequest::Themes(language) => {
                ReaderEvent::Themes(self.comments.borrow().themes(&language))
            }
        };
        emit(event);
    }

    async fn read(
        &self,
        name: &str,
        choice: &ReadChoice,
        file: Option<Blob>,
        emit: &impl Fn(ReaderEvent) -> bool,
    ) -> Result<ReaderEvent, Problem> {
        let file = file.ok_or(Problem::Unreadable)?;
        let found = columns(&file, choice).await?;
        let dated = found.date.is_some();
        emit(ReaderEvent::Columns(found));
        let mut builder = FindingsBuilder::new(choice, dated);
        let mut reading = Reading::new(choice.options(dated));
        let decoder = LegacyDecoder::of(&slice(&file, 0.0, SAMPLE_BYTES).await?);
        let (mut at, mut reported_at_ms) = (0.0, 0.0);
        while at < file.size() {
            let bytes = decoder.decode(slice(&file, at, at + self.slice_bytes).await?);
            reading.push(&bytes, &mut builder).map_err(problem)?;
            at += self.slice_bytes;
            if now_ms() - reported_at_ms > PROGRESS_MS {
                reported_at_ms = now_ms();
                if !emit(ReaderEvent::Progress((at / file.size()).min(1.0), builder.rows())) {
                    break;
                }
            }
        }
        reading.finish(&mut builder).map_err(problem)?;
        let (findings, comments) = builder.findings(name);
        self.comments.replace(comments);
        Ok(ReaderEvent::Done(Box::new(findings)))
    }
}

/// Decodes text that is not UTF-8, as Windows programs in Europe write it.
struct LegacyDecoder(Option<TextDecoder>);

impl LegacyDecoder {
    /// By the beginning of a file. The core decodes UTF-16.
    fn of(start: &[u8]) -> Self {
        let utf_16 = start.get(..4).is_some_and(|start| {
            start.contains(&0) || start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff")
        });
        // The sample may end within a letter.
        let broken = core::str::from_utf8(start).is_err_and(|error| error.error_len().is_some());
        let decoder =
            if broken && !utf_16 { TextDecoder::new_with_label("windows-1252").ok() } else { None };
        Self(decoder)
    }

    fn decode(&self, bytes: Vec<u8>) -> Vec<u8> {
        let Some(decoder) = &self.0 else { return bytes };
        decoder.decode_with_u8_array(&bytes).map(String::into_bytes).unwrap_or(bytes)
    }
}

/// The columns, from the beginning of the file.
async fn columns(file: &Blob, choice: &ReadChoice) -> Result<FileColumns, Problem> {
    let bytes = slice(file, 0.0, SAMPLE_BYTES).await?;
    let bytes = LegacyDecoder::of(&bytes).decode(bytes);
    let mut reading = Reading::new(choice.options(false));
    let mut nowhere = FindingsBuilder::new(&ReadChoice::default(), false);
    reading.push(&bytes, &mut nowhere).map_err(problem)?;
    if reading.columns().is_none() {
        reading.finish(&mut nowhere).map_err(problem)?;
    }
    reading.columns().map(FileColumns::of).ok_or(Problem::Empty)
}

async fn slice(file: &Blob, start: f64, end: f64) -> Result<Vec<u8>, Problem> {
    files::slice(file, start, end).await.map_err(|_| Problem::Unreadable)
}

/// The core's error as what a page can help with.
fn problem(error: ReadError) -> Problem {
    match error {
        ReadError::Empty => Problem::Empty,
        ReadError::NotATable { found, advice } => {
            Problem::NotATable(found.to_owned(), advice.to_owned())
        }
        ReadError::SeveralScoreColumns { candidates } => Problem::WhichColumn(candidates),
        ReadError::NoScoreColumn { columns } if !columns.is_empty() => {
            Problem::WhichColumn(columns)
        }
        ReadError::AmbiguousDates { .. } => Problem::WhichOrder,
        ReadError::TooManySegments { limit } => Problem::TooManySegments(limit),
        other => Problem::Other(other.to_string()),
    }
}
