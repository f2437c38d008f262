//! The collector of Out of Ten: takes answers in, keeps them, reports on them.
//!
//! From the bottom up: [`store`] is the database, [`writer`] commits to it in groups, [`app`] is what
//! every request can reach, [`intake`] decides what becomes of a submission, [`http`] is what the
//! network sees, [`serve`] the connections under it and the `outoften serve` command. Beside them:
//! [`import_export`] files of answers, [`webhook`] messages about new answers, [`admin`] the commands
//! of an operator, [`cli`] the commands that calculate.
//!
//! Not here: what an answer, a score or a survey is, and what follows from many answers. That is
//! `outoften_core`'s, the same code as in the widget.

// A program's parts: what a name says already is not said again.
#![allow(missing_docs)]

pub mod admin;
pub mod answer_file;
pub mod app;
pub mod catalog;
pub mod cli;
pub mod clock;
pub mod http;
pub mod identity;
pub mod import_export;
pub mod intake;
pub mod languages;
pub mod metrics;
pub mod origins;
pub mod reply_template;
pub mod serve;
pub mod settings;
pub mod store;
pub mod strict_json;
pub mod texts;
pub mod token;
pub mod webhook;
pub mod writer;
