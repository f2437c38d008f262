//! How a browser is started.

use serde_json::{Map, Value, json};

use super::programs;

/// Whose code runs the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, headless. The only one with DevTools commands.
    #[default]
    Chromium,
    /// Firefox, headless.
    Firefox,
    /// WebKitGTK's small browser, on a screen made for it.
    WebKit,
}

/// What a test wants of its browser.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The visitor's languages: `es,en`.
    pub languages: Option<&'static str>,
    /// Further flags, for Chromium.
    pub flags: Vec<&'static str>,
    /// Whose engine.
    pub engine: Engine,
    /// As with hardened browsers: there is no WebAssembly at all.
    pub no_webassembly: bool,
}

impl Start {
    /// Variables of the browser's processes.
    pub fn environment(&self) -> Vec<(&'static str, &'static str)> {
        match self.engine {
            Engine::WebKit if self.no_webassembly => {
                vec![("JSC_useWasm", "false"), ("JSC_useWebAssembly", "false")]
            }
            _ => Vec::new(),
        }
    }
}

/// The same in the words of WebDriver.
pub fn capabilities(how: Start) -> Map<String, Value> {
    let capabilities = match how.engine {
        Engine::Chromium => chromium(how),
        Engine::Firefox => firefox(&how),
        Engine::WebKit => json!({
            "webkitgtk:browserOptions": {"binary": programs::browser(), "args": ["--automation"]},
        }),
    };
    capabilities.as_object().cloned().unwrap_or_default()
}

fn chromium(how: Start) -> Value {
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
    if how.no_webassembly {
        flags.push("--js-flags=--jitless");
    }
    let languages = how.languages.unwrap_or("en-US,en");
    let options = json!({
        "binary": programs::chromium(),
        "args": flags,
        "prefs": {"intl.accept_languages": languages},
    });
    json!({
        "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "ALL"},
        "pageLoadStrategy": "normal",
    })
}

fn firefox(how: &Start) -> Value {
    let options = json!({
        "binary": programs::browser(),
        "args": ["-headless", "--width=1200", "--height=900"],
        "prefs": {
            "javascript.options.wasm": !how.no_webassembly,
            "intl.accept_languages": how.languages.unwrap_or("en-US,en"),
            // Nothing of this browser's own calls home.
            "network.captive-portal-service.enabled": false,
            "network.connectivity-service.enabled": false,
            "browser.safebrowsing.update.enabled": false,
            "services.settings.server": "data:,",
        },
    });
    json!({"moz:firefoxOptions": options, "pageLoadStrategy": "normal"})
}
