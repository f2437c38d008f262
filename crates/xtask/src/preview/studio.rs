//! The Studio under `trunk serve`, with the compiler and the tools that this program found.

use std::process::{Command, Stdio};

use anyhow::Result;

use crate::process::group::Group;
use crate::project::Project;
use crate::tools::compiler::{self, Purpose};
use crate::tools::{crates, node};

/// Starts it; the page answers once the first build is done.
///
/// # Errors
/// When a tool is missing or Trunk cannot be started.
pub fn start(project: &Project, port: u16) -> Result<Group> {
    let compiler = compiler::choose(project)?;
    let packages = node::Packages::install(project)?;
    let folders = [crates::wasm_bindgen(project)?, packages.bin()];
    let mut trunk = Command::new(crates::trunk()?.join("trunk"));
    compiler.prepare(&mut trunk, Purpose::Check, &folders);
    trunk.args(["serve", "--port", &port.to_string()]).current_dir(&project.root);
    // This version takes NO_COLOR=1 for a mistake.
    trunk.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true");
    Group::start(trunk.stdin(Stdio::null()))
}
