//! Answers requests: reads a file slice by slice, keeps its comments, finds them again.

use crate::browser_decoder::BrowserDecoder;
use js_sys::{Date, Uint8Array};
use outoften_answer_file::{WORKBOOK_BYTES_MAX, is_workbook};
use outoften_studio_reader::CommentStore;
use outoften_studio_reader::findings::Findings;
use outoften_studio_reader::messages::{Problem, ReadChoice, ReaderEvent, ReaderRequest};
use outoften_studio_reader::read::{self, OrderPass, SAMPLE_BYTES, TextReading};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Milliseconds between two reports of progress.
const PROGRESS_MS: f64 = 80.0;

/// Reads files, with the comments of the last one. Cheap to clone.
#[derive(Clone)]
pub struct FileWorker {
    comments: Rc<RefCell<CommentStore>>,
    stopped: Rc<Cell<bool>>,
    /// Bytes that are read without a pause.
    slice_bytes: f64,
}

impl FileWorker {
    /// Without comments.
    pub fn new(slice_bytes: f64) -> Self {
        Self { comments: Rc::default(), stopped: Rc::default(), slice_bytes }
    }

    /// Ends what is being read.
    pub fn stop(&self) {
        self.stopped.set(true);
    }

    /// Answers a request; `emit` takes what there is to report.
    pub async fn serve(
        &self,
        request: ReaderRequest,
        file: Option<Blob>,
        emit: impl Fn(ReaderEvent),
    ) {
        match request {
            ReaderRequest::Read { name, choice } => {
                let outcome = self.read(&name, &choice, file, &emit).await;
                emit(outcome.unwrap_or_else(ReaderEvent::Stopped));
            }
            ReaderRequest::Keep { metric, comments } => {
                let mut store = CommentStore::new(metric);
                for (value, text) in comments {
                    store.add(value, &text);
                }
                self.comments.replace(store);
            }
            ReaderRequest::Find(query) => {
                let found = self.comments.borrow().find(&query);
                emit(ReaderEvent::Found(query, found));
            }
            ReaderRequest::Themes(language) => {
                emit(ReaderEvent::Themes(self.comments.borrow().themes(&language)));
            }
            ReaderRequest::Stop => self.stop(),
        }
    }

    async fn read(
        &self,
        name: &str,
        choice: &ReadChoice,
        file: Option<Blob>,
        emit: &impl Fn(ReaderEvent),
    ) -> Result<ReaderEvent, Problem> {
        let file = file.ok_or(Problem::Unreadable)?;
        let (findings, comments) = if is_workbook(&slice(&file, 0.0, 4.0).await?) {
            if file.size() > WORKBOOK_BYTES_MAX as f64 {
                return Err(Problem::TooBig);
            }
            let bytes = slice(&file, 0.0, file.size()).await?;
            emit(ReaderEvent::Started);
            let mut clock = Clock::default();
            read::workbook(name, bytes, choice, |rows| {
                if clock.is_due() {
                    emit(ReaderEvent::Progress(0.0, rows));
                }
            })?
        } else {
            self.read_text(name, &file, choice, emit).await?
        };
        self.comments.replace(comments);
        Ok(ReaderEvent::Done(Box::new(findings)))
    }

    /// Reads a text, after a first pass where only its later rows tell the order of day and month.
    async fn read_text(
        &self,
        name: &str,
        file: &Blob,
        choice: &ReadChoice,
        emit: &impl Fn(ReaderEvent),
    ) -> Result<(Findings, CommentStore), Problem> {
        let first = self.read_once(name, file, choice, emit).await;
        if choice.day_first.is_some() || first.as_ref().err() != Some(&Problem::WhichOrder) {
            return first;
        }
        let mut pass: OrderPass<BrowserDecoder> = OrderPass::new(choice);
        let mut at = 0.0;
        while at < file.size() && !self.stopped.get() {
            if !pass.push(&slice(file, at, at + self.slice_bytes).await?) {
                return first;
            }
            at += self.slice_bytes;
        }
        let Some(order) = pass.finish() else { return first };
        let choice = ReadChoice { day_first: Some(order), ..choice.clone() };
        self.read_once(name, file, &choice, emit).await
    }

    async fn read_once(
        &self,
        name: &str,
        file: &Blob,
        choice: &ReadChoice,
        emit: &impl Fn(ReaderEvent),
    ) -> Result<(Findings, CommentStore), Problem> {
        let sample = slice(file, 0.0, SAMPLE_BYTES as f64).await?;
        let mut reading: TextReading<BrowserDecoder> = TextReading::begin(choice, &sample)?;
        emit(ReaderEvent::Started);
        let (mut at, mut clock) = (0.0, Clock::default());
        while at < file.size() && !self.stopped.get() {
            reading.push(&slice(file, at, at + self.slice_bytes).await?)?;
            at += self.slice_bytes;
            if clock.is_due() {
                emit(ReaderEvent::Progress((at / file.size()).min(1.0), reading.rows()));
            }
        }
        reading.finish(name)
    }
}

/// Says when progress is to be reported again.
#[derive(Default)]
struct Clock {
    last_ms: f64,
}

impl Clock {
    fn is_due(&mut self) -> bool {
        let now_ms = Date::now();
        let due = now_ms - self.last_ms > PROGRESS_MS;
        if due {
            self.last_ms = now_ms;
        }
        due
    }
}

/// The bytes from `start` up to `end` or the end of the file.
async fn slice(file: &Blob, start: f64, end: f64) -> Result<Vec<u8>, Problem> {
    let part = file.slice_with_f64_and_f64(start, end.min(file.size()));
    let part = part.map_err(|_| Problem::Unreadable)?;
    let buffer = JsFuture::from(part.array_buffer()).await.map_err(|_| Problem::Unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
