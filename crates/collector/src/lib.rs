//! The collector of Out of Ten: takes answers in, keeps them, reports on them.
//!
//! Layout: [`http`] is what the network sees (`http::app` makes the router), [`serve`] the
//! connections under it and the `outoften serve` command, [`writer`] the group commit between a
//! request and the database, [`store`] the database, [`catalog`] the surveys in memory, [`token`]
//! who may ask, [`texts`] the ready wordings, [`form`] the question as a page without script,
//! [`intake`] what of an answer is kept, [`followup`] what an unhappy person is written,
//! [`answer_file`] files as text, [`exchange`] files of answers, [`operate`] the commands of an
//! operator, [`metrics`] counters, [`identity`] people a site knows,
//! [`webhook`] who is told of new answers.
//!
//! Not here: what an answer, a score or a survey is, and what follows from many answers. That is
//! `outoften_core`'s, the same code as in the widget.

pub mod answer_file;
pub mod catalog;
pub mod cli;
pub mod clock;
pub mod exchange;
pub mod followup;
pub mod form;
pub mod http;
pub mod identity;
pub mod intake;
pub mod languages;
pub mod metrics;
pub mod operate;
pub mod serve;
pub mod settings;
pub mod store;
pub mod texts;
pub mod token;
pub mod webhook;
pub mod writer;
