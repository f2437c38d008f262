//! The card fails in itself, on purpose, wherever it runs code: it leaves the page, nothing of it
//! is called again, and the page's own error reporter and handlers see nothing of it.
//!
//! The card of these tests was built to fail where the page's `faultAt` says.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::harness::{Fault, Page, Stage, element, stays, survey_with};

/// Counts calls into the module, those after its first failure apart.
const COUNT: &str = "window.calls = window.late = 0; window.failures = 0; \
    const own = WebAssembly.instantiateStreaming; \
    WebAssembly.instantiateStreaming = async function () { \
        const { module, instance } = await own.apply(this, arguments); const exports = {}; \
        for (const [name, value] of Object.entries(instance.exports)) \
            exports[name] = typeof value !== 'function' ? value : (...args) => { \
                window.calls++; if (window.failures) window.late++; \
                try { return value(...args) } catch (error) { window.failures++; throw error } }; \
        return { module, instance: { exports } } }";

/// The page listens too, on its document, to what is done in the card.
const HEAR: &str = "window.heard = []; for (const name of ['click', 'input', 'change', 'pagehide', 'online']) \
    addEventListener(name, (event) => window.heard.push(event.type))";

/// The page has heard the event in whose handler the card has failed.
async fn the_page_hears(stage: &Stage, event: &str) {
    stage.browser.until(&format!("window.heard.includes('{event}')")).await;
}

/// A stage whose card fails at this place.
async fn failing_at(place: &str) -> Stage {
    failing_in(place, &json!({})).await
}

/// The same, once the card stands.
async fn card_failing_at(place: &str) -> Stage {
    let stage = failing_at(place).await;
    stage.card().stands().await;
    stage
}

/// The same with another survey.
async fn failing_in(place: &str, more: &Value) -> Stage {
    let stage = Stage::faulty().await;
    stage.collector.put(&survey_with(more)).await;
    let script = format!("<script>window.faultAt = '{place}'; {COUNT}; {HEAR}</script>");
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&script));
    stage.visit().await;
    stage
}

/// The card has failed once and is gone; the page lives on as if there had been none.
async fn is_gone_and_the_page_lives_on(stage: &Stage, place: &str) {
    stage.browser.until("window.failures > 0").await;
    stage.card().leaves().await;
    stage.browser.click("document.getElementById('count')").await;
    stage.browser.until("document.getElementById('count').textContent === '1'").await;
    // Whoever calls for it again is not heard, and nothing that was still to come comes.
    stage
        .browser
        .run("outoften('open'); outoften('close'); dispatchEvent(new Event('pagehide'))")
        .await;
    stays("no card", 0, async || stage.card().visible().await).await;
    let counts = stage.browser.run("return [window.failures, window.late]").await;
    assert_eq!(counts, json!([1, 0]), "{place}: failures, calls after it");
    assert_eq!(stage.browser.troubles().await, [""; 0], "{place}");
    let console = stage.browser.console().await;
    let said: Vec<_> = console.iter().filter(|line| line.contains("the card has failed")).collect();
    assert_eq!(said.len(), 1, "{place}: {console:?}");
}

#[tokio::test]
async fn while_it_starts() {
    is_gone_and_the_page_lives_on(&failing_at("init").await, "init").await;
}

#[tokio::test]
async fn while_it_is_built() {
    is_gone_and_the_page_lives_on(&failing_at("render").await, "render").await;
}

#[tokio::test]
async fn in_a_timer() {
    is_gone_and_the_page_lives_on(&failing_at("timer").await, "timer").await;
}

#[tokio::test]
async fn in_the_handler_of_a_click() {
    let stage = card_failing_at("on click").await;
    stage.card().click(".close").await;
    the_page_hears(&stage, "click").await;
    is_gone_and_the_page_lives_on(&stage, "on click").await;
}

#[tokio::test]
async fn in_the_handler_of_a_key() {
    let stage = card_failing_at("on keydown").await;
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Right]).await;
    is_gone_and_the_page_lives_on(&stage, "on keydown").await;
}

#[tokio::test]
async fn in_the_handler_of_the_form() {
    let stage = card_failing_at("on submit").await;
    stage.card().choose(9).await;
    stage.card().click(".send").await;
    is_gone_and_the_page_lives_on(&stage, "on submit").await;
}

#[tokio::test]
async fn in_the_handler_of_the_comment_box() {
    let stage = card_failing_at("on input").await;
    // Choosing by key and typing are both input to the page's elements.
    stage.browser.run(&format!("{}.click()", element("input[value=\"9\"]"))).await;
    stage.browser.run(&format!(
        "const box = {}; if (box) box.dispatchEvent(new InputEvent('input', {{bubbles: true}}))",
        "document.querySelector('out-of-ten')?.shadowRoot.querySelector('textarea')"
    )).await;
    the_page_hears(&stage, "input").await;
    is_gone_and_the_page_lives_on(&stage, "on input").await;
}

