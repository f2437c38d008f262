//! The browser engines beside Chromium's: Firefox and WebKitGTK, each with what steers it.
//!
//! Without them everything can be built and most tests run, so a missing one is not the end: who
//! asks for it decides what that means.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{on_path, output};
use crate::tools::crates;
use crate::tools::system::{self, Need};

/// An engine that is not Chromium's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Gecko, in Firefox.
    Firefox,
    /// WebKit, in its port for GTK.
    WebKit,
}

/// All of them.
pub const OTHERS: [Engine; 2] = [Engine::Firefox, Engine::WebKit];

/// Where an engine's programs are, and which version it is.
#[derive(Debug, Clone)]
pub struct Found {
    /// The browser.
    pub browser: PathBuf,
    /// The WebDriver that starts and steers it.
    pub driver: PathBuf,
    /// As in `Firefox 153.7.0esr`.
    pub version: String,
}

/// Names that Firefox goes by.
const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];
/// The package of WebKit's driver.
const WEBKIT_DRIVER: &str = "webkit2gtk-driver";
/// Where Debian keeps WebKitGTK's test browser: below the folder of the machine's architecture.
const MINI_BROWSERS: [&str; 3] = ["webkitgtk-6.0", "webkit2gtk-4.1", "webkit2gtk-4.0"];

impl Engine {
    /// How the tests call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Finds it, or installs it.
    ///
    /// # Errors
    /// When it is missing and cannot be installed.
    pub fn find(self) -> Result<Found> {
        if let Some(found) = self.present()? {
            return Ok(found);
        }
        system::install(&self.need())?;
        self.present()?.with_context(|| format!("{} was installed, but is not found", self.name()))
    }

    fn need(self) -> Need<'static> {
        match self {
            Self::Firefox => Need {
                what: "Firefox, for the tests in a second engine",
                packages: &["firefox-esr"],
                how_long: "about a minute",
                on_macos: "brew install --cask firefox",
            },
            Self::WebKit => Need {
                what: "WebKitGTK with its driver, for the tests in a third engine",
                packages: &[WEBKIT_DRIVER, "xvfb", "xauth"],
                how_long: "about a minute",
                on_macos: "there is no WebKitGTK",
            },
        }
    }

    fn present(self) -> Result<Option<Found>> {
        match self {
            Self::Firefox => firefox(),
            Self::WebKit => webkit(),
        }
    }
}

fn firefox() -> Result<Option<Found>> {
    let Some(browser) = FIREFOX.iter().find_map(|name| on_path(name)) else { return Ok(None) };
    let driver = crates::geckodriver()?.join("geckodriver");
    let said = output(Command::new(&browser).arg("--version")).unwrap_or_default();
    let version = named("Firefox", said.trim().trim_start_matches("Mozilla Firefox "));
    Ok(Some(Found { browser, driver, version }))
}

fn webkit() -> Result<Option<Found>> {
    // It has no mode without a screen: one is made for it.
    let (Some(driver), Some(_)) = (on_path("WebKitWebDriver"), on_path("Xvfb")) else {
        return Ok(None);
    };
    let Some(browser) = mini_browser() else { return Ok(None) };
    let version = named("WebKitGTK", &packaged_version(WEBKIT_DRIVER));
    Ok(Some(Found { browser, driver, version }))
}

/// What the table at the end says. An engine whose version nobody tells is tested all the same.
fn named(engine: &str, version: &str) -> String {
    let version = if version.is_empty() { "of unknown version" } else { version };
    format!("{engine} {version}")
}

/// The upstream version of an installed Debian package, as in `2.50.6`; nothing elsewhere. For
/// programs that know no `--version`, such as WebKit's driver.
fn packaged_version(package: &str) -> String {
    let asked = output(Command::new("dpkg-query").args(["-W", "-f=${Version}", package]));
    let version = asked.unwrap_or_default();
    version.split('-').next().unwrap_or_default().to_owned()
}

fn mini_browser() -> Option<PathBuf> {
    let folder = Path::new("/usr/lib").join(format!("{}-linux-gnu", std::env::consts::ARCH));
    let files = MINI_BROWSERS.iter().map(|name| folder.join(name).join("MiniBrowser"));
    files.into_iter().find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_that_tells_no_version_is_still_found() {
        assert_eq!(packaged_version("no-such-package-anywhere"), "");
        assert_eq!(named("WebKitGTK", ""), "WebKitGTK of unknown version");
        assert_eq!(named("WebKitGTK", "2.50.6"), "WebKitGTK 2.50.6");
    }
}
