//! Groups that need this machine and its compiler, and the database group's programs from outside.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::counts::Counts;
use super::executables::Executable;
use super::session::Session;
use super::stream;
use super::summary::Run;
use super::{BROWSER, END_TO_END};
use crate::process::{run, say};
use crate::tools::audit::{Audit, LOCKED, audit};
use crate::tools::compiler::{self, Purpose};
use crate::tools::{collector, crates, node, python};

/// The one test that Schemathesis is for.
const TESTER: &str = "outside::a_tester_that_knows_only_the_description_finds_no_fault";

pub fn format(session: &mut Session) -> Result<Vec<Run>> {
    check(session, &mut session.cargo(&["fmt", "--all", "--check"]))
}

pub fn lint(session: &mut Session) -> Result<Vec<Run>> {
    let mut clippy = session.cargo(&["clippy", "--workspace", "--all-targets"]);
    check(session, clippy.args(["--features", BROWSER, "--", "-D", "warnings"]))
}

pub fn lint_wasm(session: &mut Session) -> Result<Vec<Run>> {
    if session.is_filtered() {
        return Ok(vec![Run::no_match()]);
    }
    let compiler = compiler::choose(&session.project)?;
    let mut clippy = compiler.cargo("clippy", Purpose::Check);
    clippy.args([
        "--package",
        "outoften",
        "--package",
        "outoften-studio",
        "--package",
        "outoften-studio-reader",
        "--lib",
        "--bins",
        "--tests",
    ]);
    check(session, clippy.args(["--", "-D", "warnings"]))
}

/// What needs no program from outside: tests that need one say so and are ignored.
pub fn unit(session: &mut Session) -> Result<Vec<Run>> {
    let mut counts = Counts::default();
    for program in programs(session)? {
        let run = session.run(&program, &[], &[])?;
        // Another group runs them.
        counts = counts + Counts { ignored: 0, ..run.counts };
    }
    Ok(vec![Run::all(counts)])
}

/// What [`unit()`] leaves out, but for the one test of [`tester()`].
pub fn database(session: &mut Session) -> Result<Vec<Run>> {
    let arguments = ["--ignored", "--skip", TESTER];
    let mut counts = Counts::default();
    for program in programs(session)? {
        if session.number_of_tests(&program, &arguments)? == 0 {
            continue;
        }
        collector::find()?;
        let packages = node::Packages::install(&session.project)?.modules();
        let environment = [("OUTOFTEN_PACKAGES", packages)];
        counts = counts + session.run(&program, &arguments, &environment)?.counts;
    }
    Ok(vec![Run::all(counts)])
}

pub fn tester(session: &mut Session) -> Result<Vec<Run>> {
    let arguments = ["--ignored", "--exact", TESTER];
    let has_it = |found: &Executable| {
        found.package == "outoften-collector" && found.target == "http" && found.is_test
    };
    if !session.is_wanted(TESTER) {
        return Ok(vec![Run::no_match()]);
    }
    let program = python::schemathesis(&session.project)?;
    let environment: [(&str, PathBuf); 1] = [("OUTOFTEN_SCHEMATHESIS", program)];
    let mut counts = Counts::default();
    for found in session.executables()?.to_vec().iter().filter(|found| has_it(found)) {
        counts = counts + session.run_exactly(found, &arguments, &environment)?.counts;
    }
    Ok(vec![Run::all(counts)])
}

/// Licences, bans and sources of everything that is built in. The list of known weaknesses is fetched
/// from outside, so its check is a command of its own: `cargo deny check advisories`.
pub fn deny(session: &mut Session) -> Result<Vec<Run>> {
    if session.is_filtered() {
        return Ok(vec![Run::no_match()]);
    }
    let mut deny = Command::new(crates::cargo_deny()?.join("cargo-deny"));
    deny.args(["--workspace", "check", "licenses", "bans", "sources"]);
    check(session, deny.current_dir(&session.project.root))
}

/// Known weaknesses of what the checks install from npm. Not every registry tells them: then it is said
/// that nothing was looked at.
pub fn npm_audit(session: &mut Session) -> Result<Vec<Run>> {
    if session.is_filtered() {
        return Ok(vec![Run::no_match()]);
    }
    let mut runs = Vec::new();
    for (part, folder) in LOCKED {
        runs.push(match audit(&session.project.root.join(folder))? {
            Audit::Clean => Run::of(part, Counts::one_passed()),
            Audit::Weak(packages) => {
                say(&format!("{folder} locks packages with known weaknesses: {packages}"));
                Run { note: packages, ..Run::of(part, Counts::one_failed()) }
            }
            Audit::NoAnswer(why) => {
                say(&format!("NOT RUN: {part}: {why}"));
                Run::not_run(part, 1, &why)
            }
        });
    }
    Ok(runs)
}

pub fn doctest(session: &mut Session) -> Result<Vec<Run>> {
    let mut cargo = session.cargo(&["test", "--workspace", "--doc", "--no-fail-fast", "--"]);
    Ok(vec![Run::all(stream::count(cargo.args(&session.filter))?)])
}

pub fn doc(session: &mut Session) -> Result<Vec<Run>> {
    let mut cargo = session.cargo(&["doc", "--workspace", "--no-deps", "--quiet"]);
    check(session, cargo.env("RUSTDOCFLAGS", "-D warnings"))
}

/// Native test programs. The root package's own test target is for the browser.
fn programs(session: &mut Session) -> Result<Vec<Executable>> {
    let is_ours = |program: &&Executable| {
        program.is_test
            && program.package != END_TO_END
            && !(program.package == "outoften" && program.is_integration)
    };
    Ok(session.executables()?.iter().filter(is_ours).cloned().collect())
}

/// A command that counts as one test; no part of a test's name means it.
fn check(session: &Session, command: &mut Command) -> Result<Vec<Run>> {
    if session.is_filtered() {
        return Ok(vec![Run::no_match()]);
    }
    run(command).map(|()| vec![Run::all(Counts::one_passed())])
}
