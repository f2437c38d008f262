//! The moment itself: what opens the card, what keeps it away until the last instant, and calls that
//! come while it loads.

use serde_json::{Value, json};

use crate::harness::{Fault, Page, Stage, stays, survey_with, until};

/// A stage whose survey has these triggers.
async fn with(triggers: &Value) -> Stage {
    Stage::with(&survey_with(&json!({"triggers": triggers}))).await
}

/// Notes when the triggers begin to listen.
const LISTENS: &str = "const listen = document.addEventListener; \
    document.addEventListener = function (name, ...more) { if (name === 'mouseout') window.listens = true; \
    return listen.call(this, name, ...more) }";

/// Opens the front page, and waits until the triggers listen.
async fn listens(stage: &Stage) {
    stage.browser.before_pages(LISTENS).await;
    stage.visit().await;
    stage.browser.until("window.listens").await;
}

async fn no_card(stage: &Stage) {
    stage.shows_no_card().await;
}

#[tokio::test]
async fn a_share_of_the_page_that_was_scrolled() {
    let stage = with(&json!({"delay_ms": 0, "scroll_percent": 60})).await;
    let long = "<div style=\"height: 6000px\"></div>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(long));
    listens(&stage).await;
    stage.browser.run("scrollTo(0, 1000)").await;
    no_card(&stage).await;
    stage.browser.run("scrollTo(0, 5000)").await;
    stage.card().stands().await;
}

/// The pointer leaves for another element, by the side, by the bottom; and then by the top.
#[tokio::test]
async fn a_pointer_that_leaves_the_page_by_its_top() {
    let stage = with(&json!({"delay_ms": 0, "exit_intent": true})).await;
    listens(&stage).await;
    let leave = |x: i32, y: i32, to: &str| {
        format!(
            "document.body.dispatchEvent(new MouseEvent('mouseout', {{bubbles: true, composed: true, \
             clientX: {x}, clientY: {y}, relatedTarget: {to}}}))"
        )
    };
    for other in
        [leave(40, -1, "document.documentElement"), leave(-1, 300, "null"), leave(40, 901, "null")]
    {
        stage.browser.run(&other).await;
    }
    no_card(&stage).await;
    stage.browser.run(&leave(40, -1, "null")).await;
    stage.card().stands().await;
}

#[tokio::test]
async fn a_pointer_that_leaves_before_the_delay_is_over_opens_nothing() {
    let stage = with(&json!({"delay_ms": 3_600_000, "exit_intent": true})).await;
    listens(&stage).await;
    let leave =
        "document.body.dispatchEvent(new MouseEvent('mouseout', {bubbles: true, clientY: -1}))";
    stage.browser.run(leave).await;
    no_card(&stage).await;
}

/// The page's clock stands still until the test moves it.
const STILL: &str =
    "const began = Date.now(); window.later = 0; Date.now = () => began + window.later";

#[tokio::test]
async fn nobody_is_asked_while_typing_nor_right_after() {
    let stage = with(&json!({"delay_ms": 0, "event": "go"})).await;
    stage.browser.before_pages(STILL).await;
    listens(&stage).await;
    stage.browser.run("document.getElementById('name').focus()").await;
    stage.browser.type_text("tea").await;
    stage.browser.run("outoften('event', 'go')").await;
    no_card(&stage).await;
    stage.browser.run("window.later = 1400").await;
    no_card(&stage).await;
    stage.browser.run("window.later = 1600").await;
    stage.card().stands().await;
    assert_eq!(stage.browser.run("return document.activeElement.value").await, "tea");
}

/// The moment has come and only the other tab is still in its turn: then a dialog opens.
#[tokio::test]
async fn every_gate_is_asked_again_at_the_moment_of_display() {
    let stage = with(&json!({"delay_ms": 0})).await;
    let turn =
        "navigator.locks.request('oot', () => new Promise((done) => { window.done = done }))";
    stage
        .site
        .put("/", Page::with_tag(&stage.tag("")).before_tag(&format!("<script>{turn}</script>")));
    stage.visit().await;
    let waits = "navigator.locks.query().then(({pending}) => arguments[0](pending.length))";
    until("the card waits for its turn", async || stage.browser.run_async(waits).await == 1).await;
    let dialog = "const dialog = document.createElement('div'); dialog.id = 'cookies'; \
                  dialog.setAttribute('role', 'dialog'); dialog.ariaModal = 'true'; dialog.textContent = 'Cookies?'; \
                  document.body.append(dialog); window.done()";
    stage.browser.run(dialog).await;
    no_card(&stage).await;
    assert_eq!(stage.kept().await["oot:ledger"], Value::Null, "nobody was asked");
    stage.browser.run("document.getElementById('cookies').remove()").await;
    stage.card().stands().await;
}

/// A page whose card is on its way until the door is mended.
async fn loading() -> Stage {
    let stage = with(&json!({"delay_ms": 3_600_000})).await;
    stage.door.fault("card.wasm", Fault::Hold);
    stage.visit().await;
    stage.browser.until("typeof window.outoften === 'function'").await;
    until("the card is being loaded", async || {
        stage.door.asked().iter().any(|asked| asked.path.ends_with("card.wasm"))
    })
    .await;
    stage
}

#[tokio::test]
async fn calls_while_the_card_is_loading_are_one_card() {
    let stage = loading().await;
    let calls = "outoften('open'); outoften('identify', {traits: {plan: 'pro'}}); outoften('open'); \
                 outoften('event', 'bought'); outoften('on', 'scored', () => { window.scored = true })";
    stage.browser.run(calls).await;
    no_card(&stage).await;
    stage.door.mend();
    stage.card().stands().await;
    stays("one card", 1, async || stage.card().visible().await).await;
    stage.card().choose(9).await;
    stage.browser.until("window.scored").await;
    assert_eq!(stage.browser.troubles().await, [""; 0]);
    assert_eq!(stage.browser.console().await, [""; 0]);
}

#[tokio::test]
async fn consent_taken_back_while_the_card_is_loading_brings_no_card_and_keeps_nothing() {
    let stage = loading().await;
    stage.browser.run("outoften('consent', false); outoften('open'); outoften('reset')").await;
    stage.door.mend();
    no_card(&stage).await;
    assert_eq!(stage.kept().await, json!({}));
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}
