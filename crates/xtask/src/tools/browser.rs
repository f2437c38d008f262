//! Chromium and its driver, for the tests that need a real browser.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::on_path;
use crate::tools::system::{self, Need};

/// Flags that let Chromium run without a screen, as root, and without calling home.
pub const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
];

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
const ON_MACOS: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// A browser and the program that steers it over WebDriver.
#[derive(Debug, Clone)]
pub struct Browser {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// The ChromeDriver of the same version.
    pub driver: PathBuf,
}

/// Finds Chromium and ChromeDriver, or installs them. `OUTOFTEN_CHROMIUM` and
/// `OUTOFTEN_CHROMEDRIVER` name others.
///
/// # Errors
/// When they are missing and cannot be installed.
pub fn find() -> Result<Browser> {
    if let Some(browser) = present() {
        return Ok(browser);
    }
    system::install(&Need {
        what: "Chromium with its driver, for the tests in a real browser",
        packages: &["chromium", "chromium-driver"],
        how_long: "about a minute",
        on_macos: "brew install --cask google-chrome chromedriver",
    })?;
    present().context("Chromium was installed, but chromium and chromedriver are not on PATH")
}

fn present() -> Option<Browser> {
    Some(Browser {
        chromium: named("OUTOFTEN_CHROMIUM").or_else(chromium)?,
        driver: named("OUTOFTEN_CHROMEDRIVER").or_else(|| on_path("chromedriver"))?,
    })
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|file| file.is_file())
}

fn chromium() -> Option<PathBuf> {
    let on_macos = Some(Path::new(ON_MACOS)).filter(|file| file.is_file());
    BROWSERS.iter().find_map(|name| on_path(name)).or_else(|| on_macos.map(Path::to_owned))
}
