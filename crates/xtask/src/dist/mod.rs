//! `cargo xtask dist`: writes `dist/`, everything that a website loads.
//!
//!     v0.1.0/   loader, glue, wasm, styles, types, texts: never changes once released
//!     v0/       the same names, newest of this major version
//!     outoften.js   the loader again, for the shortest tag
//!     demo/     example host pages
//!     studio/   the Studio, which the collector serves under the same name
//!     manifest.json   sizes and integrity hashes
//!
//! Same input, same bytes. The steps: [`card`] builds wasm and glue and [`shrink`] makes them fit
//! each other, [`assets`] collects what belongs in a version's folder, [`studio`] builds the
//! Studio, [`tree`] writes the folders, [`manifest`] measures.

mod assets;
mod card;
mod compress;
mod document;
mod guard;
pub mod linker;
pub mod manifest;
mod minify;
mod shrink;
mod studio;
mod tree;

pub use self::tree::files_below;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use self::assets::Assets;
use self::manifest::Manifest;
use crate::process::{run, say};
use crate::project::Project;
use crate::tools::compiler::{self, Purpose};
use crate::tools::node::Packages;

/// Builds `dist/` unless it stands already for the same input.
///
/// # Errors
/// When a tool is missing, a build fails, or an input cannot be read.
pub fn build(project: &Project) -> Result<Manifest> {
    let packages = Packages::install(project)?;
    let wasm = card::compile(project)?;
    let studio = studio::compile(project)?;
    let stamp = stamp(project, &[&wasm, &studio.studio, &studio.reader])?;
    let stamp_file = project.wasm_target().join("dist.stamp");
    if fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp)
        && let Ok(manifest) = Manifest::read(&project.dist())
    {
        say("dist/ is up to date");
        return Ok(manifest);
    }
    let card = card::bind(project, &packages, &wasm)?;
    let assets = Assets::collect(project, &packages, card)?;
    let studio = studio::bind(project, &packages, &studio)?;
    let manifest = tree::write(project, &assets, &studio)?;
    fs::write(&stamp_file, stamp).with_context(|| format!("writing {stamp_file:?}"))?;
    say(&format!("wrote dist/ {}: {} files", project.version, manifest.files.len()));
    Ok(manifest)
}

/// Builds what a preview shows, beside `dist/`: compiled to be quick, nothing made small or
/// compressed. Gives its folder.
///
/// # Errors
/// When a tool is missing, a build fails, or something cannot be written.
pub fn build_quick(project: &Project) -> Result<PathBuf> {
    let packages = Packages::install(project)?;
    let compiler = compiler::choose(project)?;
    say("building the card and the Studio for wasm32 (about 2 minutes the first time)");
    let mut cargo = compiler.cargo("build", Purpose::Check);
    cargo.args(["--package", "outoften", "--package", "outoften-studio"]);
    cargo.args(["--package", "outoften-studio-reader", "--bins"]);
    run(cargo.args(["--profile", "preview"])).context(compiler::NOT_BUILT)?;
    let built = project.wasm_target().join("wasm32-unknown-unknown").join("preview");
    let assets = Assets::collect(project, &packages, card::quick(project, &built)?)?;
    let studio = studio::quick(project, &packages, &built)?;
    let root = project.target().join("preview").join("dist");
    tree::write_quick(project, &assets, &studio, &root)?;
    Ok(root)
}

/// Builds a `dist/` whose card fails where the page says, for tests; gives its folder.
///
/// # Errors
/// When a tool is missing, a build fails, or something cannot be written.
pub fn build_faulty(project: &Project) -> Result<PathBuf> {
    let assets = Assets::collect(project, &Packages::install(project)?, card::faulty(project)?)?;
    let root = project.wasm_target().join("faulty-dist");
    tree::write_plain(project, &assets, &root)?;
    Ok(root)
}

/// A hash over all that decides what `dist/` holds: what was compiled, the files that are copied,
/// the tools' versions, and this program.
fn stamp(project: &Project, compiled: &[&Path]) -> Result<String> {
    let mut hash = Sha256::new();
    for wasm in compiled {
        hash.update(fs::read(wasm).with_context(|| format!("reading {wasm:?}"))?);
    }
    let this_program = std::env::current_exe().context("finding this program")?;
    let tools = project.root.join("crates/xtask/npm/package-lock.json");
    let styles = project.root.join("src").join("widget");
    let [card, looks] = ["card.css", "looks.css"].map(|name| styles.join(name));
    hash.update(project.locked_version("wasm-bindgen")?);
    let mut files = vec![this_program, tools, card, looks, project.root.join("index.html")];
    files.extend(tree::files_below(&project.root.join("www"))?);
    files.extend(tree::files_below(&project.root.join("crates/studio/src/css"))?);
    files.push(project.root.join("crates/studio-reader/src/reader_start.js"));
    for file in files.iter().filter(|file| file.exists()) {
        hash.update(file.to_string_lossy().as_bytes());
        hash.update(fs::read(file).with_context(|| format!("reading {file:?}"))?);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
