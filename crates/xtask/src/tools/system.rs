//! The system's package manager: `apt-get` on Debian and its children, by root or with sudo.
//!
//! Elsewhere nothing is installed: the error says what to install by hand.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

use crate::process::{on_path, output, run, say};

/// What to install, and what to tell somebody whose system has no `apt-get`.
#[derive(Debug)]
pub struct Need<'a> {
    /// What it is for, as in "Node.js, to make the scripts small".
    pub what: &'a str,
    /// Names of Debian packages.
    pub packages: &'a [&'a str],
    /// How long it takes, as in "about a minute".
    pub how_long: &'a str,
    /// The line for macOS, as in "brew install node".
    pub on_macos: &'a str,
}

/// Installs the packages of `need`.
///
/// # Errors
/// Without `apt-get` or without the right to use it: one sentence on what to install.
pub fn install(need: &Need) -> Result<()> {
    if !has_apt() {
        bail!("{}", by_hand(need, std::env::consts::OS));
    }
    let packages = need.packages.join(" ");
    say(&format!("installing {} with apt-get: {packages} ({})", need.what, need.how_long));
    refresh()?;
    let mut command = apt_get();
    command.args(["install", "-y", "-qq", "--no-install-recommends"]).args(need.packages);
    run(command.stdout(Stdio::null())).with_context(|| failed(&packages))
}

/// What to do where `apt-get` fails.
fn failed(packages: &str) -> String {
    format!(
        "apt-get could not install {packages}: check the network, and that no other apt-get runs, \
         then start again"
    )
}

/// Fetches packages and unpacks them below `folder`, without installing them: for files that tests
/// read and that must not change this system.
///
/// # Errors
/// Without `apt-get`, or when a package cannot be fetched.
pub fn unpack(need: &Need, folder: &Path) -> Result<()> {
    if !has_apt() || on_path("dpkg-deb").is_none() {
        bail!("{}", by_hand(need, std::env::consts::OS));
    }
    say(&format!("fetching {}: {} ({})", need.what, need.packages.join(" "), need.how_long));
    refresh()?;
    fs::create_dir_all(folder).with_context(|| format!("creating {folder:?}"))?;
    // As whoever runs this: apt's own user may not write here.
    let mut fetch = Command::new("apt-get");
    fetch.args(["-qq", "-o", "APT::Sandbox::User=root", "download"]).args(need.packages);
    run(fetch.current_dir(folder))?;
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|end| end == "deb") {
            run(Command::new("dpkg-deb").arg("-x").arg(&file).arg(folder))?;
            fs::remove_file(&file)?;
        }
    }
    Ok(())
}

/// True where packages are installed with `apt-get` and we may use it.
pub fn has_apt() -> bool {
    on_path("apt-get").is_some() && (is_root() || on_path("sudo").is_some())
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Names of the packages that apt knows and that match `pattern` (a regular expression).
///
/// # Errors
/// When apt cannot be asked.
pub fn known(pattern: &str) -> Result<Vec<String>> {
    refresh()?;
    let found = output(Command::new("apt-cache").args(["search", "--names-only", pattern]))?;
    Ok(found.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect())
}

/// Fetches apt's lists, once in a run.
fn refresh() -> Result<()> {
    static DONE: OnceLock<()> = OnceLock::new();
    if DONE.get().is_none() {
        let updated = run(apt_get().args(["update", "-qq"]).stdout(Stdio::null()));
        updated
            .context("apt-get could not fetch its lists: check the network, then start again")?;
        DONE.get_or_init(|| ());
    }
    Ok(())
}

fn apt_get() -> Command {
    let mut command = if is_root() { Command::new("env") } else { Command::new("sudo") };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

fn by_hand(need: &Need, system: &str) -> String {
    let how = match system {
        "macos" => format!("run `{}`", need.on_macos),
        _ => format!("install what Debian calls {}", need.packages.join(", ")),
    };
    format!("{} is missing: {how}, then start again", need.what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_to_do_where_it_cannot_install() {
        let need = Need {
            what: "Node.js",
            packages: &["nodejs", "npm"],
            how_long: "a minute",
            on_macos: "brew install node",
        };
        let on_macos = by_hand(&need, "macos");
        assert_eq!(on_macos, "Node.js is missing: run `brew install node`, then start again");
        assert!(by_hand(&need, "freebsd").contains("nodejs, npm"));
    }
}
