//! Asking rustup for parts of the toolchain in use, without waiting for ever: where only package
//! registries can be reached, `rustup target add` hangs or fails.
//!
//! A failure is remembered for a day, so it is not paid for in each run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use crate::process::{interrupt, on_path, run_at_most, say};

const LIMIT: Duration = Duration::from_secs(20);
const REMEMBERED: Duration = Duration::from_secs(24 * 60 * 60);

/// Something rustup can add to a toolchain.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// The compiled standard library of a target, such as `wasm32-unknown-unknown`.
    Target(&'static str),
    /// A component, such as `rust-src`.
    Component(&'static str),
}

impl Part {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Target(name) => ("target", name),
            Self::Component(name) => ("component", name),
        }
    }
}

/// Tries to add `part`. True when rustup says it is there now.
///
/// # Errors
/// When the note of a failed try cannot be written.
pub fn add(part: Part) -> Result<bool> {
    let (kind, name) = part.words();
    if on_path("rustup").is_none() {
        return Ok(false);
    }
    let note = note(kind, name)?;
    if is_fresh(&note, SystemTime::now()) {
        say(&format!("rustup could not add {name} within the last day (remove {note:?} to retry)"));
        return Ok(false);
    }
    say(&format!("trying `rustup {kind} add {name}` for at most {} s", LIMIT.as_secs()));
    let mut rustup = Command::new("rustup");
    let added = run_at_most(rustup.args([kind, "add", name]).stderr(Stdio::null()), LIMIT);
    if !added && !interrupt::asked() {
        say("rustup could not add it");
        fs::create_dir_all(super::cache()?)?;
        fs::write(&note, "").with_context(|| format!("writing {note:?}"))?;
    }
    Ok(added)
}

fn note(kind: &str, name: &str) -> Result<PathBuf> {
    let toolchain = std::env::var("RUSTUP_TOOLCHAIN").unwrap_or("default".into());
    // A linked toolchain can be named by a path.
    let toolchain = toolchain.replace(['/', '\\'], "-");
    Ok(super::cache()?.join(format!("rustup-{toolchain}-{kind}-{name}.failed")))
}

fn is_fresh(note: &Path, now: SystemTime) -> bool {
    let written = fs::metadata(note).and_then(|note| note.modified());
    written.is_ok_and(|at| now.duration_since(at).is_ok_and(|age| age < REMEMBERED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_remembered_for_a_day_and_no_longer() {
        let note = std::env::temp_dir().join(format!("outoften-note-{}", std::process::id()));
        fs::write(&note, "").unwrap();
        let written = fs::metadata(&note).unwrap().modified().unwrap();
        let hour = Duration::from_secs(60 * 60);
        assert!(is_fresh(&note, written + 23 * hour));
        assert!(!is_fresh(&note, written + 25 * hour));
        fs::remove_file(&note).unwrap();
        assert!(!is_fresh(&note, written));
    }
}
