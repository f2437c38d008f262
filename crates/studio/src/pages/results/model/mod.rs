//! What the Results page knows and decides, without a browser.

pub mod comment_store;
pub mod example;
pub mod findings;
pub mod findings_builder;
pub mod messages;
pub mod replies;