#[tokio::test]
async fn when_the_reply_to_an_answer_comes() {
    let stage = card_failing_at("reply").await;
    stage.card().choose(9).await;
    is_gone_and_the_page_lives_on(&stage, "reply").await;
}

#[tokio::test]
async fn when_it_leaves() {
    let stage = card_failing_at("leaving").await;
    stage.card().click(".close").await;
    is_gone_and_the_page_lives_on(&stage, "leaving").await;
}

#[tokio::test]
async fn when_the_page_is_left() {
    let stage = card_failing_at("on pagehide").await;
    stage.browser.run("dispatchEvent(new Event('pagehide'))").await;
    the_page_hears(&stage, "pagehide").await;
    is_gone_and_the_page_lives_on(&stage, "on pagehide").await;
}

#[tokio::test]
async fn in_the_handler_of_a_choice() {
    let stage = card_failing_at("on change").await;
    stage.card().click("input[value=\"9\"]").await;
    is_gone_and_the_page_lives_on(&stage, "on change").await;
}

#[tokio::test]
async fn in_the_handler_of_a_released_key() {
    let stage = card_failing_at("on keyup").await;
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Right]).await;
    is_gone_and_the_page_lives_on(&stage, "on keyup").await;
}

/// As when a phone's own "back" closes a dialog.
#[tokio::test]
async fn in_the_handler_of_a_dialog_that_the_browser_closes() {
    let stage = failing_in("on cancel", &json!({"display": {"mode": "modal"}})).await;
    stage.card().stands().await;
    stage.browser.run(&format!("{}.dispatchEvent(new Event('cancel'))", element("dialog"))).await;
    is_gone_and_the_page_lives_on(&stage, "on cancel").await;
}

#[tokio::test]
async fn in_the_handler_of_a_logo_that_is_missing() {
    let brand = json!({"brand": {"name": "Acme", "logo": "/no/such/logo.png"}});
    let stage = failing_in("on error", &brand).await;
    is_gone_and_the_page_lives_on(&stage, "on error").await;
}

#[tokio::test]
async fn when_an_answer_is_tried_again() {
    let stage = card_failing_at("retry").await;
    stage.door.fault("/v1/responses", Fault::Status(503));
    stage.card().choose(9).await;
    is_gone_and_the_page_lives_on(&stage, "retry").await;
    // What could not be sent is still there, for a page whose card does not fail.
    assert!(stage.kept().await["oot:outbox"].as_str().unwrap().contains("\"score\":9"));
}

#[tokio::test]
async fn when_the_network_is_back() {
    let stage = card_failing_at("flush").await;
    stage.browser.run("dispatchEvent(new Event('online'))").await;
    the_page_hears(&stage, "online").await;
    is_gone_and_the_page_lives_on(&stage, "flush").await;
}

/// The button that opens the card fails like the card.
#[tokio::test]
async fn in_the_button_on_the_edge() {
    let stage = failing_in("on click", &json!({"display": {"mode": "button"}})).await;
    stage
        .browser
        .until("document.querySelector('out-of-ten')?.shadowRoot?.querySelector(':not(.settling) > .root > .edge')")
        .await;
    stage.card().click(".edge").await;
    is_gone_and_the_page_lives_on(&stage, "on click").await;
}

/// What the page has written stays the page's: a framework that takes it away finds it.
#[tokio::test]
async fn inside_an_element_of_the_page() {
    let stage = failing_in("on click", &json!({"display": {"mode": "inline"}})).await;
    let place = "<out-of-ten id=\"own\" survey=\"acme\"></out-of-ten>";
    let script = format!("<script>window.faultAt = 'on click'; {COUNT}; {HEAR}</script>");
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&script).at_end(place));
    stage.visit().await;
    let root = "document.getElementById('own').shadowRoot";
    // The card is mounted in the hidden element first, and there it has no place to click at.
    let stands = "document.getElementById('own').checkVisibility()";
    let close = format!("{root}?.querySelector(':not(.settling) > .root .close')");
    stage.browser.until(&format!("{stands} && {close}")).await;
    stage.browser.click(&format!("{root}.querySelector('.close')")).await;
    stage.browser.until(&format!("window.failures > 0 && !{root}.firstChild")).await;
    is_gone_and_the_page_lives_on(&stage, "on click").await;
    assert_eq!(stage.browser.run("return document.getElementById('own').isConnected").await, true);
}

/// Heard of on the page's own document, while the card stands.
#[tokio::test]
async fn when_the_focus_moves_in_the_page() {
    let stage = card_failing_at("on focusin").await;
    stage.browser.run("document.getElementById('name').focus()").await;
    is_gone_and_the_page_lives_on(&stage, "on focusin").await;
}

#[tokio::test]
async fn in_the_handler_of_a_typed_character() {
    let stage = card_failing_at("on keypress").await;
    stage.card().focus_scale().await;
    stage.browser.type_text("5").await;
    is_gone_and_the_page_lives_on(&stage, "on keypress").await;
}
