//! A compiler for wasm32: which one, and the cargo commands that use it.
//!
//! [`choice`] holds the order in which ways are tried, [`debian`] the one for machines that reach
//! only package registries. Native builds never see the variables that are set here.

mod choice;
mod debian;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::Result;

use self::choice::{Machine, Way};
use self::debian::Debian;
use super::rustup::{self, Part};
use crate::process::{output, say};
use crate::project::Project;

/// What is said when cargo ends badly: its own words stand above.
pub const NOT_BUILT: &str = "cargo could not build it; where it could not download, check the \
                             network, then start again: what is built stays";

const TARGET: &str = "wasm32-unknown-unknown";
/// Tells cargo which linker to use for it.
pub const LINKER: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER";

/// Holds the real linker while this program stands in for it.
pub const REAL_LINKER: &str = "OUTOFTEN_LINKER";

/// What a build is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Lint, tests, the Studio: quick to build, panics tell what happened.
    Check,
    /// What a visitor downloads: the standard library is rebuilt for size where its source is there,
    /// and a panic is one instruction.
    Ship,
}

/// A compiler that can build for wasm32.
#[derive(Debug, Clone)]
pub struct Compiler {
    debian: Option<Debian>,
    /// The standard library's source is there.
    has_source: bool,
    root: PathBuf,
    target_dir: PathBuf,
}

/// Chooses a compiler, installing what is missing, and says which one.
///
/// # Errors
/// One sentence on what to install when there is no way left.
pub fn choose(project: &Project) -> Result<Compiler> {
    static CHOSEN: OnceLock<Compiler> = OnceLock::new();
    if let Some(compiler) = CHOSEN.get() {
        return Ok(compiler.clone());
    }
    let (way, debian) = choice::choose(&mut Here { only_debian: only_debian() })?;
    let has_source = match way {
        Way::Debian => true,
        Way::Target | Way::AddedTarget => source_is_there() || rustup::add(RUST_SRC)?,
    };
    say(&format!("wasm32 compiler: {}", way.sentence(has_source)));
    let compiler = Compiler {
        debian,
        has_source,
        root: project.root.clone(),
        target_dir: project.wasm_target(),
    };
    Ok(CHOSEN.get_or_init(|| compiler).clone())
}

impl Compiler {
    /// `cargo <subcommand> --target wasm32-unknown-unknown`, ready for more arguments.
    pub fn cargo(&self, subcommand: &str, purpose: Purpose) -> Command {
        // By its own name, because a bare `cargo clippy` could find another toolchain's clippy.
        let program = if subcommand == "clippy" { "cargo-clippy" } else { "cargo" };
        let mut command = match &self.debian {
            Some(debian) => Command::new(debian.program(program)),
            None if program == "cargo" => Command::new(native_cargo()),
            None => Command::new(program),
        };
        self.prepare(&mut command, purpose, &[]);
        command.current_dir(&self.root).args([subcommand, "--target", TARGET]);
        command
    }

    /// Sets the variables under which `command`, or a cargo that it starts, builds for wasm32.
    /// `folders` come first on its PATH.
    pub fn prepare(&self, command: &mut Command, purpose: Purpose, folders: &[PathBuf]) {
        let shims = self.debian.as_ref().map(|debian| debian.shims().to_owned());
        let folders: Vec<PathBuf> = shims.into_iter().chain(folders.iter().cloned()).collect();
        command.env("PATH", path_with(&folders)).env("CARGO_TARGET_DIR", &self.target_dir);
        for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "LD_LIBRARY_PATH"] {
            command.env_remove(name);
        }
        if let Some(debian) = &self.debian {
            debian.prepare(command);
        }
        if self.has_source {
            // The same for both purposes: build scripts that look at it would run again otherwise.
            command.env("RUSTC_BOOTSTRAP", "1");
        }
        if self.debian.is_some() || (self.has_source && purpose == Purpose::Ship) {
            command.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        }
        if purpose == Purpose::Ship {
            self.prepare_for_size(command);
        }
    }

    fn prepare_for_size(&self, command: &mut Command) {
        let mut flags = vec![remap(&self.root, "/outoften")];
        flags.extend(cargo_home().map(|home| remap(&home, "/cargo")));
        if self.has_source {
            command.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
            flags.extend(["-Zunstable-options".into(), "-Cpanic=immediate-abort".into()]);
            // A panic says nothing, so neither does it need the place it happened at.
            flags.extend(["-Zlocation-detail=none".into(), "-Zfmt-debug=none".into()]);
        }
        // The form that allows spaces in a path.
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        if let (Some(real), Ok(this_program)) = (self.linker(), std::env::current_exe()) {
            command.env(LINKER, this_program).env(REAL_LINKER, real);
        }
    }

    /// The linker for wasm: Debian's, or the one that comes with rustup's toolchain.
    fn linker(&self) -> Option<PathBuf> {
        if let Some(debian) = &self.debian {
            return Some(debian.linker().to_owned());
        }
        let libraries = output(Command::new("rustc").args(["--print", "target-libdir"])).ok()?;
        let linker = Path::new(libraries.trim()).parent()?.join("bin/rust-lld");
        Some(linker.with_extension(std::env::consts::EXE_EXTENSION)).filter(|file| file.is_file())
    }
}

/// The cargo that started this program.
pub fn native_cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or("cargo".into())
}

/// PATH with `folders` before the rest.
pub fn path_with(folders: &[PathBuf]) -> OsString {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&rest));
    // A folder whose name holds the separator cannot be on PATH; then the old one must do.
    std::env::join_paths(all).unwrap_or(rest)
}

/// Keeps this machine's paths out of what ships, and the bytes the same on every machine.
fn remap(folder: &Path, name: &str) -> String {
    format!("--remap-path-prefix={}={name}", folder.display())
}

fn cargo_home() -> Option<PathBuf> {
    let of_user = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(of_user)
}

const RUST_SRC: Part = Part::Component("rust-src");

fn source_is_there() -> bool {
    output(Command::new("rustc").args(["--print", "sysroot"])).is_ok_and(|sysroot| {
        Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file()
    })
}

/// `OUTOFTEN_WASM=debian` passes rustup over: to try that way on a machine that has both.
fn only_debian() -> bool {
    std::env::var_os("OUTOFTEN_WASM").is_some_and(|wanted| wanted == "debian")
}

/// The machine this program runs on.
struct Here {
    only_debian: bool,
}

impl Machine for Here {
    type Debian = Debian;

    fn has_target(&mut self) -> bool {
        if self.only_debian {
            return false;
        }
        let folder =
            output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]));
        folder.is_ok_and(|folder| Path::new(folder.trim()).is_dir())
    }

    fn add_target(&mut self) -> Result<bool> {
        Ok(!self.only_debian && rustup::add(Part::Target(TARGET))?)
    }

    fn debian(&mut self) -> Result<Option<Debian>> {
        debian::find_or_install()
    }
}
