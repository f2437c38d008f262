//! Where things lie in this repository, and which versions it names.
//!
//! Not here: anything outside the repository; installed tools are [`crate::tools`].

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The repository this program belongs to.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder with the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// The released version, `0.1.0`: every package has the same one.
    pub version: String,
}

impl Project {
    /// Finds the repository through the variable that cargo sets for a running program.
    ///
    /// # Errors
    /// When this program was not started by cargo.
    pub fn find() -> Result<Self> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .context("start this program as `cargo xtask`, so that it knows its repository")?;
        let root = Path::new(&package).ancestors().nth(2).context("xtask lies in no repository")?;
        Ok(Self { root: root.to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() })
    }

    /// What a website loads, written by `cargo xtask dist`.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Native build results: cargo's ordinary folder.
    pub fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), PathBuf::from)
    }

    /// Build results for wasm32. One folder for lint, tests, dist and the Studio, apart from the
    /// native one because the compiler may be another.
    pub fn wasm_target(&self) -> PathBuf {
        self.target().join("wasm")
    }

    /// The version of `package` that `Cargo.lock` holds.
    ///
    /// # Errors
    /// When there is no such package, or no lock file.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let lock = fs::read_to_string(&path).with_context(|| format!("reading {path:?}"))?;
        version_in_lock(&lock, package)
            .with_context(|| format!("Cargo.lock names no package '{package}'"))
    }
}

/// All files below `folder`, sorted; none when there is no such folder.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder).with_context(|| format!("reading {folder:?}"))? {
        let path = entry.with_context(|| format!("reading {folder:?}"))?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.5\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn finds_the_version_of_exactly_this_package() {
        assert_eq!(version_in_lock(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in_lock(LOCK, "wasm"), None);
    }

    #[test]
    fn a_lock_file_that_breaks_off_names_no_version() {
        assert_eq!(version_in_lock("name = \"leptos\"", "leptos"), None);
    }
}
