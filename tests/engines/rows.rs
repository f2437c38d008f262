//! Hostile and strict pages, in the engine under test: styles for everything, two tags, swapped
//! bodies, storage that throws or is full, no consent, policies.

use serde_json::{Value, json};

use crate::harness::{Page, ROOT, Stage, stays, until};
use crate::page::{is_silent_with_one_line, no_troubles, page, stage};

/// Sizes and looks of the eleven scores, the question and the card, in px rounded to one.
fn measures() -> String {
    format!(
        "const parts = ['.card', '.question', '.close', ...[...Array(11).keys()].map((score) => \
         `label:has(input[value=\"${{score}}\"]) .face`)]; \
         return parts.map((selector) => {{ const part = {ROOT}.querySelector(selector); \
         const at = part.getBoundingClientRect(), style = getComputedStyle(part); \
         return [selector, Math.round(at.width), Math.round(at.height), style.color, \
         style.backgroundColor, style.fontSize, style.letterSpacing, style.direction, style.opacity] }})"
    )
}

async fn measured(change: impl Fn(Page) -> Page) -> Value {
    let stage = stage().await;
    stage.site.put("/", change(page(&stage, "")));
    stage.meet().await;
    stage.browser.run(&measures()).await
}

#[tokio::test]
async fn styles_for_everything_do_not_reach_the_card() {
    let neutral = measured(|page| page).await;
    let style = include_str!("../pages/hostile_style.html");
    assert_eq!(measured(|page| page.before_tag(style)).await, neutral);
}

#[tokio::test]
async fn the_tag_in_the_page_twice_is_the_tag_once() {
    let stage = stage().await;
    let older = stage.tag("").replace("/outoften.js", "/v0/outoften.js");
    stage.site.put("/", page(&stage, "").before_tag(&format!("{}{older}", stage.tag(""))));
    stage.meet().await;
    stays("one card", 1, async || stage.card().visible().await).await;
    let hosts = "return document.querySelectorAll('out-of-ten').length";
    assert_eq!(stage.browser.run(hosts).await, 1);
    until("the display is counted", async || !stage.door.counted().is_empty()).await;
    stays("once", json!(["shown"]), async || json!(stage.door.counted())).await;
    let asked = stage.door.asked();
    let documents = asked.iter().filter(|asked| asked.path.starts_with("/v1/surveys/")).count();
    assert_eq!(documents, 1);
    no_troubles(&stage).await;
}

#[tokio::test]
async fn a_swapped_body_leaves_the_card_standing_with_what_was_written() {
    let stage = stage().await;
    stage.meet().await;
    stage.card().choose(4).await;
    stage.card().write("half a sentence").await;
    let swap = "for (let i = 0; i < 100; i++) { const body = document.createElement('body'); \
                body.append(document.createElement('h1')); document.body.replaceWith(body) }";
    stage.browser.run(swap).await;
    assert_eq!(stage.card().visible().await, 1);
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    let row = stage.collector.rows("acme").await.remove(0);
    assert_eq!(row.comment.as_deref(), Some("half a sentence"));
    no_troubles(&stage).await;
}

#[tokio::test]
async fn a_card_that_the_page_takes_away_is_cleanly_gone() {
    for deed in [
        "document.querySelector('out-of-ten').remove()",
        "document.open(); document.write('<title>New</title><p>new</p>'); document.close()",
    ] {
        let stage = stage().await;
        stage.meet().await;
        stage.browser.run(deed).await;
        stays("no card", 0, async || stage.card().visible().await).await;
        let troubles = "return window.witness ? window.witness.troubles : []";
        assert_eq!(stage.browser.run(troubles).await, json!([]), "{deed}");
    }
}

#[tokio::test]
async fn storage_that_throws_or_is_full_means_that_nobody_is_asked() {
    let stage = stage().await;
    let fill = "<script>for (let size = 1 << 20, i = 0; size >= 1; i++) { try { \
                localStorage.setItem('host' + i, 'x'.repeat(size)) } catch { size >>= 1 } }</script>";
    stage.site.put("/", page(&stage, "").before_tag(fill));
    stage.visit().await;
    is_silent_with_one_line(&stage, "storage").await;
    stage.browser.run("localStorage.clear()").await;
    // As in a sandboxed frame: the page's origin is nobody's, and storage throws.
    let policy = "sandbox allow-scripts";
    stage.site.put("/", page(&stage, "").header("content-security-policy", policy));
    stage.visit().await;
    is_silent_with_one_line(&stage, "torage").await;
}

#[tokio::test]
async fn without_consent_nothing_is_kept_or_asked_for() {
    let stage = stage().await;
    let spy = "<script>window.touches = []; for (const name of ['getItem', 'setItem', 'removeItem']) { \
               const own = Storage.prototype[name]; Storage.prototype[name] = function () { \
               window.touches.push(name); return own.apply(this, arguments) } } \
               const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie'); \
               Object.defineProperty(Document.prototype, 'cookie', { \
               get() { window.touches.push('cookie'); return cookie.get.call(this) }, \
               set(value) { window.touches.push('cookie'); cookie.set.call(this, value) } }); \
               for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) { \
               const own = Object.getOwnPropertyDescriptor(window, name); \
               if (own) Object.defineProperty(window, name, {configurable: true, \
               get() { window.touches.push(name); return own.get.call(window) }}) }</script>";
    stage.site.put("/", page(&stage, "data-consent=\"required\"").before_tag(spy));
    stage.visit().await;
    stays("only the loader", 1, async || stage.door.asked().len()).await;
    assert_eq!(stage.browser.run("return window.touches").await, json!([]));
    stage.browser.run("outoften('consent', true)").await;
    stage.card().stands().await;
    no_troubles(&stage).await;
}

/// What a page's policy reported of ours; the page's own inline parts are not of ours.
async fn reported(stage: &Stage) -> Vec<String> {
    let troubles = stage.browser.troubles().await;
    troubles.into_iter().filter(|line| !line.ends_with(" inline")).collect()
}

#[tokio::test]
async fn under_strict_policies_the_card_works_and_nothing_is_reported() {
    for policy in [
        "script-src 'nonce-n0' 'strict-dynamic' 'wasm-unsafe-eval'",
        "style-src 'none'",
        "require-trusted-types-for 'script'; trusted-types 'none'",
    ] {
        let stage = stage().await;
        let page = page(&stage, "nonce=\"n0\"").replace("<script>", "<script nonce=\"n0\">");
        stage.site.put("/", page.header("content-security-policy", policy));
        stage.meet().await;
        stage.card().choose(9).await;
        stage.card().click(".send").await;
        stage.card().has(".thanks").await;
        stage.delivered().await;
        assert_eq!(reported(&stage).await, [""; 0], "{policy}");
    }
}
