//! The pages: each has a model without a browser, its views, and its requests to a collector.

pub mod calculator;
pub mod design;
pub mod follow_up;
pub mod install;
pub mod results;
