//! The core of it in each browser engine: the same tests, run once for each.
//!
//! `OUTOFTEN_ENGINE` names the engine. What only Chromium can be asked (DevTools, its log) is left
//! to the tests in `e2e`.
#![allow(missing_docs)]

#[path = "../e2e/harness/mod.rs"]
mod harness;
mod page;
mod rows;
mod versions;
mod walk;
