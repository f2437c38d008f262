//! Packages from npm, in the versions of a committed lock file: wasm-opt, esbuild and axe-core of
//! `xtask/npm`, and what the examples of the widget's npm package are built with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::process::{on_path, run, say};
use crate::project::Project;
use crate::tools::system::{self, Need};

const FILES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// The installed npm packages.
#[derive(Debug, Clone)]
pub struct Packages {
    folder: PathBuf,
}

impl Packages {
    /// The tools of `xtask/npm`, found in the cache or installed there.
    ///
    /// # Errors
    /// When Node.js or the packages are missing and cannot be installed.
    pub fn install(project: &Project) -> Result<Self> {
        let wanted = project.root.join("crates/xtask/npm");
        Self::install_from(&wanted, "wasm-opt, esbuild and axe-core")
    }

    /// Finds the packages of a folder's lock file in the cache, or installs them there, under a
    /// folder named after the content of that one. `what` tells people about them.
    ///
    /// # Errors
    /// When Node.js or the packages are missing and cannot be installed.
    pub fn install_from(wanted: &Path, what: &str) -> Result<Self> {
        node()?;
        let folder = super::cache()?.join(format!("npm-{}", key(wanted)?));
        let packages = Self { folder };
        if !packages.modules().is_dir() {
            packages.fetch(wanted, what)?;
        }
        Ok(packages)
    }

    /// Installs beside the final place and moves there at the end, so a half-done installation
    /// never counts.
    fn fetch(&self, wanted: &Path, what: &str) -> Result<()> {
        say(&format!("installing {what} from npm (about half a minute, once)"));
        let new = self.folder.with_extension(format!("new-{}", std::process::id()));
        fs::create_dir_all(&new).with_context(|| format!("creating {new:?}"))?;
        for name in FILES {
            fs::copy(wanted.join(name), new.join(name))
                .with_context(|| format!("copying {name}"))?;
        }
        if let Err(error) = ci(&new) {
            // Half of it helps nobody, and the next start makes a folder of another name.
            drop(fs::remove_dir_all(&new));
            return Err(error);
        }
        if fs::rename(&new, &self.folder).is_err() {
            // Somebody else was quicker: theirs is the same.
            fs::remove_dir_all(&new).with_context(|| format!("removing {new:?}"))?;
        }
        Ok(())
    }

    /// The folder with all packages.
    pub fn modules(&self) -> PathBuf {
        self.folder.join("node_modules")
    }

    /// The folder with the programs, for PATH.
    pub fn bin(&self) -> PathBuf {
        self.modules().join(".bin")
    }

    /// The minifier for scripts and styles.
    pub fn esbuild(&self) -> PathBuf {
        self.bin().join("esbuild")
    }

    /// The accessibility checker: one script for a page.
    pub fn axe(&self) -> PathBuf {
        self.modules().join("axe-core").join("axe.min.js")
    }
}

/// Installs in `folder` exactly what its lock file names.
///
/// # Errors
/// When the packages cannot be fetched.
pub fn ci(folder: &Path) -> Result<()> {
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder);
    run(&mut npm).context(
        "npm could not fetch packages: check the network and npm's registry, then start again",
    )
}

/// Finds Node.js with npm, or installs it.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn node() -> Result<()> {
    if on_path("node").is_some() && on_path("npm").is_some() {
        return Ok(());
    }
    system::install(&Need {
        what: "Node.js with npm, which runs the tools that make wasm and scripts small",
        packages: &["nodejs", "npm"],
        how_long: "about a minute",
        on_macos: "brew install node",
    })
}

/// Names the packages by their content: another package.json lies beside, never on top.
fn key(folder: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for name in FILES {
        hash.update(fs::read(folder.join(name)).with_context(|| format!("reading {name}"))?);
    }
    Ok(hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect())
}
