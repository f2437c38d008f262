//! What the collector's tests look at it with: a Postgres of their own, and strace, which sees
//! whether an answer was on the disk before it was acknowledged.

use std::fs;

use anyhow::Result;

use crate::process::on_path;
use crate::tools::system::{self, Need};

/// Finds both, or installs them. Where there is no strace at all, the test that needs it is not
/// built.
///
/// # Errors
/// When one is missing and cannot be installed.
pub fn find() -> Result<()> {
    if !has_postgres() {
        system::install(&Need {
            what: "Postgres, for the collector's tests (they start a private one and stop it)",
            packages: &["postgresql"],
            how_long: "about a minute",
            on_macos: "brew install postgresql",
        })?;
    }
    if cfg!(target_os = "linux") && on_path("strace").is_none() {
        system::install(&Need {
            what: "strace, to see that answers are on the disk",
            packages: &["strace"],
            how_long: "some seconds",
            on_macos: "",
        })?;
    }
    Ok(())
}

/// On PATH, or where Debian puts its versions.
fn has_postgres() -> bool {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    on_path("initdb").is_some()
        || debian.map(|version| version.path().join("bin/initdb")).any(|program| program.is_file())
}
