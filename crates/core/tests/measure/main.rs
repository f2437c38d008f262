//! The arithmetic against values that were computed independently, and its invariants.

// Helpers of tests may stop at the first surprise, as tests may.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod compare;
mod coverage;
mod expected;
mod intervals;
mod nps;
mod other_metrics;
mod report;
mod result_json;
