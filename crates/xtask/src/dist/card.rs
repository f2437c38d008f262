//! The card as WebAssembly with its glue: compiled, bound to JavaScript, made small.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::guard;
use super::minify::{self, Script};
use super::shrink::{self, ShortNames};
use crate::process::{output, run, say};
use crate::project::Project;
use crate::tools::bindgen;
use crate::tools::compiler::{self, Purpose};
use crate::tools::node::Packages;

/// The features that current browsers all have. By name: `--all-features` lets wasm-opt write
/// encodings that browsers refuse to load.
pub const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// `--low-memory-unused`: the lowest kilobyte is the far end of the stack, where no value lies.
/// Flattened and put together again twice, with a look at what values can come where in between:
/// 0.7 KB brotli less than `-Oz` alone; another 0.2 KB by one look before, and by what is called most
/// standing first.
const SMALLEST: [&str; 18] = [
    "--low-memory-unused",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--gufa",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--gufa",
    "-Oz",
    "--converge",
    "--memory-packing",
    "--reorder-functions",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// In a run of its own: repeated by `--converge`, it would shorten its own short names.
const SHORT_NAMES: &str = "--minify-imports-and-exports-and-modules";

/// The two files that make the card.
#[derive(Debug)]
pub struct Card {
    /// `card.js`, a module that loads `card.wasm` beside it.
    pub glue: Vec<u8>,
    /// `card.wasm`.
    pub wasm: Vec<u8>,
}

/// Compiles the root package's program `card`; gives the path of the raw wasm.
///
/// # Errors
/// When there is no compiler or the build fails.
pub fn compile(project: &Project) -> Result<PathBuf> {
    let compiler = compiler::choose(project)?;
    say("building the card for wasm32 (about 3 minutes the first time, then seconds)");
    let mut cargo = compiler.cargo("build", Purpose::Ship);
    cargo.args(["--package", "outoften", "--bin", "card", "--features", "small-heap"]);
    run(cargo.args(["--profile", "wasm-release"])).context(compiler::NOT_BUILT)?;
    let folder = project.wasm_target().join("wasm32-unknown-unknown").join("wasm-release");
    Ok(folder.join("card.wasm"))
}

/// Makes glue and small wasm of what [`compile`] built.
///
/// # Errors
/// When a tool is missing or fails.
pub fn bind(project: &Project, packages: &Packages, wasm: &Path) -> Result<Card> {
    let folder = project.wasm_target().join("card");
    let glue = glue(project, &folder, wasm)?;
    let glue = shrink::without_spare_classes(&glue)?;
    ensure!(
        !glue.contains("innerHTML"),
        "the card writes HTML, which Trusted Types forbid: build elements instead of static `view!` trees"
    );
    let printed = optimise(packages, &folder, &shrink::graph(&shrink::used_exports(&glue)))?;
    let glue = guard::around(&ShortNames::parse(&printed)?.apply(&glue)?)?;

    let glue_file = folder.join("short.js");
    fs::write(&glue_file, point_at_card_wasm(&glue)?).context("writing the glue")?;
    Ok(Card {
        glue: minify::script(packages, &glue_file, Script::Module)?,
        wasm: fs::read(folder.join("card.wasm")).context("reading card.wasm")?,
    })
}

/// The card for a preview: as quick to build as it can be, and as large. Its glue has the same guard.
///
/// # Errors
/// When a tool fails.
pub fn quick(project: &Project, built: &Path) -> Result<Card> {
    as_built(project, &built.join("card.wasm"), "quick-card")
}

/// The same, failing where the page says, for tests.
///
/// # Errors
/// When a tool is missing or fails.
pub fn faulty(project: &Project) -> Result<Card> {
    let mut cargo = compiler::choose(project)?.cargo("build", Purpose::Check);
    let features = "small-heap,fault-inject";
    run(cargo.args(["--package", "outoften", "--bin", "card", "--features", features]))?;
    let built = project.wasm_target().join("wasm32-unknown-unknown").join("debug");
    as_built(project, &built.join("card.wasm"), "faulty-card")
}

/// Nothing made small.
fn as_built(project: &Project, wasm: &Path, folder: &str) -> Result<Card> {
    let folder = project.wasm_target().join(folder);
    let glue = guard::around(&glue(project, &folder, wasm)?)?;
    Ok(Card {
        glue: point_at_card_wasm(&glue)?.into_bytes(),
        wasm: fs::read(folder.join("card_bg.wasm")).context("reading card_bg.wasm")?,
    })
}

/// Runs wasm-bindgen: the module into `folder`, the glue as text.
fn glue(project: &Project, folder: &Path, wasm: &Path) -> Result<String> {
    bindgen::bind(project, wasm, folder, "card")?;
    fs::read_to_string(folder.join("card.js")).context("reading the glue")
}

/// Makes `card.wasm` of `card_bg.wasm`: without exports that `graph` does not name, small, with
/// short names, which it returns as wasm-opt printed them. After wasm-bindgen, because it reads a
/// section that goes here.
fn optimise(packages: &Packages, folder: &Path, graph: &str) -> Result<String> {
    let graph_file = folder.join("graph.json");
    fs::write(&graph_file, graph).context("writing the graph of exports")?;
    let step = |tool: &str, from: &str, to: &str| {
        let mut command = Command::new(packages.bin().join(tool));
        command.args(FEATURES).arg(folder.join(from)).arg("-o").arg(folder.join(to));
        command
    };
    output(step("wasm-metadce", "card_bg.wasm", "used.wasm").arg("--graph-file").arg(graph_file))?;
    run(step("wasm-opt", "used.wasm", "small.wasm").args(SMALLEST))?;
    output(step("wasm-opt", "small.wasm", "card.wasm").arg(SHORT_NAMES))
}

/// wasm-bindgen names the file `card_bg.wasm`; ours is `card.wasm`.
fn point_at_card_wasm(glue: &str) -> Result<String> {
    ensure!(
        glue.matches("card_bg.wasm").count() == 1,
        "the glue no longer names card_bg.wasm exactly once: look at what wasm-bindgen writes"
    );
    Ok(glue.replace("card_bg.wasm", "card.wasm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glue_loads_the_file_under_its_own_name() {
        let glue = "new URL('card_bg.wasm', import.meta.url)";
        assert_eq!(point_at_card_wasm(glue).unwrap(), "new URL('card.wasm', import.meta.url)");
    }

    #[test]
    fn glue_of_another_shape_is_refused() {
        assert!(point_at_card_wasm("import('card_bg.wasm'), 'card_bg.wasm'").is_err());
        assert!(point_at_card_wasm("nothing to load").is_err());
    }
}
