//! Applications that use the widget, built as their authors would build them: React, Vue and Svelte
//! with the npm package, Leptos with the crate. And the npm package's types, checked by TypeScript.
//!
//! Built below `target/`, so that nothing is written beside the source.
//! Not here: running them; the end-to-end tests do.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{output, run, say};
use crate::project::Project;
use crate::tools::bindgen;
use crate::tools::compiler::{self, Purpose};
use crate::tools::node::Packages;

const FRAMEWORKS: [&str; 3] = ["react", "vue", "svelte"];

/// Builds all of them; gives the folder that holds one folder for each, with an `index.html`.
///
/// # Errors
/// When the packages cannot be installed or an example does not build.
pub fn build(project: &Project) -> Result<PathBuf> {
    let source = project.root.join("packages/outoften");
    let packages = Packages::install_from(
        &source.join("examples"),
        "Vite, React, Vue, Svelte and TypeScript",
    )?;
    let copy = project.target().join("npm");
    if copy.exists() {
        fs::remove_dir_all(&copy).with_context(|| format!("removing {copy:?}"))?;
    }
    copy_tree(&source, &copy)?;
    let examples = copy.join("examples");
    link(&packages.modules(), &examples.join("node_modules"))?;
    check_types(project, &packages, &examples)?;
    say("building the npm package's examples (some seconds)");
    for framework in FRAMEWORKS {
        let mut vite = Command::new(packages.bin().join("vite"));
        vite.args(["build", framework, "--config", "vite.config.js"]).arg("--outDir");
        vite.arg(examples.join("built").join(framework)).current_dir(&examples);
        output(&mut vite).with_context(|| format!("building the {framework} example"))?;
    }
    leptos(project, &examples.join("built").join("leptos").join("assets"))?;
    Ok(examples.join("built"))
}

/// The Leptos application of `www/examples/leptos`, as `shop.js` with its module.
fn leptos(project: &Project, folder: &Path) -> Result<()> {
    say("building the Leptos example (about a minute the first time)");
    let mut cargo = compiler::choose(project)?.cargo("build", Purpose::Check);
    run(cargo.args(["--package", "outoften-example-leptos"]))?;
    let built = project.wasm_target().join("wasm32-unknown-unknown").join("debug");
    bindgen::bind(project, &built.join("outoften-example-leptos.wasm"), folder, "shop")
}

/// What may be written with the package's and the loader's types compiles, and what may not does not.
fn check_types(project: &Project, packages: &Packages, examples: &Path) -> Result<()> {
    say("checking the npm package's types");
    let mut tsc = Command::new(packages.bin().join("tsc"));
    tsc.args(["--noEmit", "--strict", "--target", "es2022", "--lib", "dom,dom.iterable,es2022"]);
    tsc.args(["--module", "nodenext", "--moduleResolution", "nodenext"]);
    tsc.args(["types/package.ts", "types/loader.ts"]);
    tsc.arg(project.root.join("www").join("outoften.d.ts")).current_dir(examples);
    output(&mut tsc).map(drop).context("checking the npm package's types")
}

/// Everything but installed packages.
fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("creating {to:?}"))?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {from:?}"))? {
        let path = entry.with_context(|| format!("reading {from:?}"))?.path();
        let name = path.file_name().unwrap_or_default().to_owned();
        if path.is_file() {
            fs::copy(&path, to.join(name)).with_context(|| format!("copying {path:?}"))?;
        } else if name != "node_modules" {
            copy_tree(&path, &to.join(name))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Result<()> {
    std::os::unix::fs::symlink(from, to).with_context(|| format!("linking {to:?}"))
}

#[cfg(windows)]
fn link(from: &Path, to: &Path) -> Result<()> {
    std::os::windows::fs::symlink_dir(from, to).with_context(|| format!("linking {to:?}"))
}
