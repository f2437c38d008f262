//! Other people's pages, built as sites build them: `tests/stacks`, with packages from npm and, for
//! libraries that npm lacks and for block lists, from Debian.
//!
//! Everything lies in the tools' cache, in a folder named after the content of `tests/stacks`, so
//! it is built again only when that has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::process::{run, say};
use crate::project::Project;
use crate::tools::node;
use crate::tools::system::{self, Need};

/// Where the pages were built.
#[derive(Debug, Clone)]
pub struct Stacks {
    /// Holds `out/<stack>/`, `node_modules/` and `debian/`.
    pub folder: PathBuf,
}

/// Finds the built pages, or builds them.
///
/// # Errors
/// When a package cannot be fetched or a page cannot be built.
pub fn build(project: &Project) -> Result<Stacks> {
    let sources = project.root.join("tests").join("stacks");
    let folder = super::cache()?.join(format!("stacks-{}", key(&sources)?));
    if !folder.is_dir() {
        node::node()?;
        say("building pages with other people's frameworks (about half a minute, once)");
        // Beside the final place and moved at the end: half a build never counts.
        let new = folder.with_extension(format!("new-{}", std::process::id()));
        copy(&sources, &new)?;
        system::unpack(&debian(), &new.join("debian"))?;
        node::ci(&new)?;
        run(Command::new("node").arg("build.mjs").current_dir(&new))?;
        if fs::rename(&new, &folder).is_err() {
            // Somebody else was quicker: theirs is the same.
            fs::remove_dir_all(&new).with_context(|| format!("removing {new:?}"))?;
        }
    }
    Ok(Stacks { folder })
}

/// Unpacked, not installed: a blocker that is installed would block in every browser of this
/// machine.
fn debian() -> Need<'static> {
    Need {
        what: "old libraries that pages still carry, and the lists of a blocker",
        packages: &["libjs-prototype", "libjs-mootools", "webext-ublock-origin-firefox"],
        how_long: "a few seconds",
        on_macos: "there is none",
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let target = to.join(file.strip_prefix(from)?);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(|| format!("creating {folder:?}"))?;
        }
        fs::copy(&file, &target).with_context(|| format!("copying {file:?}"))?;
    }
    Ok(())
}

/// Everything below `folder` that pages are made of, sorted: not the tests, nor what npm or a build
/// put there by hand.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let all = crate::project::files_below(folder)?;
    let made = |file: &PathBuf| {
        ["node_modules", "out", "debian", ".svelte-kit"]
            .iter()
            .any(|name| file.strip_prefix(folder).is_ok_and(|file| file.starts_with(name)))
    };
    let test = |file: &PathBuf| file.extension().is_some_and(|end| end == "rs");
    Ok(all.into_iter().filter(|file| !made(file) && !test(file)).collect())
}

/// Names the build by what goes into it.
fn key(folder: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for file in files(folder)? {
        hash.update(file.strip_prefix(folder)?.to_string_lossy().as_bytes());
        hash.update(fs::read(&file).with_context(|| format!("reading {file:?}"))?);
    }
    Ok(hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect())
}
