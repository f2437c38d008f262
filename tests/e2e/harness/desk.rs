//! What a test of the Studio needs: a collector that serves it, and a browser.

use serde_json::{Value, json};

use super::browser::Browser;
use super::collector::Collector;
use super::start::Start;

/// Files that the page hands out and texts that it copies are written down instead.
const HANDED_OUT: &str = include_str!("desk.js");

/// The Studio in a browser, at the collector's `/studio/`. Dropping it ends both.
pub struct Desk {
    pub browser: Browser,
    pub collector: Collector,
}

impl Desk {
    /// The page at this fragment, such as `#/design`, drawn and at rest.
    pub async fn at(fragment: &str) -> Self {
        let desk = Self::closed(Start::default()).await;
        desk.open(fragment).await;
        desk
    }

    /// Nothing is open yet.
    pub async fn closed(how: Start) -> Self {
        let collector = Collector::start().await;
        let browser = Browser::start(how).await;
        browser.before_pages(HANDED_OUT).await;
        browser.resize(1280, 900).await;
        Self { browser, collector }
    }

    /// The address of a fragment.
    pub fn address(&self, fragment: &str) -> String {
        format!("http://{}/studio/{fragment}", self.collector.address())
    }

    /// Loads the Studio anew at this fragment.
    pub async fn open(&self, fragment: &str) {
        self.browser.goto("about:blank").await;
        self.browser.goto(&self.address(fragment)).await;
        self.rests().await;
    }

    /// Goes to a page of the Studio as its navigation does.
    pub async fn turn_to(&self, fragment: &str) {
        self.browser.run_with("location.hash = arguments[0]", vec![json!(fragment)]).await;
        self.rests().await;
    }

    /// Waits until the page stands and nothing in it moves.
    pub async fn rests(&self) {
        self.browser.until("document.querySelector('main h1, main h2')").await;
        let moving = "document.getAnimations().some(motion => motion.playState === 'running')";
        self.browser.until(&format!("!{moving}")).await;
    }

    /// Opens everything that can be folded.
    pub async fn unfold(&self) {
        self.browser
            .run("document.querySelectorAll('details').forEach(fold => fold.open = true)")
            .await;
        self.rests().await;
    }

    /// The text of the first element that a selector finds.
    pub async fn text(&self, selector: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.textContent ?? ''";
        let found = self.browser.run_with(script, vec![json!(selector)]).await;
        found.as_str().unwrap().trim().to_owned()
    }

    /// Waits until an element has this in its text.
    pub async fn says(&self, selector: &str, text: &str) {
        let found = format!("document.querySelector('{selector}')?.textContent.includes('{text}')");
        self.browser.until(&found).await;
    }

    /// What stands in a field.
    pub async fn value(&self, id: &str) -> String {
        let script = "return document.getElementById(arguments[0])?.value ?? ''";
        self.browser.run_with(script, vec![json!(id)]).await.as_str().unwrap().to_owned()
    }

    /// Puts a text into a field, as pasting does.
    pub async fn put(&self, id: &str, text: &str) {
        let script = "const field = document.getElementById(arguments[0]); field.value = arguments[1];\
                      for (const kind of ['input', 'change'])\
                        field.dispatchEvent(new Event(kind, {bubbles: true}))";
        self.browser.run_with(script, vec![json!(id), json!(text)]).await;
    }

    /// Clicks an element by its id, whether it is to be seen or lies folded away.
    pub async fn press(&self, id: &str) {
        self.browser
            .run_with("document.getElementById(arguments[0]).click()", vec![json!(id)])
            .await;
    }

    /// Chooses a file in an input, as the file dialog does.
    pub async fn choose_file(&self, id: &str, name: &str, kind: &str, bytes: &[u8]) {
        let script = "const [id, name, type, bytes] = arguments; const list = new DataTransfer();\
                      list.items.add(new File([new Uint8Array(bytes)], name, {type}));\
                      const input = document.getElementById(id); input.files = list.files;\
                      input.dispatchEvent(new Event('change', {bubbles: true}))";
        let arguments = vec![json!(id), json!(name), json!(kind), json!(bytes)];
        self.browser.run_with(script, arguments).await;
    }

    /// Waits for a file that the page hands out; gives its name and its bytes.
    pub async fn saved(&self) -> (String, Vec<u8>) {
        self.browser.until("window.handed.files.some(file => file.bytes)").await;
        let file = self.browser.run("return window.handed.files.shift()").await;
        let bytes = file["bytes"].as_array().unwrap().iter();
        let bytes = bytes.map(|byte| u8::try_from(byte.as_u64().unwrap()).unwrap()).collect();
        (file["name"].as_str().unwrap().to_owned(), bytes)
    }

    /// Waits for a text that the page copies.
    pub async fn copied(&self) -> String {
        self.browser.until("window.handed.texts.length").await;
        let text = self.browser.run("return window.handed.texts.shift()").await;
        text.as_str().unwrap().to_owned()
    }

    /// The document as the browser keeps it.
    pub async fn kept(&self) -> Value {
        let kept = self.browser.run("return localStorage.getItem('oot:studio:draft')").await;
        kept.as_str().map_or(Value::Null, |text| serde_json::from_str(text).unwrap())
    }

    /// Asserts that nothing went wrong that a page's owner could see.
    pub async fn is_well(&self) {
        assert_eq!(self.browser.troubles().await, [""; 0]);
        let lines = self.browser.console().await;
        assert!(lines.is_empty(), "{lines:?}");
    }
}
