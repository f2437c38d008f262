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
                packages: &["webkit2gtk-driver", "xvfb", "xauth"],
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
    let said = output(Command::new(&browser).arg("--version"))?;
    let version = said.trim().trim_start_matches("Mozilla ").to_owned();
    Ok(Some(Found { browser, driver, version }))
}

fn webkit() -> Result<Option<Found>> {
    // It has no mode without a screen: one is made for it.
    let (Some(driver), Some(_)) = (on_path("WebKitWebDriver"), on_path("Xvfb")) else {
        return Ok(None);
    };
    let Some(browser) = mini_browser() else { return Ok(None) };
    let said = output(Command::new(&driver).arg("--version"))?;
    let number = said.split_whitespace().find(|word| word.starts_with(char::is_numeric));
    let version = format!("WebKitGTK {}", number.unwrap_or("of unknown version"));
    Ok(Some(Found { browser, driver, version }))
}

fn mini_browser() -> Option<PathBuf> {
    let folder = Path::new("/usr/lib").join(format!("{}-linux-gnu", std::env::consts::ARCH));
    let files = MINI_BROWSERS.iter().map(|name| folder.join(name).join("MiniBrowser"));
    files.into_iter().find(|file| file.is_file())
}
