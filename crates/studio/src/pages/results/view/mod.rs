//! The sources of answers, and the report of some findings.

mod benchmark;
mod chart;
mod comments;
mod compare;
mod displays;
mod distribution;
mod filters;
mod metric;
mod preview;
pub mod read_as;
pub mod read_options;
pub mod report;
mod score;
mod segments;
pub mod shares;
pub mod source;
mod target;
mod themes;
mod trend;
mod warnings;
