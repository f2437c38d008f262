//! `cargo xtask test`: every check and every test, in groups, with their counts.
//!
//! [`groups`] names the groups and their tiers, [`native`] and [`browsers`] run them, [`counts`] reads what a test runner says,
//! [`executables`] builds native tests once for all groups, [`summary`] prints the end.

mod browsers;
mod counts;
mod executables;
mod groups;
mod native;
mod session;
mod stream;
mod summary;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use self::counts::Counts;
use self::groups::Group;
use self::session::Session;
use self::summary::{Row, Run};
use crate::process::{interrupt, say};
use crate::project::Project;

/// The package whose tests need `dist/`, the collector and a browser.
const END_TO_END: &str = "outoften-tests";

/// Its feature with which they are built: without it, `cargo test` needs nothing that is installed.
const BROWSER: &str = "outoften-tests/browser";

/// Runs the groups that `arguments` name, the core when they name none. What follows `--` goes to the
/// test runner of each group.
///
/// # Errors
/// When a name is no group's.
pub fn run(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    let end = arguments.iter().position(|word| word == "--").unwrap_or(arguments.len());
    let (names, rest) = arguments.split_at(end);
    if names.iter().any(|name| name == "help") {
        print!("{}", groups::help());
        return Ok(ExitCode::SUCCESS);
    }
    let filter = rest.get(1..).unwrap_or_default().to_vec();
    let chosen = groups::choose(names)?;
    let mut session = Session::new(project.clone(), filter);
    let mut rows = Vec::new();
    for group in chosen {
        rows.extend(run_group(group, &mut session));
        if interrupt::asked() {
            bail!("stopped");
        }
    }
    print!("{}", summary::table(&rows));
    println!("{}", summary::closing_line(&rows));
    let found = rows.iter().any(|row| !row.counts.is_empty());
    if !found {
        bail!("no test ran; `cargo xtask test all -- <part of a name>` looks in every group");
    }
    let all_well = rows.iter().all(|row| row.counts.failed == 0);
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs one group. A group that cannot run, or runs nothing although no name is looked for, has
/// failed once.
fn run_group(group: &Group, session: &mut Session) -> Vec<Row> {
    say(&format!("test group {}: {}", group.name, group.about));
    let start = Instant::now();
    let result = (group.run)(session);
    let seconds = start.elapsed().as_secs();
    match result {
        Err(error) => {
            let why = format!("{error:#}");
            say(&format!("{} FAILED: {why}", group.name));
            vec![Row { name: group.name.into(), counts: Counts::one_failed(), seconds, note: why }]
        }
        Ok(runs) => {
            if !session.is_filtered() {
                session.done.push(group.name);
            }
            let runs = if runs.is_empty() { vec![Run::all(Counts::default())] } else { runs };
            let row = |run: Run| match run {
                run if session.is_filtered() && run.counts.is_empty() => Run::no_match(),
                run => run,
            };
            runs.into_iter().map(|run| row(run).into_row(group.name, seconds)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::groups::Tier;
    use super::*;

    /// How often a group that ran no test fails in a run with this filter.
    fn failures_of_none(filter: &[&str]) -> u32 {
        let project = Project { root: ".".into(), version: "0.1.0".to_owned() };
        let filter = filter.iter().map(|word| (*word).to_owned()).collect();
        let run = |_: &mut Session| Ok(vec![Run::all(Counts::default())]);
        let group = Group { name: "unit", about: "", tier: Tier::Core, run };
        let rows = run_group(&group, &mut Session::new(project, filter));
        rows.iter().map(|row| row.counts.failed).sum()
    }

    #[test]
    fn a_filtered_run_is_not_failed_by_a_group_without_such_a_test() {
        assert_eq!(failures_of_none(&["a_name_of_another_group"]), 0);
        assert_eq!(failures_of_none(&[]), 1);
        assert_eq!(failures_of_none(&["--nocapture"]), 1, "an option names no test");
    }
}
