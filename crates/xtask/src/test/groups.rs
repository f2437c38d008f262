//! The groups, in the order in which they run: quick ones first, each needing no later one.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Error, Result};
use serde_json::json;

use super::counts::Counts;
use super::executables::{self, Executable};
use super::session::Session;
use super::stream;
use super::summary::Run;
use crate::process::{run, say};
use crate::tools::compiler::{self, Purpose};
use crate::tools::engines::OTHERS;
use crate::tools::{browser, collector, crates, stacks};

/// A group of checks or tests.
pub struct Group {
    /// How it is called on the command line and in the table.
    pub name: &'static str,
    /// One line about it.
    pub about: &'static str,
    /// Runs it.
    pub run: fn(&mut Session) -> Result<Vec<Run>>,
}

/// All groups.
pub const GROUPS: [Group; 12] = [
    Group { name: "format", about: "rustfmt finds nothing to change", run: format },
    Group { name: "lint", about: "clippy, all packages, warnings denied", run: lint },
    Group { name: "unit", about: "native tests of every package", run: unit },
    Group { name: "doctest", about: "the examples in the documentation", run: doctest },
    Group { name: "doc", about: "rustdoc, warnings denied", run: doc },
    Group { name: "lint-wasm", about: "clippy for wasm32, warnings denied", run: lint_wasm },
    Group { name: "web", about: "tests of the card in headless Chromium", run: web },
    Group { name: "npm", about: "the npm package, in Node and in Chromium", run: npm },
    Group { name: "dist", about: "what a website loads can be built", run: dist },
    Group { name: "e2e", about: "sizes, docs, and the whole way in a browser", run: e2e },
    Group { name: "stacks", about: "on other people's pages, and past a blocker", run: stacks },
    Group { name: "engines", about: "the core of it in each browser engine", run: engines },
];

/// The groups as a list for people.
pub fn help() -> String {
    let lines = GROUPS.iter().map(|group| format!("    {:<12}{}\n", group.name, group.about));
    let usage = "cargo xtask test [<group>...] [-- <part of a test's name>]";
    format!("{usage}\n\n{}", lines.collect::<String>())
}

/// The package whose tests need `dist/`, the collector and a browser.
const END_TO_END: &str = "outoften-tests";

fn format(session: &mut Session) -> Result<Vec<Run>> {
    check(&mut session.cargo(&["fmt", "--all", "--check"]))
}

fn lint(session: &mut Session) -> Result<Vec<Run>> {
    let arguments = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    check(&mut session.cargo(&arguments))
}

fn lint_wasm(session: &mut Session) -> Result<Vec<Run>> {
    let compiler = compiler::choose(&session.project)?;
    let mut clippy = compiler.cargo("clippy", Purpose::Check);
    clippy.args(["--package", "outoften", "--lib", "--bins", "--tests"]);
    check(clippy.args(["--", "-D", "warnings"]))
}

fn unit(session: &mut Session) -> Result<Vec<Run>> {
    collector::find()?;
    // The root package's own test target is for the browser.
    let is_ours = |program: &&Executable| {
        program.is_test
            && program.package != END_TO_END
            && !(program.package == "outoften" && program.is_integration)
    };
    let environment = collector::environment(&session.project)?;
    let programs: Vec<_> = session.executables()?.iter().filter(is_ours).cloned().collect();
    let runs: Vec<Run> =
        programs.iter().map(|program| session.run(program, &environment)).collect::<Result<_>>()?;
    Ok(vec![Run::all(runs.iter().map(|run| run.counts).sum())])
}

fn doctest(session: &mut Session) -> Result<Vec<Run>> {
    let mut cargo = session.cargo(&["test", "--workspace", "--doc", "--no-fail-fast", "--"]);
    Ok(vec![Run::all(stream::count(cargo.args(&session.filter))?)])
}

fn doc(session: &mut Session) -> Result<Vec<Run>> {
    let mut cargo = session.cargo(&["doc", "--workspace", "--no-deps", "--quiet"]);
    check(cargo.env("RUSTDOCFLAGS", "-D warnings"))
}

fn web(session: &mut Session) -> Result<Vec<Run>> {
    let browser = browser::find()?;
    let runner = crates::wasm_bindgen(&session.project)?.join("wasm-bindgen-test-runner");
    let mut cargo = compiler::choose(&session.project)?.cargo("test", Purpose::Check);
    cargo.args(["--package", "outoften", "--test", "web", "--no-run"]);
    let settings = session.project.wasm_target().join("webdriver.json");
    let built = executables::build(&mut cargo)?;
    let chrome = json!({ "binary": browser.chromium, "args": browser::FLAGS });
    fs::write(&settings, json!({ "goog:chromeOptions": chrome }).to_string())
        .with_context(|| format!("writing {settings:?}"))?;

    let mut counts = Counts::default();
    for program in built.iter().filter(|program| program.is_test) {
        let mut command = Command::new(&runner);
        command.arg(&program.path).args(&session.filter).current_dir(&program.folder);
        command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &settings);
        command.env("WASM_BINDGEN_TEST_TIMEOUT", "300").env("CHROMEDRIVER", &browser.driver);
        counts = counts + stream::count(&mut command)?;
    }
    Ok(vec![Run::all(counts)])
}

