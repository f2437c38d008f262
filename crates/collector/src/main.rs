//! The `outoften` program: one command per job.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use outoften_collector::settings::{self, Settings};
use outoften_collector::{admin, cli, serve};
use tracing_subscriber::EnvFilter;

/// Many small pieces of many requests on a few threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How likely are you to recommend us? Asked politely, scored honestly.
#[derive(Parser)]
#[command(name = "outoften", version)]
struct Arguments {
    /// A TOML file of settings: flags that have a variable, without their dashes.
    #[arg(long, env = settings::VARIABLE, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Take answers in, serve the files of the card, report on the answers.
    Serve(serve::ServeOptions),
    #[command(flatten)]
    Admin(admin::AdminCommand),
    #[command(flatten)]
    Measure(cli::CliCommand),
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("outoften: {error}");
            return ExitCode::FAILURE;
        }
    };
    let done = match arguments.command {
        Command::Serve(options) => run_serve(options),
        Command::Admin(command) => runtime().and_then(|it| it.block_on(admin::run(command))),
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

/// The command line, over the file of settings if one is named. What clap itself finds wrong ends
/// the program here.
fn arguments() -> Result<Arguments, Box<dyn std::error::Error>> {
    let mut command = Arguments::command();
    if let Some(path) = settings::named(std::env::args_os().skip(1)) {
        command = Settings::read(&path)?.apply(command)?;
    }
    Ok(Arguments::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit()))
}

fn run_serve(options: serve::ServeOptions) -> Result<(), Box<dyn std::error::Error>> {
    let filter = EnvFilter::try_new(&options.log)
        .map_err(|error| format!("--log takes warn, info or debug: {error}"))?;
    tracing_subscriber::fmt().json().with_writer(std::io::stderr).with_env_filter(filter).init();
    serve::log_where();
    runtime()?.block_on(serve::run(options))
}

fn runtime() -> Result<tokio::runtime::Runtime, Box<dyn std::error::Error>> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
