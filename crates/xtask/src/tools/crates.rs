//! Tools that cargo installs: `wasm-bindgen` in the version of `Cargo.lock`, Trunk, cargo-deny, and what
//! steers Firefox.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{run, say};
use crate::project::Project;

/// The newest Trunk that builds with the Rust version this workspace asks for.
const TRUNK: &str = "0.21.14";
/// Looks at licences, sources and bans (`deny.toml`).
const CARGO_DENY: &str = "0.20.2";
/// Steers every Firefox that Debian offers.
const GECKODRIVER: &str = "0.37.1";

/// The folder with `wasm-bindgen` and `wasm-bindgen-test-runner`. Their version must be exactly
/// that of the library in `Cargo.lock`.
///
/// # Errors
/// When it is not there and cannot be installed.
pub fn wasm_bindgen(project: &Project) -> Result<PathBuf> {
    let version = project.locked_version("wasm-bindgen")?;
    // Without `--locked`: its own lock file can name crates that are no longer offered.
    Wanted { package: "wasm-bindgen-cli", name: "wasm-bindgen", version: &version, locked: false }
        .folder("about 2 minutes")
}

/// The folder with `trunk`.
///
/// # Errors
/// When it is not there and cannot be installed.
pub fn trunk() -> Result<PathBuf> {
    Wanted { package: "trunk", name: "trunk", version: TRUNK, locked: true }
        .folder("about 4 minutes")
}

/// The folder with `cargo-deny`.
///
/// # Errors
/// When it is not there and cannot be installed.
pub fn cargo_deny() -> Result<PathBuf> {
    Wanted { package: "cargo-deny", name: "cargo-deny", version: CARGO_DENY, locked: true }
        .folder("about 4 minutes")
}

/// The folder with `geckodriver`.
///
/// # Errors
/// When it is not there and cannot be installed.
pub fn geckodriver() -> Result<PathBuf> {
    Wanted { package: "geckodriver", name: "geckodriver", version: GECKODRIVER, locked: true }
        .folder("about 3 minutes")
}

struct Wanted<'a> {
    package: &'a str,
    /// The program, and the first part of its folder's name.
    name: &'a str,
    version: &'a str,
    locked: bool,
}

impl Wanted<'_> {
    fn folder(&self, how_long: &str) -> Result<PathBuf> {
        let root = super::cache()?.join(format!("{}-{}", self.name, self.version));
        let bin = root.join("bin");
        let program = bin.join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX));
        if !program.is_file() {
            say(&format!("installing {} {} ({how_long}, once)", self.package, self.version));
            run(&mut self.install(&root)).with_context(|| {
                format!(
                    "{} {} could not be installed: check the network, then start again",
                    self.package, self.version
                )
            })?;
        }
        Ok(bin)
    }

    fn install(&self, root: &Path) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        command.args(["install", "--quiet", self.package, "--version", self.version, "--root"]);
        command.arg(root);
        if self.locked {
            command.arg("--locked");
        }
        // The tools are for this machine: build settings meant for the project do not reach them.
        for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_TARGET_DIR"] {
            command.env_remove(name);
        }
        command
    }
}
