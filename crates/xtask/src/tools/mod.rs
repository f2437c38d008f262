//! What the commands need that is not in this repository: found, or installed where it is missing.
//!
//! Tools of our own lie in one cache folder, each in a folder named with its version, so another
//! version sits beside it and nothing needs to be on PATH. Compilers, Node.js and browsers come
//! from the system's package manager ([`system`]).

pub mod audit;
pub mod bindgen;
pub mod browser;
pub mod collector;
pub mod compiler;
pub mod crates;
pub mod engines;
pub mod node;
pub mod python;
pub mod rustup;
pub mod stacks;
pub mod system;

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::process::say;
use crate::project::Project;

/// Installs everything that `test` and `preview` would install on their way.
///
/// # Errors
/// The first tool that could not be installed, with what to do about it.
pub fn install_all(project: &Project) -> Result<()> {
    compiler::choose(project)?;
    crates::wasm_bindgen(project)?;
    crates::trunk()?;
    node::Packages::install(project)?;
    browser::find()?;
    for engine in engines::OTHERS {
        if let Err(why) = engine.find() {
            say(&format!("NOT INSTALLED: {}: {why:#}", engine.name()));
        }
    }
    stacks::build(project)?;
    collector::find()?;
    python::schemathesis(project)?;
    say("everything is installed");
    Ok(())
}

/// The folder for tools of our own: `OUTOFTEN_TOOLS`, or `.cache/outoften` in the home folder.
///
/// # Errors
/// When there is no home folder to put it in.
pub fn cache() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("OUTOFTEN_TOOLS") {
        return std::path::absolute(folder).context("OUTOFTEN_TOOLS names no folder");
    }
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    let home = home.context("set OUTOFTEN_TOOLS to a folder for tools: there is no home folder")?;
    Ok(PathBuf::from(home).join(".cache").join("outoften"))
}
