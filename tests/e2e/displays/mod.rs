//! Every promise to everybody, in each of the five ways a card stands.
//!
//! - `checker`: what the accessibility checker finds, in every state and look
//! - `keys`: by keyboard alone, Escape, no trap
//! - `told`: what assistive technology is told and hears
//! - `ring`: the ring around what has the focus
//! - `seen`: sizes, motion, wider text, right to left, no colours
//! - `fits`: the same with more than a card is made for, on windows that are too small for it
//! - `covered`: what the card covers, and what a phone's keyboard covers of it

mod checker;
mod covered;
mod fits;
mod keys;
mod ring;
mod seen;
mod told;

use serde_json::{Value, json};

use crate::harness::{Page, ROOT, Stage, survey};

/// All of them, by the name that is also their page's.
pub const MODES: [&str; 5] = ["popup", "modal", "bar", "inline", "button"];

/// Asks for a score and words, and nothing else.
pub const SHORT: Asks = Asks { everything: false, language: "en" };
/// Asks for reasons and an address too, and ends with a link.
pub const LONG: Asks = Asks { everything: true, language: "en" };

/// What a card asks, in which language.
#[derive(Clone, Copy)]
pub struct Asks {
    pub everything: bool,
    pub language: &'static str,
}

/// A site whose visitor is forgotten with each page, so that one browser meets many cards.
pub async fn site() -> Stage {
    let stage = Stage::with(&survey()).await;
    stage.browser.before_pages("try { localStorage.clear() } catch {}").await;
    stage
}

fn document(mode: &str, asks: Asks) -> Value {
    let all = ["detractor", "passive", "promoter"];
    let reason = |id: &str, label: &str| json!({"id": id, "labels": {"en": label}});
    let mut document = json!({
        "id": mode, "brand": {"name": "Acme"}, "triggers": {"delay_ms": 0},
        "display": {"mode": mode, "target": "#place"},
    });
    if asks.everything {
        let options =
            [reason("price", "Price"), reason("speed", "Delivery"), reason("help", "Our help")];
        document["drivers"] = json!({"options": options, "classes": all});
        document["contact"] = json!({"classes": all});
        let link = json!({"link": {"address": "/help", "labels": {"en": "Get help now"}}});
        document["endings"] = json!({"detractor": link});
    }
    document
}

/// Opens a page whose card stands so; an edge button is left unopened.
pub async fn visit(stage: &Stage, mode: &str, asks: Asks) {
    stage.collector.put(&document(mode, asks)).await;
    let tag = stage.tag("").replace("acme", mode);
    let direction = if ["ar", "he", "fa", "ur"].contains(&asks.language) { "rtl" } else { "ltr" };
    let html = format!("<html lang=\"{}\" dir=\"{direction}\">", asks.language);
    let page = Page::with_tag(&tag).replace("<html lang=\"en\">", &html);
    let page = page
        .at_end("<script>document.getElementById('name').focus({preventScroll: true})</script>");
    stage.site.put(&format!("/{mode}"), page);
    stage.browser.goto(&stage.site.at(&format!("/{mode}"))).await;
    if mode == "button" {
        stage.browser.until("document.querySelector('out-of-ten')").await;
        stage.browser.until(&format!("{ROOT}?.querySelector('button.edge')")).await;
        stage.browser.until(&format!("!{ROOT}.querySelector('.settling')")).await;
    }
}

/// Opens a page whose card stands so, and waits for the card; the edge button is pressed for it.
pub async fn meet(stage: &Stage, mode: &str, asks: Asks) {
    visit(stage, mode, asks).await;
    if mode == "button" {
        stage.card().click("button.edge").await;
    }
    stage.card().stands().await;
}

/// The states after the question, in their order: each is reached from the one before.
pub const STATES: [&str; 3] = ["chosen", "error", "thanks"];

/// Brings the card into the next state.
pub async fn reach(stage: &Stage, state: &str) {
    let card = stage.card();
    match state {
        "chosen" => card.choose(3).await,
        "error" => {
            card.click(".contact .tick input").await;
            card.click(".send").await;
            card.has(".wrong:not(:empty)").await;
        }
        _ => {
            card.click(".contact .tick input").await;
            card.click(".send").await;
            card.has(".thanks").await;
        }
    }
}

/// A picture of the part of the page that a script measures, as PNG in base64.
async fn picture_of(stage: &Stage, script: &str) -> String {
    let clip = stage.browser.run(script).await;
    let reply = stage.browser.devtools("Page.captureScreenshot", json!({"clip": clip})).await;
    reply["data"].as_str().unwrap().to_owned()
}
