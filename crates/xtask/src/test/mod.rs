//! `cargo xtask test`: every check and every test, in groups, with their counts.
//!
//! [`groups`] names the groups and how each is run, [`counts`] reads what a test runner says,
//! [`executables`] builds native tests once for all groups, [`summary`] prints the end.

mod counts;
mod executables;
mod groups;
mod session;
mod stream;
mod summary;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use self::counts::Counts;
use self::groups::{GROUPS, Group};
use self::session::Session;
use self::summary::Row;
use crate::process::{interrupt, say};
use crate::project::Project;

/// Runs the groups that `arguments` name, all when they name none. What follows `--` goes to the
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
    let chosen = choose(names)?;
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
    let all_well = rows.iter().all(|row| row.counts.failed == 0);
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn choose(names: &[String]) -> Result<Vec<&'static Group>> {
    if names.is_empty() {
        return Ok(GROUPS.iter().collect());
    }
    let find = |name: &String| GROUPS.iter().find(|group| group.name == name.as_str());
    if let Some(unknown) = names.iter().find(|name| find(name).is_none()) {
        bail!("there is no group '{unknown}'\n\n{}", groups::help());
    }
    Ok(names.iter().filter_map(find).collect())
}

/// Runs one group. A group that cannot run, or runs nothing, has failed once.
fn run_group(group: &Group, session: &mut Session) -> Vec<Row> {
    say(&format!("test group {}: {}", group.name, group.about));
    let start = Instant::now();
    let result = (group.run)(session);
    let seconds = start.elapsed().as_secs();
    let failed = |why: String| {
        say(&format!("{} FAILED: {why}", group.name));
        vec![Row { name: group.name.into(), counts: Counts::one_failed(), seconds, note: why }]
    };
    match result {
        Err(error) => failed(format!("{error:#}")),
        Ok(runs) if runs.is_empty() => failed("ran no test".into()),
        Ok(runs) => runs.into_iter().map(|run| run.into_row(group.name, seconds)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn no_name_means_all_groups_in_their_order() {
        let names: Vec<_> = choose(&[]).unwrap().iter().map(|group| group.name).collect();
        assert_eq!(names.first(), Some(&"format"));
        assert_eq!(names.last(), Some(&"engines"));
    }

    #[test]
    fn an_unknown_name_is_an_error_that_lists_the_groups() {
        let error = choose(&words("unit wasm")).err().unwrap().to_string();
        assert!(error.contains("'wasm'") && error.contains("unit"), "{error}");
    }
}
