//! The form in a frame on pages that are strict or hostile, as the card is met by them in `hostile`,
//! `policy` and `manners`.

use serde_json::{Value, json};

use super::{FRAME, HOST, heard, inside, meet, stage, stands};
use crate::harness::{Page, Stage};

/// Where the frame is and how it looks from outside.
async fn standing(stage: &Stage) -> Value {
    let script = format!(
        "const at = {FRAME}.getBoundingClientRect(), of = [{FRAME}, {HOST}].map((one) => getComputedStyle(one)); \
         return [at.left, at.top, at.width, at.height, ...of.flatMap((style) => [style.display, style.opacity, \
         style.transform, style.filter, style.clipPath, style.visibility, style.pointerEvents, style.borderTopWidth, \
         style.boxShadow, style.margin, style.padding])]"
    );
    stage.browser.run(&script).await
}

#[tokio::test]
async fn styles_for_everything_do_not_reach_it() {
    for mode in ["popup", "modal", "bar"] {
        let mut found = Vec::new();
        for style in ["", include_str!("../../pages/hostile_style.html")] {
            let stage = stage(&json!({"display": {"mode": mode}})).await;
            // Without the page's scroll bar, which one of the two has.
            let page = Page::with_tag(&stage.tag("")).before_tag(style);
            let bare = "<style>html { overflow: hidden !important }</style>";
            stage.site.put("/", page.before_tag(bare));
            meet(&stage).await;
            found.push(standing(&stage).await);
        }
        assert_eq!(found[1], found[0], "{mode}");
    }
}

#[tokio::test]
async fn libraries_that_extend_the_language_change_no_answer() {
    for patch in [
        "Array.prototype.toJSON = String.prototype.toJSON = function () { return 'spoiled' };",
        "Object.prototype.extra = 'x'; Object.prototype.each = function () {};",
        "Array.prototype.each = Array.prototype.last = function () {}; Element.prototype.show = null;",
        "Function.prototype.bind = function (self) { const own = this; \
         return function () { return own.apply(self, arguments) } };",
        "window.fetch = window.postMessage = () => { throw new Error('mine') };",
    ] {
        let stage = stage(&json!({"privacy": {"consent": "not-required"}})).await;
        // A page whose `fetch` never works asks nobody: this one breaks once the form stands.
        let (before, after) = if patch.starts_with("window") { ("", patch) } else { (patch, "") };
        let script = format!("{}<script>{before}</script>", super::EARS);
        stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&script));
        meet(&stage).await;
        stage.browser.run(after).await;
        crate::fallback::asks_in_a_frame(&stage).await;
        assert_eq!(stage.browser.troubles().await, [""; 0], "{patch}");
        assert_eq!(heard(&stage).await, ["shown", "scored", "answered"], "{patch}");
    }
}

/// No style of the page's, no types that are trusted: the frame needs neither.
#[tokio::test]
async fn under_strict_policies_nothing_is_reported() {
    for policy in ["style-src 'none'", "require-trusted-types-for 'script'; trusted-types 'none'"] {
        let stage = stage(&json!({})).await;
        let html = "<!doctype html><html lang=\"en\"><title>Bare</title><body><h1>Bare</h1>";
        let page = Page::new(format!("{html}{}", stage.tag("")));
        stage.site.put("/", page.header("content-security-policy", policy));
        stage.visit().await;
        crate::fallback::asks_in_a_frame(&stage).await;
        assert_eq!(stage.browser.troubles().await, [""; 0], "{policy}");
    }
}

#[tokio::test]
async fn a_dialog_of_the_pages_that_opens_later_comes_before_it() {
    let stage = stage(&json!({})).await;
    let dialog = "<dialog id=\"own\">The page's own</dialog>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(super::EARS).at_end(dialog));
    meet(&stage).await;
    inside(&stage, "document.querySelector('[value=\"4\"]').click()").await;
    stage.browser.run("document.getElementById('own').showModal()").await;
    stage.browser.until(&format!("{HOST}.hidden")).await;
    stage.browser.run("document.getElementById('own').close()").await;
    stands(&stage).await;
    let chosen = "return document.querySelector('[name=score]:checked').value";
    assert_eq!(inside(&stage, chosen).await, "4");
    assert_eq!(heard(&stage).await, ["shown"]);
}

#[tokio::test]
async fn a_swapped_body_leaves_it_standing_with_what_was_written() {
    let stage = stage(&json!({})).await;
    meet(&stage).await;
    inside(&stage, "document.querySelector('[value=\"4\"]').click()").await;
    inside(&stage, "document.querySelector('textarea').value = 'half a sentence'").await;
    let swap = "for (let i = 0; i < 100; i++) { const body = document.createElement('body'); \
                body.append(document.createElement('h1')); document.body.replaceWith(body) }";
    stage.browser.run(swap).await;
    stands(&stage).await;
    let written = "return document.querySelector('textarea').value";
    assert_eq!(inside(&stage, written).await, "half a sentence");
}

/// The way back to a page on which the form stands: it is asked once, and the page is kept whole.
#[tokio::test]
async fn back_to_the_page_it_is_no_second_display() {
    let stage = stage(&json!({})).await;
    stage.site.put("/next", Page::new("<!doctype html><title>Next</title>"));
    meet(&stage).await;
    stage.browser.goto(&stage.site.at("/next")).await;
    stage.browser.run("history.back()").await;
    stage.browser.until("document.getElementById('count')").await;
    let shown = || stage.door.counted().iter().filter(|event| *event == "shown").count();
    crate::harness::stays("one display", 1, async || shown()).await;
}
