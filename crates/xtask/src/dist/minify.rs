//! Scripts, styles and JSON without what only people need.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::output;
use crate::tools::node::Packages;

/// How a browser reads a script.
#[derive(Debug, Clone, Copy)]
pub enum Script {
    /// `<script src>`: top-level names belong to the page.
    Classic,
    /// `import`; becomes one file with what it imports.
    Module,
}

/// A script, small, in a form that browsers of the last five years read.
///
/// # Errors
/// When esbuild finds a mistake in it.
pub fn script(packages: &Packages, file: &Path, kind: Script) -> Result<Vec<u8>> {
    let mut esbuild = Command::new(packages.esbuild());
    esbuild.arg(file).args(["--minify", "--target=es2020", "--charset=utf8"]);
    esbuild.arg("--legal-comments=none");
    if matches!(kind, Script::Module) {
        esbuild.args(["--bundle", "--format=esm", "--tree-shaking=true", "--loader:.css=text"]);
    }
    Ok(output(&mut esbuild)?.trim_end().into())
}

/// A stylesheet, small.
///
/// # Errors
/// When esbuild finds a mistake in it.
pub fn styles(packages: &Packages, file: &Path) -> Result<Vec<u8>> {
    let mut esbuild = Command::new(packages.esbuild());
    Ok(output(esbuild.arg(file).args(["--minify", "--charset=utf8"]))?.trim_end().into())
}

/// JSON without white space, keys in alphabetical order.
///
/// # Errors
/// When it is not JSON.
pub fn json(text: &str) -> Result<Vec<u8>> {
    let value: serde_json::Value = serde_json::from_str(text).context("not JSON")?;
    Ok(value.to_string().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_its_content_and_loses_its_spaces() {
        let small = json("{ \"thanks\": \"Благодариме!\",\n \"later\": [1, 2] }").unwrap();
        assert_eq!(small, "{\"later\":[1,2],\"thanks\":\"Благодариме!\"}".as_bytes());
        assert!(json("{,}").is_err());
    }
}
