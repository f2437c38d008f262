//! Reads files and keeps their comments on a thread of its own, so that the page stays responsive.
//!
//! - `file_worker`: reads; knows no thread
//! - `thread`: the file worker on a thread of its own, which runs this same module a second time
//! - `client`: the page's client, of the thread, or of a file worker in the page where the browser
//!   gives no thread
//!
//! Their messages are in `model::messages`.

mod client;
mod file_worker;
mod thread;

pub use client::ReaderClient;
pub use thread::serve;
