//! The card in a page, as a visitor meets it.

use fantoccini::key::Key;
use serde_json::Value;

use super::browser::Browser;

/// The card's shadow root, as an expression of the page.
pub const ROOT: &str = "document.querySelector('out-of-ten:not([survey])').shadowRoot";

/// How many cards are to be seen.
const VISIBLE: &str = "[...document.querySelectorAll('out-of-ten:not([survey])')].filter(host => host.checkVisibility() \
     && host.shadowRoot?.querySelector('.card')).length";

/// Steers and looks at the card of a browser's page.
pub struct Card<'a>(pub &'a Browser);

impl Card<'_> {
    /// How many cards are to be seen.
    pub async fn visible(&self) -> u64 {
        self.0.run(&format!("return {VISIBLE}")).await.as_u64().unwrap()
    }

    /// Waits until the card stands still and takes clicks.
    pub async fn stands(&self) {
        self.0.until(&format!("{VISIBLE} === 1 && !{ROOT}.querySelector('.settling')")).await;
        self.rests().await;
    }

    /// Waits until nothing in the card moves any more.
    pub async fn rests(&self) {
        let running = "getAnimations().some(motion => motion.playState === 'running')";
        self.0.until(&format!("!{ROOT}.{running}")).await;
    }

    /// Waits until the card is gone from the page.
    pub async fn leaves(&self) {
        self.0.until("!document.querySelector('out-of-ten:not([survey])')").await;
    }

    /// Waits until there is such an element in the card.
    pub async fn has(&self, selector: &str) {
        self.0.until(&element(selector)).await;
    }

    /// The text of an element of the card.
    pub async fn text(&self, selector: &str) -> String {
        let script = format!("return {}.textContent", element(selector));
        self.0.run(&script).await.as_str().unwrap().to_owned()
    }

    /// A computed style of an element of the card.
    pub async fn style(&self, selector: &str, property: &str) -> String {
        let target = element(selector);
        let script = format!("return getComputedStyle({target}).getPropertyValue('{property}')");
        self.0.run(&script).await.as_str().unwrap().to_owned()
    }

    /// Clicks an element of the card with the pointer.
    pub async fn click(&self, selector: &str) {
        self.0.click(&element(selector)).await;
    }

    /// Selects a score with the pointer, and waits until the question has given way to the next one.
    pub async fn choose(&self, score: u8) {
        self.unfold().await;
        self.click(&format!("input[value=\"{score}\"]")).await;
        self.has(".why").await;
        self.has(".change:not([hidden])").await;
        self.rests().await;
    }

    /// Brings the question back, if a line stands for it.
    pub async fn unfold(&self) {
        if self.0.run(&format!("return !!{}", element(".change:not([hidden])"))).await == true {
            self.click(".change").await;
            self.rests().await;
        }
    }

    /// Puts the focus into the scale, as if the visitor had come there by Tab.
    pub async fn focus_scale(&self) {
        self.unfold().await;
        self.0.run(&format!("{}.focus()", element("input[type=radio]"))).await;
    }

    /// Goes into the card with Tab alone; gives how often it took.
    pub async fn tab_into(&self) -> u32 {
        for presses in 1..=20 {
            self.0.press(&[Key::Tab]).await;
            if self.holds_focus().await {
                return presses;
            }
        }
        panic!("20 times Tab did not lead into the card");
    }

    /// Whether the focus is in the card.
    pub async fn holds_focus(&self) -> bool {
        self.0.run("return !!document.activeElement.closest('out-of-ten')").await == true
    }

    /// What has the focus inside the card: tag, class or value.
    pub async fn focused(&self) -> String {
        let script = format!(
            "const at = {ROOT}.activeElement; if (!at) return '';\
             return at.localName + '.' + (at.type === 'radio' ? at.value : at.className)"
        );
        self.0.run(&script).await.as_str().unwrap().to_owned()
    }

    /// The selected score.
    pub async fn selected(&self) -> Option<u64> {
        let script = format!("return {ROOT}.querySelector('input:checked')?.value ?? null");
        match self.0.run(&script).await {
            Value::String(score) => Some(score.parse().unwrap()),
            _ => None,
        }
    }

    /// Puts words into the comment box, as typing or pasting them does.
    pub async fn write(&self, words: &str) {
        let script = format!(
            "const box = {}; box.value = arguments[0];\
             box.dispatchEvent(new InputEvent('input', {{bubbles: true}}))",
            element("textarea")
        );
        self.0.run_with(&script, vec![words.into()]).await;
    }
}

/// An element of the card, as an expression of the page.
pub fn element(selector: &str) -> String {
    format!("{ROOT}.querySelector('{selector}')")
}
