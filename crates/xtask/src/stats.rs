//! The npm package of the measurement core: its wasm module and glue, into `packages/outoften-stats/wasm/`.
//!
//! Apart from [`crate::dist`], because no website loads it.

use std::process::Command;

use anyhow::Result;

use crate::process::{output, run, say};
use crate::project::Project;
use crate::tools::compiler::{self, Purpose};
use crate::tools::node::Packages;
use crate::tools::{bindgen, browser};

/// Builds the module and its glue.
///
/// # Errors
/// When a tool is missing or the build fails.
pub fn build(project: &Project) -> Result<()> {
    let compiler = compiler::choose(project)?;
    say("building the npm package's module for wasm32");
    let mut cargo = compiler.cargo("build", Purpose::Ship);
    // For speed, not for size: no visitor of a site downloads it.
    run(cargo.args(["--package", "outoften-stats-wasm", "--lib", "--release"]))?;
    let built = project.wasm_target().join("wasm32-unknown-unknown").join("release");
    let folder = project.root.join("packages/outoften-stats/wasm");
    bindgen::bind(project, &built.join("outoften_stats_wasm.wasm"), &folder, "stats")
}

/// Builds it, checks its types, and runs the package's own tests, in Node and in Chromium.
///
/// # Errors
/// When the build or a test fails.
pub fn test(project: &Project) -> Result<()> {
    build(project)?;
    check_types(project)?;
    let mut node = Command::new("node");
    node.arg("--test").current_dir(project.root.join("packages/outoften-stats"));
    run(node.env("OUTOFTEN_CHROMIUM", browser::find()?.chromium))
}

/// What its types promise compiles, and what they forbid does not.
fn check_types(project: &Project) -> Result<()> {
    let examples = project.root.join("packages/outoften/examples");
    let packages = Packages::install_from(&examples, "Vite, React, Vue, Svelte and TypeScript")?;
    let mut tsc = Command::new(packages.bin().join("tsc"));
    tsc.args(["--noEmit", "--strict", "--target", "es2022", "--lib", "dom,dom.iterable,es2022"]);
    tsc.args(["--module", "nodenext", "--moduleResolution", "nodenext", "test/types.ts"]);
    output(tsc.current_dir(project.root.join("packages/outoften-stats"))).map(drop)
}
