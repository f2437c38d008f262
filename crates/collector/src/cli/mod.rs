//! The commands that measure and check: scores, comparisons, sample sizes, other metrics, themes,
//! survey documents, and who may be asked again. No server, no database, no network.
//!
//! Here are arguments, files and printing; every number comes from `outoften_core`. Results go to
//! standard output, remarks and errors to standard error.

mod compare;
mod counts;
mod eligible;
mod failure;
mod input;
pub(crate) mod lint;
mod metric;
mod options;
mod output;
mod sample_size;
mod score;
mod segments;
mod themes;

use std::process::ExitCode;

use clap::Subcommand;

pub use failure::Failure;
pub(crate) use input::told_order;
pub(crate) use options::{Order, SourceOptions};

/// What the program can do without a server. Exit codes: 0 done, 1 not possible (the message says
/// why), 2 wrong usage.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// Score a file of answers, or counts, with the margin of error.
    Score(score::ScoreOptions),
    /// Tell whether two scores differ.
    Compare(compare::CompareOptions),
    /// Tell how many answers a statement needs.
    SampleSize(sample_size::SampleSizeOptions),
    /// Score effort (CES), satisfaction (CSAT) or attachment (FXF).
    Metric(metric::MetricOptions),
    /// Find what detractors say and promoters do not, and the reverse.
    Themes(themes::ThemesOptions),
    /// Read a survey document and tell what is likely to go wrong with it.
    Lint(lint::LintOptions),
    /// Tell whether a person may be asked again, and from when.
    Eligible(eligible::EligibleOptions),
}

/// Runs a command to its end.
#[must_use]
pub fn run(command: CliCommand) -> ExitCode {
    let done = match command {
        CliCommand::Score(options) => score::run(&options),
        CliCommand::Compare(options) => compare::run(&options),
        CliCommand::SampleSize(options) => sample_size::run(&options),
        CliCommand::Metric(options) => metric::run(&options),
        CliCommand::Themes(options) => themes::run(&options),
        CliCommand::Lint(options) => lint::run(&options),
        CliCommand::Eligible(options) => eligible::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads has read enough, as `head` does.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("outoften: {failure}");
            ExitCode::FAILURE
        }
    }
}
