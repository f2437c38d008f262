//! The page's end of the reader.

use super::clerk::Clerk;
use super::worker::Thread;
use crate::model::messages::{Ask, Say};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

/// Bytes of a slice in the page: it answers to its visitor between two of them.
const SLICE_BYTES: f64 = 49_152.0;

/// A reader. Dropping it ends what it does.
pub enum Link {
    /// On a thread of its own.
    Thread(Thread),
    /// In the page, because the browser or its policy gave no thread.
    Here(Here),
}

/// A clerk in the page.
pub struct Here {
    clerk: Clerk,
    hear: Rc<dyn Fn(Say)>,
    wanted: Rc<Cell<bool>>,
}

impl Link {
    /// Starts a reader on a thread of its own, or in the page where that is refused.
    pub fn start(hear: impl Fn(Say) + Clone + 'static) -> Self {
        match Thread::start(hear.clone()) {
            Ok(thread) => Self::Thread(thread),
            Err(_) => Self::here(hear),
        }
    }

    /// Starts a reader in the page.
    pub fn here(hear: impl Fn(Say) + 'static) -> Self {
        let clerk = Clerk::new(SLICE_BYTES);
        Self::Here(Here { clerk, hear: Rc::new(hear), wanted: Rc::new(Cell::new(true)) })
    }

    /// Asks for something; what it says comes to whoever started it.
    pub fn ask(&self, ask: Ask, file: Option<&Blob>) {
        match self {
            Self::Thread(thread) => {
                // A thread that takes no message is gone, and has said so.
                thread.ask(&ask, file);
            }
            Self::Here(here) => {
                let (clerk, hear) = (here.clerk.clone(), here.hear.clone());
                let (wanted, file) = (here.wanted.clone(), file.cloned());
                spawn_local(async move {
                    let say = |said| {
                        if wanted.get() {
                            hear(said);
                        }
                        wanted.get()
                    };
                    clerk.serve(ask, file, say).await;
                });
            }
        }
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        self.wanted.set(false);
    }
}
