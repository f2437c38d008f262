//! Reads a file slice by slice, keeps its comments, answers questions about them.

use crate::browser::{files, now_ms};
use crate::model::desk::Desk;
use crate::model::gathering::Gathering;
use crate::model::messages::{Ask, Choice, Problem, Say, Taken};
use outoften_core::reading::{ReadError, Reading};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Blob, TextDecoder};

/// Bytes from which the columns are found; more than the core holds back for that.
const SAMPLE_BYTES: f64 = 1_200_000.0;
/// Milliseconds between two reports of progress.
const PROGRESS_MS: f64 = 80.0;

/// The clerk with the comments of the last file. Small enough to be handed about.
#[derive(Clone)]
pub struct Clerk {
    desk: Rc<RefCell<Desk>>,
    /// Bytes read between two breaths.
    slice_bytes: f64,
}

impl Clerk {
    /// With an empty desk. `slice_bytes` are read without letting anything else happen.
    pub fn new(slice_bytes: f64) -> Self {
        Self { desk: Rc::default(), slice_bytes }
    }

    /// Does what was asked and says what there is to say. `say` gives false when nobody wants to
    /// hear more.
    pub async fn serve(&self, ask: Ask, file: Option<Blob>, say: impl Fn(Say) -> bool) {
        let said = match ask {
            Ask::Read { name, choice } => match self.read(&name, &choice, file, &say).await {
                Ok(said) => said,
                Err(problem) => Say::Stopped(problem),
            },
            Ask::Keep { metric, comments } => {
                let mut desk = Desk::new(metric);
                for (value, text) in comments {
                    desk.take(value, &text);
                }
                self.desk.replace(desk);
                return;
            }
            Ask::Find(wanted) => {
                let matches = self.desk.borrow().find(&wanted);
                Say::Found(wanted, matches)
            }
            Ask::Themes(language) => Say::Themes(self.desk.borrow().themes(&language)),
        };
        say(said);
    }

    async fn read(
        &self,
        name: &str,
        choice: &Choice,
        file: Option<Blob>,
        say: &impl Fn(Say) -> bool,
    ) -> Result<Say, Problem> {
        let file = file.ok_or(Problem::Unreadable)?;
        let taken = columns(&file, choice).await?;
        let dated = taken.date.is_some();
        say(Say::Columns(taken));
        let mut gathering = Gathering::new(choice, dated);
        let mut reading = Reading::new(choice.options(dated));
        let letters = Letters::of(&slice(&file, 0.0, SAMPLE_BYTES).await?);
        let (mut at, mut said_at_ms) = (0.0, 0.0);
        while at < file.size() {
            let bytes = letters.decode(slice(&file, at, at + self.slice_bytes).await?);
            reading.push(&bytes, &mut gathering).map_err(problem)?;
            at += self.slice_bytes;
            if now_ms() - said_at_ms > PROGRESS_MS {
                said_at_ms = now_ms();
                if !say(Say::Progress((at / file.size()).min(1.0), gathering.rows())) {
                    break;
                }
            }
        }
        reading.finish(&mut gathering).map_err(problem)?;
        let (findings, desk) = gathering.findings(name);
        self.desk.replace(desk);
        Ok(Say::Done(Box::new(findings)))
    }
}

/// Letters that are no UTF-8, decoded by the browser: what Windows programs write in Europe.
struct Letters(Option<TextDecoder>);

impl Letters {
    /// By the beginning of a file. UTF-16 is the core's business.
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
async fn columns(file: &Blob, choice: &Choice) -> Result<Taken, Problem> {
    let bytes = slice(file, 0.0, SAMPLE_BYTES).await?;
    let bytes = Letters::of(&bytes).decode(bytes);
    let mut reading = Reading::new(choice.options(false));
    let mut nowhere = Gathering::new(&Choice::default(), false);
    reading.push(&bytes, &mut nowhere).map_err(problem)?;
    if reading.columns().is_none() {
        reading.finish(&mut nowhere).map_err(problem)?;
    }
    reading.columns().map(Taken::of).ok_or(Problem::Empty)
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
