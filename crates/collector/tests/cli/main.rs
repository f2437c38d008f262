//! The commands that measure, run as a person runs them: arguments in, text and exit code out.

// Helpers of tests may stop at the first surprise, as tests may.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod bad_input;
mod circles;
mod documented;
mod eligible;
mod field;
mod lint;
mod measures;
mod program;
mod reference;
mod score;
mod themes;
mod workbooks;
