//! What groups share within one run: tools, native programs and `dist/`, each made at most once.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::BROWSER;
use super::counts::Counts;
use super::executables::{self, Executable};
use super::stream;
use super::summary::Run;
use crate::process::{output, say};
use crate::project::Project;
use crate::tools::{compiler, node};

/// One run of `cargo xtask test`.
#[derive(Debug)]
pub struct Session {
    /// The repository under test.
    pub project: Project,
    /// Arguments for the test runners, such as a part of a test's name.
    pub filter: Vec<String>,
    /// Names of the groups that have run whole.
    pub done: Vec<&'static str>,
    executables: Option<Vec<Executable>>,
    dist_is_built: bool,
}

impl Session {
    /// A run that has made nothing yet.
    pub fn new(project: Project, filter: Vec<String>) -> Self {
        Self { project, filter, done: Vec::new(), executables: None, dist_is_built: false }
    }

    /// True when only some tests are wanted.
    pub fn is_filtered(&self) -> bool {
        self.parts().next().is_some()
    }

    /// Whether the name of a test is looked for; every name is when only some options are given.
    pub fn is_wanted(&self, name: &str) -> bool {
        !self.is_filtered() || self.parts().any(|part| name.contains(part))
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        self.filter.iter().map(String::as_str).filter(|word| !word.starts_with('-'))
    }

    /// True when all tests of a group have run in this run.
    pub fn has_run(&self, group: &str) -> bool {
        self.done.contains(&group)
    }

    /// A native cargo command at the root of the repository.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(compiler::native_cargo());
        command.args(arguments).current_dir(&self.project.root);
        command
    }

    /// Every native test program and the programs they start, of all packages at once: cargo would
    /// build shared crates again for each choice of packages.
    ///
    /// # Errors
    /// When they do not compile.
    pub fn executables(&mut self) -> Result<&[Executable]> {
        if self.executables.is_none() {
            say("building all native tests");
            let mut cargo = self.cargo(&["test", "--workspace", "--features", BROWSER, "--no-run"]);
            self.executables = Some(executables::build(&mut cargo)?);
        }
        Ok(self.executables.as_deref().unwrap_or_default())
    }

    /// The collector's program, as the tests' build made it, or built now.
    ///
    /// # Errors
    /// When it does not compile.
    pub fn collector(&mut self) -> Result<PathBuf> {
        let is_collector = |found: &&Executable| !found.is_test && found.target == "outoften";
        if let Some(found) = self.executables()?.iter().find(is_collector) {
            return Ok(found.path.clone());
        }
        let mut cargo = self.cargo(&["build", "--package", "outoften-collector"]);
        let built = executables::build(&mut cargo)?;
        let found = built.iter().find(is_collector).context("the collector has no program")?;
        Ok(found.path.clone())
    }

    /// Builds `dist/` for this run.
    ///
    /// # Errors
    /// When it cannot be built.
    pub fn dist(&mut self) -> Result<PathBuf> {
        if !self.dist_is_built {
            crate::dist::build(&self.project)?;
            self.dist_is_built = true;
        }
        Ok(self.project.dist())
    }

    /// Builds a `dist/` whose card fails where the page says.
    ///
    /// # Errors
    /// When it cannot be built.
    pub fn faulty_dist(&self) -> Result<PathBuf> {
        crate::dist::build_faulty(&self.project)
    }

    /// The npm packages.
    ///
    /// # Errors
    /// When they are missing and cannot be installed.
    pub fn packages(&self) -> Result<node::Packages> {
        node::Packages::install(&self.project)
    }

    /// Runs one test program with further `arguments`, under `environment`.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn run(
        &self,
        program: &Executable,
        arguments: &[&str],
        environment: &[(&str, PathBuf)],
    ) -> Result<Run> {
        let filter = self.filter.iter().map(String::as_str);
        let all: Vec<&str> = arguments.iter().copied().chain(filter).collect();
        self.run_exactly(program, &all, environment)
    }

    /// The same with these arguments alone, whatever tests are wanted in this run.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn run_exactly(
        &self,
        program: &Executable,
        arguments: &[&str],
        environment: &[(&str, PathBuf)],
    ) -> Result<Run> {
        println!("\n{}: {}", program.package, program.target);
        let mut command = Self::command(program);
        command.args(arguments);
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        let counts: Counts = stream::count(&mut command)?;
        Ok(Run::of(&program.target, counts))
    }

    /// How many tests of a program [`Session::run`] would run.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn number_of_tests(&self, program: &Executable, arguments: &[&str]) -> Result<u32> {
        let mut list = Self::command(program);
        let tests = names(&output(list.args(arguments).args(&self.filter).arg("--list"))?).len();
        Ok(u32::try_from(tests).unwrap_or(u32::MAX))
    }

    /// The names of all tests of a program.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn all_tests(&self, program: &Executable) -> Result<Vec<String>> {
        Ok(names(&output(Self::command(program).arg("--list"))?))
    }

    fn command(program: &Executable) -> Command {
        let mut command = Command::new(&program.path);
        command.current_dir(&program.folder).env("CARGO_MANIFEST_DIR", &program.folder);
        command
    }
}

/// The names in what `--list` prints.
fn names(list: &str) -> Vec<String> {
    list.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect()
}
