//! The page's client of the reader.

use super::file_worker::FileWorker;
use super::thread::WorkerThread;
use crate::pages::results::model::messages::{ReaderEvent, ReaderRequest};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

/// Bytes of a slice in the page: it answers to its visitor between two of them.
const SLICE_BYTES: f64 = 49_152.0;

/// A reader. Dropping it stops it.
pub enum ReaderClient {
    /// On a thread of its own.
    WorkerThread(WorkerThread),
    /// In the page, because the browser or its policy gave no thread.
    Here(Here),
}

/// A reader in the page.
pub struct Here {
    worker: FileWorker,
    on_event: Rc<dyn Fn(ReaderEvent)>,
    alive: Rc<Cell<bool>>,
}

impl ReaderClient {
    /// Starts a reader on a thread of its own, or in the page where that is refused.
    pub fn start(on_event: impl Fn(ReaderEvent) + Clone + 'static) -> Self {
        match WorkerThread::start(on_event.clone()) {
            Ok(thread) => Self::WorkerThread(thread),
            Err(_) => Self::here(on_event),
        }
    }

    /// Starts a reader in the page.
    pub fn here(on_event: impl Fn(ReaderEvent) + 'static) -> Self {
        let worker = FileWorker::new(SLICE_BYTES);
        Self::Here(Here { worker, on_event: Rc::new(on_event), alive: Rc::new(Cell::new(true)) })
    }

    /// Sends a request; events go to the callback that the reader was started with.
    pub fn send(&self, request: ReaderRequest, file: Option<&Blob>) {
        match self {
            Self::WorkerThread(thread) => {
                // A thread that takes no message has stopped, and has reported it.
                thread.send(&request, file);
            }
            Self::Here(here) => {
                let (worker, on_event) = (here.worker.clone(), here.on_event.clone());
                let (alive, file) = (here.alive.clone(), file.cloned());
                spawn_local(async move {
                    let emit = |event| {
                        if alive.get() {
                            on_event(event);
                        }
                        alive.get()
                    };
                    worker.serve(request, file, emit).await;
                });
            }
        }
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        self.alive.set(false);
    }
}
