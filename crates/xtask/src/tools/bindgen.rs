//! The generator of the border between Rust and the browser: a program of this workspace, so it has
//! the version that `Cargo.lock` names and shares what is compiled already.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result};

use super::compiler;
use crate::process::{run, say};
use crate::project::Project;

const PACKAGE: &str = "outoften-bindgen";

/// Writes `<name>.js` and `<name>_bg.wasm` for a compiled module into `folder`.
///
/// # Errors
/// When the generator does not compile, or the module is of another version.
pub fn bind(project: &Project, wasm: &Path, folder: &Path, name: &str) -> Result<()> {
    let mut bindgen = Command::new(program(project)?);
    run(bindgen.arg(wasm).arg(folder).arg(name))
}

/// Built once in a run.
fn program(project: &Project) -> Result<PathBuf> {
    static BUILT: OnceLock<()> = OnceLock::new();
    if BUILT.get().is_none() {
        say("building the bindings generator (about a minute, then nothing)");
        let mut cargo = Command::new(compiler::native_cargo());
        cargo.args(["build", "--quiet", "--package", PACKAGE]).current_dir(&project.root);
        run(&mut cargo).context(compiler::NOT_BUILT)?;
        BUILT.get_or_init(|| ());
    }
    let name = format!("{PACKAGE}{}", std::env::consts::EXE_SUFFIX);
    Ok(project.target().join("debug").join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_has_the_version_of_the_library() {
        let project = Project::find().unwrap();
        let locked = |package| project.locked_version(package).unwrap();
        assert_eq!(locked("wasm-bindgen-cli-support"), locked("wasm-bindgen"));
    }
}
