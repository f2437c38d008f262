//! The hosted form: the question as a plain page that needs no script.
//!
//! It serves links in e-mails, QR codes, and sites that refuse WebAssembly (in a frame). It asks
//! the same words, takes the same answers and has the same limits as the card, because both come
//! from `outoften_core`. A GET only preselects: link scanners open every address in a mail, and
//! none of them has an opinion.

mod answer;
mod frame;
mod handlers;
mod not_now;
mod origins;
mod page;
mod policy;
mod replies;
mod scanners;
mod sender;
mod shell;
mod style;
mod trouble;
mod who;

pub use answer::Sent;
pub use handlers::{get, post};
pub use origins::{Origins, OriginsError};
pub use scanners::Scanners;
pub use trouble::{FORMS, readable};