fn npm(session: &mut Session) -> Result<Vec<Run>> {
    crate::stats::test(&session.project)?;
    Ok(vec![Run::all(Counts::one_passed())])
}

fn dist(session: &mut Session) -> Result<Vec<Run>> {
    session.dist()?;
    Ok(vec![Run::all(Counts::one_passed())])
}

fn e2e(session: &mut Session) -> Result<Vec<Run>> {
    let mut environment = end_to_end_environment(session)?;
    environment.push(("OUTOFTEN_FAULTY_DIST", session.faulty_dist()?));
    let apart = |program: &&Executable| !APART.contains(&program.target.as_str());
    let programs = end_to_end_programs(session)?;
    programs.iter().filter(apart).map(|program| session.run(program, &environment)).collect()
}

fn stacks(session: &mut Session) -> Result<Vec<Run>> {
    let program = apart(session, "stacks")?;
    let built = match stacks::build(&session.project) {
        Ok(built) => built,
        Err(why) => return Ok(vec![not_run(session, &program, "stacks", &why)?]),
    };
    let mut environment = end_to_end_environment(session)?;
    environment.push(("OUTOFTEN_STACKS", built.folder));
    Ok(vec![session.run(&program, &environment)?])
}

/// The same tests once for each engine.
fn engines(session: &mut Session) -> Result<Vec<Run>> {
    let program = apart(session, "engines")?;
    let mut environment = end_to_end_environment(session)?;
    environment.push(("OUTOFTEN_ENGINE", "chromium".into()));
    let mut runs = vec![Run { part: "chromium".into(), ..session.run(&program, &environment)? }];
    for engine in OTHERS {
        let found = match engine.find() {
            Ok(found) => found,
            Err(why) => {
                runs.push(not_run(session, &program, engine.name(), &why)?);
                continue;
            }
        };
        say(&format!("the next engine is {}", found.version));
        let mut environment = environment.clone();
        environment.retain(|(name, _)| *name != "OUTOFTEN_ENGINE");
        environment.extend([
            ("OUTOFTEN_ENGINE", engine.name().into()),
            ("OUTOFTEN_BROWSER", found.browser),
            ("OUTOFTEN_DRIVER", found.driver),
            ("OUTOFTEN_ENGINE_VERSION", found.version.clone().into()),
        ]);
        let run = session.run(&program, &environment)?;
        runs.push(Run { part: engine.name().into(), note: found.version, ..run });
    }
    Ok(runs)
}

/// Loudly: who reads only the end still sees it there.
fn not_run(session: &Session, program: &Executable, part: &str, why: &Error) -> Result<Run> {
    say(&format!("NOT RUN: {part}: {why:#}"));
    Ok(Run::not_run(part, session.number_of_tests(program)?, &format!("{why:#}")))
}

/// Test programs that are groups of their own.
const APART: [&str; 2] = ["stacks", "engines"];

fn apart(session: &mut Session, target: &str) -> Result<Executable> {
    let programs = end_to_end_programs(session)?;
    let found = programs.into_iter().find(|program| program.target == target);
    found.with_context(|| format!("{END_TO_END} has no test program {target}"))
}

fn end_to_end_programs(session: &mut Session) -> Result<Vec<Executable>> {
    let is_ours = |program: &&Executable| {
        program.is_test && program.is_integration && program.package == END_TO_END
    };
    Ok(session.executables()?.iter().filter(is_ours).cloned().collect())
}

/// Where the end-to-end tests find what they use.
fn end_to_end_environment(session: &mut Session) -> Result<Vec<(&'static str, PathBuf)>> {
    let browser = browser::find()?;
    Ok(vec![
        ("OUTOFTEN_DIST", session.dist()?),
        ("OUTOFTEN_BIN", session.collector()?),
        ("OUTOFTEN_AXE", session.packages()?.axe()),
        ("OUTOFTEN_EXAMPLES", crate::examples::build(&session.project)?),
        ("OUTOFTEN_CHROMIUM", browser.chromium),
        ("OUTOFTEN_CHROMEDRIVER", browser.driver),
    ])
}

/// A command that counts as one test.
fn check(command: &mut Command) -> Result<Vec<Run>> {
    run(command).map(|()| vec![Run::all(Counts::one_passed())])
}
