//! The `outoften` program: one command per job.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use outoften_collector::{cli, operate, serve};
use tracing_subscriber::EnvFilter;

/// How likely are you to recommend us? Asked politely, scored honestly.
#[derive(Parser)]
#[command(name = "outoften", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Take answers in, serve the files of the card, report on the answers.
    Serve(serve::Options),
    #[command(flatten)]
    Operate(operate::Command),
    #[command(flatten)]
    Measure(cli::Command),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Serve(options) => run_serve(options),
        Command::Operate(command) => runtime().and_then(|it| it.block_on(operate::run(command))),
        Command::Measure(command) => return cli::run(command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("outoften: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run_serve(options: serve::Options) -> Result<(), Box<dyn std::error::Error>> {
    let filter = EnvFilter::try_from_env("OUTOFTEN_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().json().with_writer(std::io::stderr).with_env_filter(filter).init();
    runtime()?.block_on(serve::run(options))
}

fn runtime() -> Result<tokio::runtime::Runtime, Box<dyn std::error::Error>> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
