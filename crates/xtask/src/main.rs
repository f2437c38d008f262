//! `cargo xtask <command>`: the one entry for people and for CI.
//!
//! Here: reading the command line. Not here: any work. [`tools`] finds or installs what a command
//! needs, [`dist`], [`examples`], [`stats`], [`pictures`], [`preview`], [`size`] and [`mod@test`]
//! are the commands.

mod dist;
mod examples;
mod fuzz;
mod pictures;
mod preview;
mod process;
mod project;
mod size;
mod soak;
mod stats;
mod test;
mod tools;
mod trouble;

use std::process::ExitCode;

use anyhow::Result;

use crate::project::Project;

const HELP: &str = "\
Out of Ten: everything that is done with this repository.

    cargo xtask preview         build all, start a collector with the Studio, print the addresses
    cargo xtask preview --watch the same, and the Studio anew whenever it is changed
    cargo xtask test            prove the product: checks and tests that need one browser
    cargo xtask test all        every check and every test; `test outside` is what only one
                                capability needs (cargo xtask test help lists all groups)
    cargo xtask soak [<test>]   faults and overload in their long form (about half an hour), and
                                hostile input (as long again); `soak fuzz` is only that
    cargo xtask dist            write dist/: what a website loads
    cargo xtask stats           build the npm package of the statistics
    cargo xtask examples        build the examples of the widget's npm package
    cargo xtask size            print what each part of dist/ weighs
    cargo xtask pictures        take the pictures of README anew; `pictures cards [<display>]` takes
                                the card in every display, metric, step, theme, width and
                                direction into target/pictures
    cargo xtask setup           install what the other commands need, and stop there
    cargo xtask help            print this

What is missing is installed first: tools of our own into OUTOFTEN_TOOLS (by default
.cache/outoften in your home), compilers and browsers through the system's package manager.";

/// What is left where things are built or where tools are installed, whichever is less.
fn least_room_mib() -> Option<u64> {
    let target = Project::find().ok().map(|project| project.target());
    let folders = target.into_iter().chain(tools::cache().ok());
    folders.filter_map(|folder| trouble::room_mib(&folder)).min()
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            let room_mib = least_room_mib();
            let said = trouble::sentence(&error, process::interrupt::asked(), room_mib);
            eprintln!("xtask: {said}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    if let Some(code) = dist::linker::stand_in(arguments)? {
        return Ok(code);
    }
    process::interrupt::listen()?;
    let command = arguments.first().map_or("help", String::as_str);
    let rest = arguments.get(1..).unwrap_or_default();
    match command {
        "dist" => dist::build(&Project::find()?).map(|_| ExitCode::SUCCESS),
        "stats" => stats::build(&Project::find()?).map(|()| ExitCode::SUCCESS),
        "examples" => examples::build(&Project::find()?).map(|_| ExitCode::SUCCESS),
        "size" => size::print(&Project::find()?).map(|()| ExitCode::SUCCESS),
        "soak" => soak::soak(&Project::find()?, rest),
        "test" => test::run(&Project::find()?, rest),
        "pictures" => pictures::take(&Project::find()?, rest).map(|()| ExitCode::SUCCESS),
        "preview" => preview::run(&Project::find()?, rest).map(|()| ExitCode::SUCCESS),
        "setup" => tools::install_all(&Project::find()?).map(|()| ExitCode::SUCCESS),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => {
            eprintln!("xtask: there is no command '{other}'\n\n{HELP}");
            Ok(ExitCode::FAILURE)
        }
    }
}
