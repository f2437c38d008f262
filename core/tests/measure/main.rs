//! The arithmetic against values that were computed independently, and its invariants.

// Helpers of tests may stop at the first surprise, as tests may.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod expected;
mod nps;
mod report;
