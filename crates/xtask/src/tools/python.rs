//! Schemathesis from PyPI, in an environment of its own: it reads the collector's description and
//! asks everything that it allows. Versions stand in `xtask/python/requirements.txt`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::process::{run, say};
use crate::project::Project;
use crate::tools::system::{self, Need};

/// The program `schemathesis`, installed where it is missing, under a folder named after the
/// content of the list of versions.
///
/// # Errors
/// When Python or the packages are missing and cannot be installed.
pub fn schemathesis(project: &Project) -> Result<PathBuf> {
    let wanted = project.root.join("crates/xtask/python/requirements.txt");
    let content = fs::read(&wanted).with_context(|| format!("reading {wanted:?}"))?;
    let key: String =
        Sha256::digest(content).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let folder = super::cache()?.join(format!("python-{key}"));
    let program = folder.join("bin").join("schemathesis");
    let done = folder.join("complete");
    if !done.exists() {
        install(&folder, &wanted)?;
        fs::write(&done, "").with_context(|| format!("writing {done:?}"))?;
    }
    Ok(program)
}

/// Scripts of an environment name its folder, so it is made in its final place.
fn install(folder: &Path, wanted: &Path) -> Result<()> {
    python()?;
    say("installing Schemathesis from PyPI (about a minute, once)");
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))?;
    let mut pip = Command::new(folder.join("bin").join("pip"));
    run(pip.args(["install", "--quiet", "--no-deps", "--requirement"]).arg(wanted))
        .context("pip could not fetch Schemathesis: check the network, then start again")
}

/// Debian's Python comes without the means to make an environment.
fn python() -> Result<()> {
    let mut probe = Command::new("python3");
    probe.args(["-c", "import venv, ensurepip"]).stdout(Stdio::null()).stderr(Stdio::null());
    if probe.status().is_ok_and(|status| status.success()) {
        return Ok(());
    }
    system::install(&Need {
        what: "Python, for a test of the collector's HTTP",
        packages: &["python3", "python3-venv"],
        how_long: "about half a minute",
        on_macos: "brew install python",
    })
}
