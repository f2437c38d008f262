//! `outoften-bindgen <wasm> <folder> <name>`: writes the JavaScript that a compiled module needs in
//! a browser, and the module beside it.
//!
//! Built with this workspace, so nothing is installed and the version is that of `Cargo.lock`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("outoften-bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let mut next = || arguments.next().context("name the module, the folder and the name");
    let (wasm, folder, name) = (next()?, next()?, next()?);
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&wasm).web(true)?.typescript(false).out_name(&name.to_string_lossy());
    // The glue knows where the module lies.
    bindgen.omit_default_module_path(false);
    bindgen.generate(&folder).with_context(|| format!("binding {}", wasm.display()))
}
