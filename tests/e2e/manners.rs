//! What the card must not do to the page it stands on.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::harness::{Page, Stage};

/// The computed styles of up to fifty elements of the page, all properties.
const STYLES: &str = "return [...document.body.querySelectorAll('*')].slice(0, 50).map((element) => { \
    const style = getComputedStyle(element); \
    return element.localName + '|' + [...style].map((name) => name + ':' + style.getPropertyValue(name)).join(';') })";

/// Everything else of the page that a guest could change.
const PAGE: &str = "return [document.body.outerHTML, document.head.outerHTML, document.cookie, \
    document.title, location.href, history.length, Object.keys(window).sort().join(), \
    document.adoptedStyleSheets.length, scrollX, scrollY, document.documentElement.className, \
    document.documentElement.style.cssText, document.activeElement.localName, innerWidth, \
    document.documentElement.scrollWidth, document.documentElement.scrollHeight]";

/// A survey whose card comes only when the page calls for it.
async fn comes_when_called(stage: &Stage) {
    let late = json!({"triggers": {"delay_ms": 3_600_000}});
    stage.collector.put(&crate::harness::survey_with(&late)).await;
}

async fn seen(stage: &Stage) -> (Value, Value) {
    (stage.browser.run(STYLES).await, stage.browser.run(PAGE).await)
}

#[tokio::test]
async fn the_pages_own_styles_elements_and_names_stay_as_they_were() {
    let stage = Stage::new().await;
    // Only when the page calls for it, so that a picture before can be taken.
    comes_when_called(&stage).await;
    let more = "<p><b>More</b> <i>of</i> <u>it</u></p>".repeat(10);
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(&more));
    stage.visit().await;
    stage.browser.until("typeof window.outoften === 'function'").await;
    let before = seen(&stage).await;
    assert_eq!(before.0.as_array().map(Vec::len), Some(50), "the page has elements");
    stage.browser.run("outoften('open')").await;
    stage.card().stands().await;
    assert_eq!(seen(&stage).await, before, "while the card stands");
    stage.card().answer(9).await;
    stage.card().close().await;
    assert_eq!(seen(&stage).await, before, "after it has left");
    assert_eq!(stage.browser.run("return document.querySelectorAll('out-of-ten').length").await, 0);
}

#[tokio::test]
async fn the_page_does_not_move_when_the_card_comes_and_goes() {
    let stage = Stage::new().await;
    stage.browser.watch_shifts().await;
    stage.settles_before_the_card("/", "window.witness").await;
    stage.card().stands().await;
    stage.card().choose(5).await;
    stage.card().close().await;
    assert_eq!(stage.browser.shifts().await, serde_json::json!([]));
}

#[tokio::test]
async fn the_pages_own_buttons_work_beside_the_card() {
    let stage = Stage::met().await;
    stage.browser.click("document.getElementById('count')").await;
    stage.browser.until("document.getElementById('count').textContent === '1'").await;
    assert_eq!(stage.card().visible().await, 1);
}

#[tokio::test]
async fn nothing_of_a_walk_reaches_the_pages_error_reporter() {
    let stage = Stage::met().await;
    stage.card().choose(5).await;
    stage.card().write("words").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.card().close().await;
    assert_eq!(stage.browser.troubles().await, [""; 0]);
    let lines = stage.browser.console().await;
    assert!(lines.is_empty(), "{lines:?}");
}

#[tokio::test]
async fn the_page_hears_of_everything_as_events() {
    let stage = Stage::new().await;
    let listen = "<script>window.heard = []; for (const name of ['shown', 'scored', 'answered', 'dismissed', \
                  'later', 'optedout', 'closed', 'failed']) document.addEventListener('oot:' + name, \
                  () => window.heard.push(name))</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(listen));
    stage.meet().await;
    stage.card().answer(5).await;
    stage.card().click(".close").await;
    stage.browser.until("window.heard.includes('closed')").await;
    let heard = stage.browser.run("return window.heard").await;
    assert_eq!(heard, serde_json::json!(["shown", "scored", "answered", "closed"]));
}

#[tokio::test]
async fn the_page_hears_of_each_score_that_stands_and_of_none_that_an_arrow_passed() {
    let stage = Stage::new().await;
    let listen = "<script>window.heard = []; for (const name of ['scored', 'answered']) \
                  document.addEventListener('oot:' + name, (event) => \
                  window.heard.push(name + ' ' + (event.detail === window.id)));\
                  document.addEventListener('oot:shown', ({detail}) => { window.id = detail })</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(listen));
    stage.meet().await;
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Space, Key::Right, Key::Right, Key::Right]).await;
    assert_eq!(stage.card().selected().await, Some(3));
    assert_eq!(stage.browser.run("return window.heard").await, json!([]), "nothing stands yet");
    // With the pointer it stands after a moment; changed later, another one stands.
    stage.card().choose(9).await;
    stage.answers(1).await;
    stage.card().answer(4).await;
    let heard = stage.browser.run("return window.heard").await;
    assert_eq!(heard, json!(["scored true", "answered true", "scored true"]));
}

#[tokio::test]
async fn a_page_can_open_and_close_the_card_and_call_before_the_loader_is_there() {
    let stage = Stage::new().await;
    comes_when_called(&stage).await;
    let early = "<script>window.outoften = window.outoften || function () { \
                 (outoften.q = outoften.q || []).push(arguments) }; \
                 outoften('on', 'shown', () => window.shown = true); outoften('open')</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(early));
    stage.meet().await;
    assert_eq!(stage.browser.run("return window.shown").await, true);
    stage.browser.run("outoften('close')").await;
    stage.card().leaves().await;
    stage.browser.run("outoften('open')").await;
    stage.card().stands().await;
}

#[tokio::test]
async fn a_call_for_the_card_in_the_moment_it_comes_shows_one_card_and_no_error() {
    let stage = Stage::new().await;
    let often = "<script>addEventListener('load', () => { for (let i = 0; i < 5; i++) \
                 setTimeout(() => outoften('open'), i * 10) })</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(often));
    stage.meet().await;
    crate::harness::stays("one card", 1, async || stage.card().visible().await).await;
    assert_eq!(stage.browser.troubles().await, [""; 0]);
    let lines = stage.browser.console().await;
    assert!(lines.is_empty(), "{lines:?}");
}

#[tokio::test]
async fn no_name_in_the_card_is_one_that_block_lists_know() {
    let stage = Stage::met().await;
    stage.card().choose(5).await;
    let names = format!(
        "const host = document.querySelector('out-of-ten'); \
         return [host, ...{}.querySelectorAll('*')].map((element) => \
         [element.localName, element.id, element.className, element.getAttribute('name')].join(' '))",
        crate::harness::ROOT
    );
    let names = stage.browser.run(&names).await.to_string();
    for word in ["nps", "survey", "analytics", "track", "feedback", "popup", "banner", "modal"] {
        assert!(!names.contains(word), "{word}: {names}");
    }
}
