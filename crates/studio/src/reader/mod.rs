//! The reader: it reads files and keeps their comments, on a thread of its own, so that the page
//! never waits for it.
//!
//! - `clerk`: what it does; knows no thread
//! - `worker`: the clerk on a thread of its own, which runs this same module a second time
//! - `link`: the page's end, with the worker at the other, or with a clerk in the page where
//!   the browser gives no worker
//!
//! The words they exchange are `model::messages`.

mod clerk;
mod link;
mod worker;

pub use link::Link;
pub use worker::serve;
