//! How a browser is started.

use serde_json::{Map, Value, json};

use super::programs;

/// What a test wants of its browser.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The visitor's languages: `es,en`.
    pub languages: Option<&'static str>,
    /// Further flags.
    pub flags: Vec<&'static str>,
}

/// The same in the words of WebDriver.
pub fn capabilities(how: Start) -> Map<String, Value> {
    let mut flags = vec![
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-color-profile=srgb",
        "--window-size=1200,900",
    ];
    flags.extend(how.flags);
    let languages = how.languages.unwrap_or("en-US,en");
    let options = json!({
        "binary": programs::chromium(),
        "args": flags,
        "prefs": {"intl.accept_languages": languages},
    });
    let capabilities = json!({
        "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "ALL"},
        "pageLoadStrategy": "normal",
    });
    capabilities.as_object().cloned().unwrap_or_default()
}
