//! `cargo xtask soak`: the tests of faults in their long form, one after the other, in release; then
//! hostile input for ten minutes a target.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::fuzz::fuzz;
use crate::process::run;
use crate::project::Project;
use crate::tools::{collector, compiler, node, python};

/// Modules of the collector's tests that have a long form.
const MODULES: [&str; 7] =
    ["durability::", "faults::", "hostile::", "limits::", "outage::", "overload::", "slow::"];

/// And single tests of other modules.
const TESTS: [&str; 2] = ["receivers::a_collector_that_is_killed", "outside::a_tester_that_knows"];

/// Runs them all, or those whose names contain one of `filter`; `fuzz` alone is the hostile input.
///
/// # Errors
/// When a tool is missing, or a test fails.
pub fn soak(project: &Project, filter: &[String]) -> Result<ExitCode> {
    if filter == ["fuzz"] {
        return fuzz(project).map(|()| ExitCode::SUCCESS);
    }
    collector::find()?;
    let mut cargo = Command::new(compiler::native_cargo());
    cargo.args(["test", "--release", "--package", "outoften-collector", "--test", "http", "--"]);
    // What needs Postgres, strace or Schemathesis is ignored otherwise.
    cargo.args(["--include-ignored", "--test-threads", "1"]).current_dir(&project.root);
    if filter.is_empty() {
        cargo.args(MODULES).args(TESTS);
    } else {
        cargo.args(filter);
    }
    cargo.env("OUTOFTEN_SOAK", "1");
    cargo.env("OUTOFTEN_SCHEMATHESIS", python::schemathesis(project)?);
    cargo.env("OUTOFTEN_PACKAGES", node::Packages::install(project)?.modules());
    run(&mut cargo)?;
    if filter.is_empty() {
        fuzz(project)?;
    }
    Ok(ExitCode::SUCCESS)
}
