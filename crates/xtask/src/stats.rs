//! The npm package of the measurement core: its wasm module and glue, into `packages/outoften-stats/wasm/`.
//!
//! Apart from [`crate::dist`], because no website loads it.

use std::process::Command;

use anyhow::Result;

use crate::process::{run, say};
use crate::project::Project;
use crate::tools::compiler::{self, Purpose};
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
    bindgen::bind(project, &built.join("outoften_stats_wasm.wasm"), &folder, "measure")
}

/// Builds it and runs the package's own tests, in Node and in Chromium.
///
/// # Errors
/// When the build or a test fails.
pub fn test(project: &Project) -> Result<()> {
    build(project)?;
    let mut node = Command::new("node");
    node.arg("--test").current_dir(project.root.join("packages/outoften-stats"));
    run(node.env("OUTOFTEN_CHROMIUM", browser::find()?.chromium))
}
