//! A library that is loaded before the C library and answers `fsync` and the time in its place (`shim.c`):
//! built once per run with the system's C compiler.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

/// A disk that keeps nothing but what was synced, lies, or breaks.
pub struct Disk {
    folder: TempDir,
}

impl Disk {
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// Puts it under a program that is about to start.
    pub fn under(&self, command: &mut Command) {
        command.env("LD_PRELOAD", library());
        command.env("OOT_DISK", self.folder.path()).env("OOT_BROKEN", self.switch());
        command.env("OOT_FULL", self.folder.path().join("full"));
    }

    /// From now on there is no room for another byte.
    pub fn fills(&self) {
        std::fs::write(self.folder.path().join("full"), "").unwrap();
    }

    /// There is room again.
    pub fn is_emptied(&self) {
        std::fs::remove_file(self.folder.path().join("full")).unwrap();
    }

    /// What is left after the power failed.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("answers.sqlite")
    }

    /// From now on no sync succeeds.
    pub fn breaks(&self) {
        std::fs::write(self.switch(), "").unwrap();
    }

    /// It is well again.
    pub fn heals(&self) {
        std::fs::remove_file(self.switch()).unwrap();
    }

    fn switch(&self) -> PathBuf {
        self.folder.path().join("broken")
    }
}

/// A clock that can be set ahead while a program runs.
pub struct Clock {
    folder: TempDir,
}

impl Clock {
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// Gives it to a program that is about to start.
    pub fn of(&self, command: &mut Command) {
        command.env("LD_PRELOAD", library()).env("OOT_CLOCK", self.folder.path().join("ahead"));
    }

    /// From now on it is so many seconds ahead.
    pub fn is_ahead(&self, seconds: u32) {
        let part = self.folder.path().join("part");
        std::fs::write(&part, seconds.to_string()).unwrap();
        std::fs::rename(part, self.folder.path().join("ahead")).unwrap();
    }
}

/// The library that stands in between, compiled when it is first needed.
pub fn library() -> &'static Path {
    static BUILT: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, library) = BUILT.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let library = folder.path().join("shim.so");
        let source = folder.path().join("shim.c");
        std::fs::write(&source, include_str!("shim.c")).unwrap();
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source).arg("-ldl");
        assert!(compiler.status().expect("a C compiler").success(), "shim.c does not compile");
        (folder, library)
    });
    library
}
