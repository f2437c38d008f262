//! Everything one test needs: a collector, the door to it, a website of another origin, a browser.

use serde_json::{Value, json};

use super::browser::Browser;
use super::card::Card;
use super::collector::Collector;
use super::door::Door;
use super::programs::faulty_dist;
use super::site::{Page, Site};
use super::start::Start;
use super::until::{stays, until};

/// All of it. Dropping it ends and closes everything.
pub struct Stage {
    pub browser: Browser,
    pub door: Door,
    pub site: Site,
    pub collector: Collector,
}

/// A survey that is asked as soon as the page has loaded.
pub fn survey() -> Value {
    json!({"id": "acme", "brand": {"name": "Acme"}, "triggers": {"delay_ms": 0}})
}

/// The same, with more said.
pub fn survey_with(more: &Value) -> Value {
    let mut document = survey();
    for (name, value) in more.as_object().unwrap() {
        document[name] = value.clone();
    }
    document
}

impl Stage {
    /// A stage whose site's front page carries the tag of [`survey`].
    pub async fn new() -> Self {
        Self::with(&survey()).await
    }

    /// The same, with the card on its page.
    pub async fn met() -> Self {
        let stage = Self::new().await;
        stage.meet().await;
        stage
    }

    /// A stage with another survey.
    pub async fn with(document: &Value) -> Self {
        Self::started(document, Start::default()).await
    }

    /// A stage with another survey and another browser.
    pub async fn started(document: &Value, how: Start) -> Self {
        Self::before(Collector::start().await, document, how).await
    }

    /// A stage whose card fails where the page says.
    pub async fn faulty() -> Self {
        let collector = Collector::serving(faulty_dist()).await;
        Self::before(collector, &survey(), Start::default()).await
    }

    async fn before(collector: Collector, document: &Value, how: Start) -> Self {
        collector.put(document).await;
        let door = Door::open(collector.address()).await;
        let site = Site::open().await;
        let browser = Browser::start(how).await;
        let stage = Self { browser, door, site, collector };
        stage.site.put("/", Page::with_tag(&stage.tag("")));
        stage
    }

    /// The tag, with further attributes. Unless they say something of consent it needs none.
    pub fn tag(&self, attributes: &str) -> String {
        let source = self.door.origin();
        let consent =
            if attributes.contains("data-consent") { "" } else { "data-consent=\"none\"" };
        format!(
            "<script async src=\"{source}/outoften.js\" data-survey=\"acme\" {consent} {attributes}></script>"
        )
    }

    /// The card in the browser's page.
    pub fn card(&self) -> Card<'_> {
        Card(&self.browser)
    }

    /// Opens the site's front page.
    pub async fn visit(&self) {
        self.browser.goto(&self.site.at("/")).await;
    }

    /// Opens the site's front page, and waits for the card.
    pub async fn meet(&self) {
        self.visit().await;
        self.card().stands().await;
    }

    /// Waits until so many answers were posted; gives them.
    pub async fn answers(&self, number: usize) -> Vec<Value> {
        until(&format!("{number} answers are posted"), async || {
            self.door.answers().len() >= number
        })
        .await;
        self.door.answers()
    }

    /// Opens a page with three of the site in frames, in a browser that has locks or none.
    pub async fn visits_three(&self, has_locks: bool, size: &str) {
        if !has_locks {
            self.browser.before_pages("delete Navigator.prototype.locks").await;
        }
        let frames = format!("<iframe src=\"/\" {size}></iframe>").repeat(3);
        self.site.put("/three", Page::new(format!("<!doctype html><title>Three</title>{frames}")));
        self.browser.goto(&self.site.at("/three")).await;
        // Locks are there only on pages that are secure, as this one is.
        let locks = "return frames[0].navigator.locks !== undefined";
        assert_eq!(self.browser.run(locks).await, has_locks);
    }

    /// Such a part of the loader is there, and no card comes.
    pub async fn waits_with(&self, part: &str) {
        until(&format!("{part} is there"), async || {
            self.door.asked().iter().any(|asked| asked.path.ends_with(part))
        })
        .await;
        self.shows_no_card().await;
    }

    /// No card comes, for a while.
    pub async fn shows_no_card(&self) {
        stays("no card shows", 0, async || self.card().visible().await).await;
    }

    /// Gives a score, sends it, and waits until it is delivered.
    pub async fn delivers(&self, score: u8) {
        self.card().choose(score).await;
        self.card().click(".send").await;
        self.delivered().await;
    }

    /// Waits until nothing is left to deliver.
    pub async fn delivered(&self) {
        self.browser.until("!localStorage.getItem('oot:outbox')").await;
    }

    /// What the page's visitor has in the browser, by name.
    pub async fn kept(&self) -> Value {
        self.browser.run("return {...localStorage}").await
    }
}
