//! One browser with a profile of its own, steered over WebDriver.

use std::time::Duration;

use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::key::Key;
use fantoccini::wd::{TimeoutConfiguration, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::driver::Driver;
use super::start::{Engine, Start, capabilities};
use super::until::until;

/// What is written down about every page before anything of it runs.
pub const WITNESS: &str = include_str!("witness.js");

/// The browser. Dropping it ends it.
pub struct Browser {
    client: Client,
    clock: std::cell::RefCell<Option<String>>,
    _driver: Driver,
}

impl Browser {
    /// Starts one.
    pub async fn start(how: Start) -> Self {
        let mut driver = Driver::start(&how);
        let engine = how.engine;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(how))
            .connect(&driver.address())
            .await
            .expect("the browser starts");
        if engine != Engine::Chromium {
            // Nothing can be put into every page here: pages carry the witness themselves.
            let session = client.session_id().await.unwrap().unwrap_or_default();
            driver.holds(&session);
            return Self { client, clock: None.into(), _driver: driver };
        }
        let browser = Self { client, clock: None.into(), _driver: driver };
        browser.before_pages(WITNESS).await;
        browser.devtools("Network.enable", json!({})).await;
        browser.devtools("Network.setCacheDisabled", json!({"cacheDisabled": true})).await;
        browser
    }

    /// Opens an address and waits until it has loaded.
    pub async fn goto(&self, address: &str) {
        self.client.goto(address).await.unwrap();
    }

    /// Goes back as the button does.
    pub async fn back(&self) {
        self.client.back().await.unwrap();
    }

    /// Goes into the frame that an expression gives.
    pub async fn enter(&self, frame: &str) {
        let found = self.run(&format!("return {frame}")).await;
        let id = found.as_object().and_then(|element| element.values().next()).unwrap();
        let id = ElementRef::from(id.as_str().unwrap().to_owned());
        Element::from_element_id(self.client.clone(), id).enter_frame().await.unwrap();
    }

    /// Goes back to the page around the frame.
    pub async fn leave_frame(&self) {
        self.client.enter_parent_frame().await.unwrap();
    }

    /// Runs statements in the page; gives what they return.
    pub async fn run(&self, script: &str) -> Value {
        self.run_with(script, Vec::new()).await
    }

    /// The same, with `arguments`.
    pub async fn run_with(&self, script: &str, arguments: Vec<Value>) -> Value {
        match self.client.execute(script, arguments).await {
            Ok(value) => value,
            Err(error) => panic!("{script}: {error}"),
        }
    }

    /// Runs statements that end by calling the last argument.
    pub async fn run_async(&self, script: &str) -> Value {
        self.run_async_with(script, Vec::new()).await
    }

    /// The same, with `arguments` before that one.
    pub async fn run_async_with(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute_async(script, arguments).await.unwrap()
    }

    /// Runs a script in every page before the page's own.
    pub async fn before_pages(&self, script: &str) -> String {
        let source = json!({"source": script});
        let reply = self.devtools("Page.addScriptToEvaluateOnNewDocument", source).await;
        reply["identifier"].as_str().unwrap().to_owned()
    }

    /// From the next page on, the visitor's clock is so far ahead (or behind).
    pub async fn shift_clock(&self, days: f64) {
        let old = self.clock.borrow_mut().take();
        if let Some(old) = old {
            let old = json!({"identifier": old});
            self.devtools("Page.removeScriptToEvaluateOnNewDocument", old).await;
        }
        let shift_ms = days * 86_400_000.0;
        let script = include_str!("clock.js").replace("SHIFT_MS", &shift_ms.to_string());
        let new = self.before_pages(&script).await;
        self.clock.replace(Some(new));
    }

    /// Sends a DevTools command.
    pub async fn devtools(&self, command: &'static str, parameters: Value) -> Value {
        let body = json!({"cmd": command, "params": parameters});
        match self.client.issue_cmd(Own { path: "goog/cdp/execute", body }).await {
            Ok(value) => value,
            Err(error) => panic!("{command}: {error}"),
        }
    }

    /// Sets the size of the page in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Sets a media feature, such as `prefers-color-scheme` to `dark`.
    pub async fn prefer(&self, feature: &str, value: &str) {
        let features = json!({"features": [{"name": feature, "value": value}]});
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// Presses and releases keys, one after the other.
    pub async fn press(&self, keys: &[Key]) {
        self.strike(keys.iter().map(|key| char::from(*key))).await;
    }

    /// Types a text, key by key.
    pub async fn type_text(&self, text: &str) {
        self.strike(text.chars()).await;
    }

    async fn strike(&self, keys: impl Iterator<Item = char>) {
        let mut actions = KeyActions::new("keys".to_owned());
        for value in keys {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Holds a key down so long that it repeats itself so often.
    pub async fn hold(&self, key: Key, times: usize) {
        let value = char::from(key);
        let mut actions = KeyActions::new("keys".to_owned());
        for _ in 0..times {
            actions = actions.then(KeyAction::Down { value });
        }
        self.client.perform_actions(actions.then(KeyAction::Up { value })).await.unwrap();
    }

    /// How long a script that calls back may take.
    pub async fn patience(&self, time: Duration) {
        let timeouts = TimeoutConfiguration::new(Some(time), None, None);
        self.client.update_timeouts(timeouts).await.unwrap();
    }

    /// Presses a key while Shift is held.
    pub async fn press_shifted(&self, key: Key) {
        self.press_with(Key::Shift, key.into()).await;
    }

    /// Presses a key while another is held.
    pub async fn press_with(&self, held: Key, value: char) {
        let held = char::from(held);
        let actions = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: held });
        self.client.perform_actions(actions).await.unwrap();
    }

    /// The same so often, in one go.
    pub async fn press_often_with(&self, held: Key, value: char, times: usize) {
        let held = char::from(held);
        let mut actions = KeyActions::new("keys".to_owned()).then(KeyAction::Down { value: held });
        for _ in 0..times {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions.then(KeyAction::Up { value: held })).await.unwrap();
    }

    /// Clicks at a point of the page, with the real pointer.
    pub async fn click_at(&self, x: f64, y: f64) {
        let quick = Some(Duration::ZERO);
        let actions = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo { duration: quick, x, y })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Clicks the middle of the element that an expression gives; scrolls there first, if need be.
    pub async fn click(&self, element: &str) {
        let middle = format!(
            "const target = {element}; target.scrollIntoView({{block: 'nearest'}});\
             const box = target.getBoundingClientRect();\
             return [box.x + box.width / 2, box.y + box.height / 2]"
        );
        let at = self.run(&middle).await;
        self.click_at(at[0].as_f64().unwrap(), at[1].as_f64().unwrap()).await;
    }

    /// What is to be seen now, as a PNG.
    #[allow(dead_code, reason = "only README's pictures are taken, by another program")]
    pub async fn screenshot(&self) -> Vec<u8> {
        self.client.screenshot().await.unwrap()
    }

    /// The lines that the page and the browser wrote to the console since the last call.
    pub async fn console(&self) -> Vec<String> {
        let log = self.client.issue_cmd(Own { path: "se/log", body: json!({"type": "browser"}) });
        let lines = log.await.unwrap();
        let text = |line: &Value| format!("{}: {}", line["source"], line["message"]);
        lines.as_array().unwrap().iter().map(text).collect()
    }

    /// What went wrong in the page, as a page's own error reporter would see it.
    pub async fn troubles(&self) -> Vec<String> {
        let seen = self.run("return window.witness.troubles").await;
        seen.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect()
    }

    /// Waits until an expression holds in the page.
    pub async fn until(&self, expression: &str) {
        let script = format!("return !!({expression})");
        until(expression, async || self.run(&script).await == true).await;
    }
}

/// A command of ChromeDriver's own.
#[derive(Debug)]
struct Own {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Own {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (hyper::Method, Option<String>) {
        (hyper::Method::POST, Some(self.body.to_string()))
    }
}
