//! Other people's pages, built as sites build them: each behaves the same with and without the
//! card. And the lists of a blocker, which know none of our names.
#![allow(missing_docs)]

#[path = "../e2e/harness/mod.rs"]
mod harness;
mod lists;
mod pages;
mod walk;
