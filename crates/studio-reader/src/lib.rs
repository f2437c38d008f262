//! Reads files of answers for the Studio and keeps their comments.
//!
//! - `messages`, `findings`, `file_details`: what the page and the reader exchange
//! - `read`: a text or a workbook to findings; knows no browser
//! - `findings_builder`, `comment_store`: rows to tallies and comments
//!
//! The program `reader` is the same as a WebAssembly module, on a thread of its own or in the page.
//! The Studio only uses the types, so nothing of the reading is in its own module.

mod comment_store;
pub mod file_details;
pub mod findings;
mod findings_builder;
pub mod messages;
pub mod read;

pub use comment_store::CommentStore;
