//! Debian's current Rust (`rustc-web`), for machines that reach package registries only. It has no
//! compiled standard library for wasm32, but the source with all that it needs: std is built along.
//!
//! It lies in /usr/bin and leaves rustup's toolchain alone. A folder of links puts it first on the
//! PATH of the programs that need it, without the rest of /usr/bin.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::output;
use crate::tools::system::{self, Need};

const BIN: &str = "/usr/bin";
const SOURCE: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";
const PROGRAMS: [&str; 5] = ["cargo", "rustc", "rustdoc", "cargo-clippy", "clippy-driver"];
const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy"];

/// Debian's compiler with a linker for wasm.
#[derive(Debug, Clone)]
pub struct Debian {
    shims: PathBuf,
    linker: PathBuf,
}

impl Debian {
    /// The folder with nothing but this toolchain's programs.
    pub fn shims(&self) -> &Path {
        &self.shims
    }

    /// One of this toolchain's programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.shims.join(name)
    }

    /// The linker for wasm.
    pub fn linker(&self) -> &Path {
        &self.linker
    }

    /// Makes `command` use this toolchain instead of rustup's.
    pub fn prepare(&self, command: &mut Command) {
        command.env_remove("RUSTUP_TOOLCHAIN");
        command.env("CARGO", self.program("cargo"));
        command.env("RUSTC", self.program("rustc")).env("RUSTDOC", self.program("rustdoc"));
        command.env(super::LINKER, &self.linker);
    }
}

/// Finds the toolchain or installs it; none where apt does not offer it.
///
/// # Errors
/// When the installation fails.
pub fn find_or_install() -> Result<Option<Debian>> {
    if let Some(found) = find()? {
        return Ok(Some(found));
    }
    if !system::has_apt() || system::known("^rustc-web$")?.is_empty() {
        return Ok(None);
    }
    let lld = newest_lld(&system::known("^lld-[0-9]+$")?).unwrap_or_else(|| "lld".into());
    let mut packages = PACKAGES.to_vec();
    packages.push(&lld);
    system::install(&Need {
        what: "Debian's Rust compiler with the source of its standard library",
        packages: &packages,
        how_long: "about half a minute",
        on_macos: "rustup target add wasm32-unknown-unknown",
    })?;
    find()
}

fn find() -> Result<Option<Debian>> {
    let present = PROGRAMS.iter().all(|name| Path::new(BIN).join(name).is_file());
    let Some(linker) = linker(&names_in(BIN)) else { return Ok(None) };
    if !present || !Path::new(SOURCE).is_file() || !is_new_enough() {
        return Ok(None);
    }
    Ok(Some(Debian { shims: make_shims()?, linker: Path::new(BIN).join(linker) }))
}

/// Debian's ordinary rustc lies in the same place and can be years old.
fn is_new_enough() -> bool {
    let said = output(Command::new(Path::new(BIN).join("rustc")).arg("--version"));
    said.is_ok_and(|said| {
        version(&said) >= version(concat!("rustc ", env!("CARGO_PKG_RUST_VERSION")))
    })
}

/// Major and minor of a line such as `rustc 1.96.0 (...)`.
fn version(line: &str) -> Option<(u32, u32)> {
    let mut parts = line.split(' ').nth(1)?.split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

fn make_shims() -> Result<PathBuf> {
    let folder = crate::tools::cache()?.join("debian-rust");
    fs::create_dir_all(&folder).with_context(|| format!("creating {folder:?}"))?;
    for name in PROGRAMS {
        let link = folder.join(name);
        if !link.exists() {
            shim(&Path::new(BIN).join(name), &link)?;
        }
    }
    Ok(folder)
}

#[cfg(unix)]
fn shim(program: &Path, link: &Path) -> Result<()> {
    std::os::unix::fs::symlink(program, link).with_context(|| format!("linking {link:?}"))
}

#[cfg(not(unix))]
fn shim(_: &Path, _: &Path) -> Result<()> {
    anyhow::bail!("Debian's compiler is for Debian")
}

fn names_in(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

/// The newest `wasm-ld-NN`; this compiler brings no linker for wasm.
fn linker(names: &[String]) -> Option<String> {
    newest(names, "wasm-ld-").map(|number| format!("wasm-ld-{number}"))
}

fn newest_lld(names: &[String]) -> Option<String> {
    newest(names, "lld-").map(|number| format!("lld-{number}"))
}

fn newest(names: &[String], prefix: &str) -> Option<u32> {
    names.iter().filter_map(|name| name.strip_prefix(prefix)?.parse().ok()).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_newest_linker_by_number_and_not_by_spelling() {
        let names = ["lld-9", "lld-22", "lld-19", "lld-22-dev", "lldb-23"].map(str::to_owned);
        assert_eq!(newest_lld(&names).as_deref(), Some("lld-22"));
        assert_eq!(linker(&names), None);
    }

    #[test]
    fn compares_versions_by_number() {
        assert!(version("rustc 1.96.0 (ac68faa20 2026-05-25)") > version("rustc 1.95"));
        assert!(version("rustc 1.100.0") > version("rustc 1.95"));
        assert!(version("rustc 1.63.0") < version("rustc 1.95"));
        assert!(version("no version here") < version("rustc 1.95"));
    }
}
