//! The hosted form: the question as a plain page that needs no script.
//!
//! It serves links in e-mails, QR codes, and sites that refuse WebAssembly (in a frame). It asks
//! the same words, takes the same answers and has the same limits as the card, because both come
//! from `outoften_core`. A GET only preselects: link scanners open every address in a mail, and
//! none of them has an opinion. What becomes of an answer is `crate::intake`'s.

mod frame;
mod handlers;
mod headers;
mod layout;
mod not_now;
mod pages;
mod question;
mod refusal;
mod sender;
mod style;

pub use handlers::{get, post};
pub use refusal::{FORMS, readable};
