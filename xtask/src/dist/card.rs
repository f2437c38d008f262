//! The card as WebAssembly with its glue: compiled, bound to JavaScript, made small.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::minify::{self, Script};
use crate::process::{run, say};
use crate::project::Project;
use crate::tools::compiler::{self, Purpose};
use crate::tools::crates;
use crate::tools::node::Packages;

/// The features that current browsers all have. By name: `--all-features` lets wasm-opt write
/// encodings that browsers refuse to load.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

const SMALLEST: [&str; 5] =
    ["-Oz", "--converge", "--strip-debug", "--strip-producers", "--strip-target-features"];

/// The two files that make the card.
#[derive(Debug)]
pub struct Card {
    /// `card.js`, a module that loads `card.wasm` beside it.
    pub glue: Vec<u8>,
    /// `card.wasm`.
    pub wasm: Vec<u8>,
}

/// Compiles the root package's library; gives the path of the raw wasm.
///
/// # Errors
/// When there is no compiler or the build fails.
pub fn compile(project: &Project) -> Result<PathBuf> {
    let compiler = compiler::choose(project)?;
    say("building the card for wasm32 (about 3 minutes the first time, then seconds)");
    let mut cargo = compiler.cargo("build", Purpose::Ship);
    run(cargo.args(["--package", "outoften", "--lib", "--profile", "wasm-release"]))?;
    let folder = project.wasm_target().join("wasm32-unknown-unknown").join("wasm-release");
    Ok(folder.join("outoften.wasm"))
}

/// Makes glue and small wasm of what [`compile`] built.
///
/// # Errors
/// When a tool is missing or fails.
pub fn bind(project: &Project, packages: &Packages, wasm: &Path) -> Result<Card> {
    let folder = project.wasm_target().join("card");
    let mut bindgen = Command::new(crates::wasm_bindgen(project)?.join("wasm-bindgen"));
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "card", "--out-dir"]);
    run(bindgen.arg(&folder).arg(wasm))?;

    let small = folder.join("card.wasm");
    // After wasm-bindgen, which reads a section that this step removes.
    let mut optimiser = Command::new(packages.wasm_opt());
    optimiser.args(FEATURES).args(SMALLEST);
    run(optimiser.arg(folder.join("card_bg.wasm")).arg("-o").arg(&small))?;

    let glue = fs::read_to_string(folder.join("card.js")).context("reading the glue")?;
    let glue_file = folder.join("renamed.js");
    fs::write(&glue_file, point_at_card_wasm(&glue)?).context("writing the glue")?;
    Ok(Card {
        glue: minify::script(packages, &glue_file, Script::Module)?,
        wasm: fs::read(&small).context("reading card.wasm")?,
    })
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
