//! `outoften lint`: whether a survey document is read, and what is likely to go wrong with it.

use std::io::{self, Write};

use clap::Args;
use outoften_core::linter::{Finding, Severity, lint};
use outoften_core::survey::Survey;
use serde_json::{Value, json};

use super::failure::Failure;
use super::input;
use super::output;
use crate::texts;

/// What `--help` says at its end.
const HELP: &str = "\
Examples:
  outoften lint survey.json
  outoften lint survey.json --fix > repaired.json

Exit codes: 0 nothing worse than a warning, 1 a problem or a document that cannot be read, 2 wrong usage";

/// See [`super::Command::Lint`].
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub struct LintOptions {
    /// A survey document; - is standard input
    file: String,
    /// Print the document with every remedy applied instead of the findings
    #[arg(long)]
    fix: bool,
    /// Print the findings as JSON
    #[arg(long, conflicts_with = "fix")]
    json: bool,
}

pub(super) fn run(options: &LintOptions) -> Result<(), Failure> {
    let called = || input::called(&options.file).to_owned();
    let document = input::document(&options.file)?;
    let mut survey =
        Survey::read(&document).map_err(|error| Failure::Field { path: called(), error })?;
    if options.fix {
        repair(&mut survey);
        return Ok(output::json(&survey)?);
    }
    let findings = lint(&survey, texts::ready);
    match options.json {
        true => output::json(&findings.iter().map(as_json).collect::<Vec<_>>())?,
        false => print(&findings)?,
    }
    match findings.iter().filter(|finding| finding.severity() == Severity::Problem).count() {
        0 => Ok(()),
        problems => Err(Failure::Unfit { path: called(), problems }),
    }
}

/// One remedy at a time: each is found anew, since the one before may have moved its place.
fn repair(survey: &mut Survey) {
    for _ in 0..MOST_REMEDIES {
        let remedy = lint(survey, texts::ready).into_iter().find_map(|finding| finding.remedy);
        match remedy {
            Some(remedy) => remedy.apply(survey),
            None => return,
        }
    }
}

/// Far more than a document has fields to repair; no remedy undoes another.
const MOST_REMEDIES: usize = 1_000;

/// A finding as the command line and `PUT /v1/surveys/{id}` tell it.
pub fn as_json(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule, "severity": finding.severity().name(), "field": finding.field,
        "message": finding.sentence(), "repairable": finding.remedy.is_some(),
    })
}

/// One line for each, as compilers do: editors find the word before the colon.
fn print(findings: &[Finding]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for finding in findings {
        let Finding { field, remedy, .. } = finding;
        let repair = if remedy.is_some() { " (--fix repairs it)" } else { "" };
        writeln!(out, "{}: {field}: {}{repair}", finding.severity().name(), finding.sentence())?;
    }
    Ok(())
}
