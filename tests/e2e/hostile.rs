//! Pages that change everything a guest relies on: styles of all elements, the language itself,
//! the browser's own functions.

use serde_json::Value;

use crate::harness::{Page, ROOT, Stage, stays};

/// Measures of the card that a visitor would see change.
fn measures() -> String {
    format!(
        "const root = {ROOT}; const all = ['.card', '.question', '.face', '.ends', '.close', '.quiet']; \
         const round = (value) => Math.round(value * 2) / 2; \
         return all.map((selector) => {{ const element = root.querySelector(selector); \
         const at = element.getBoundingClientRect(), style = getComputedStyle(element); \
         return [selector, round(at.width), round(at.height), style.color, style.backgroundColor, \
         style.fontSize, style.fontFamily, style.letterSpacing, style.textTransform, style.direction, \
         style.textAlign, style.opacity, style.visibility, style.fontStyle] }})"
    )
}

async fn measured(page: impl Fn(Page) -> Page) -> Value {
    let stage = Stage::new().await;
    stage.site.put("/", page(Page::with_tag(&stage.tag(""))));
    stage.meet().await;
    let found = stage.browser.run(&measures()).await;
    stage.delivers(9).await;
    assert_eq!(stage.collector.rows("acme").await.len(), 1);
    found
}

#[tokio::test]
async fn styles_for_everything_do_not_reach_the_card() {
    let neutral = measured(|page| page).await;
    let hostile =
        measured(|page| page.before_tag(include_str!("../pages/hostile_style.html"))).await;
    assert_eq!(hostile, neutral);
}

#[tokio::test]
async fn a_page_from_right_to_left_does_not_turn_the_card_around() {
    let neutral = measured(|page| page).await;
    let turned =
        measured(|page| page.replace("<html lang=\"en\">", "<html lang=\"en\" dir=\"rtl\">")).await;
    assert_eq!(turned, neutral);
}

/// The bytes that are posted on a page that runs `script` first, but for what differs from time to
/// time.
async fn posted(script: &str) -> Vec<String> {
    let stage = Stage::new().await;
    let script = format!("<script>{script}</script>");
    stage.site.put("/", Page::with_tag(&stage.tag("data-segment=\"a b\"")).before_tag(&script));
    stage.meet().await;
    stage.card().choose(6).await;
    stage.answers(1).await;
    stage.card().write("\"quoted\" [1,2]").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.answers(2).await;
    stage.delivered().await;
    let troubles = stage.browser.troubles().await;
    assert_eq!(troubles, [""; 0], "{script}");
    let asked = stage.door.asked().into_iter();
    asked.filter(|asked| asked.path == "/v1/responses").map(|asked| lasting(&asked.body)).collect()
}

/// An answer as it was posted, without what belongs to one display.
fn lasting(body: &str) -> String {
    let answer: Value = serde_json::from_str(body).unwrap();
    let part = |name: &str| format!("\"{name}\":{}", answer[name]);
    for name in ["id", "key", "elapsed_ms"] {
        assert!(body.contains(&part(name)), "{name}: {body}");
    }
    let body =
        body.replace(&part("id"), "").replace(&part("key"), "").replace(&part("elapsed_ms"), "");
    // Signed for one display, and there once the collector has replied.
    body.replace(&format!(",{}", part("display")), "")
}

#[tokio::test]
async fn libraries_that_extend_the_language_change_no_answer() {
    let clean = posted("").await;
    assert!(clean[1].contains(r#""comment":"\"quoted\" [1,2]""#), "{}", clean[1]);
    for patch in [
        // As Prototype 1.6 and MooTools 1.2 change the language; the real ones are in tests/stacks.
        "Array.prototype.toJSON = String.prototype.toJSON = function () { return 'spoiled' };",
        "Object.prototype.extra = 'x'; Object.prototype.each = function () {};",
        "Array.prototype.each = Array.prototype.last = function () {}; Element.prototype.show = null;",
        "Array.from = function () { return ['spoiled'] };",
        "Function.prototype.bind = function (self) { const own = this; \
         return function () { return own.apply(self, arguments) } }; \
         window.Event = function (event) { this.event = event }; Element.prototype.get = () => 0;",
        "Array.prototype.reduce = Array.prototype.flat = function () { throw new Error('mine') }; \
         Array.prototype.entries = function () { return this.slice() }; \
         String.prototype.startsWith = function (part) { return this.indexOf(part) === 0 };",
    ] {
        assert_eq!(posted(patch).await, clean, "{patch}");
    }
}

#[tokio::test]
async fn a_fetch_of_the_pages_own_that_fails_costs_nothing_but_the_delivery() {
    for fetch in [
        "() => { throw new Error('no') }",
        "() => undefined",
        "() => ({then: 5})",
        "() => new Promise(() => {})",
        "() => Promise.reject(null)",
    ] {
        let stage = Stage::met().await;
        // The page's wrapper comes when the card stands already: later there would be no card.
        stage.browser.run(&format!("window.fetch = {fetch}")).await;
        let hear =
            "document.addEventListener('oot:failed', (event) => { window.failed = event.detail })";
        stage.browser.run(hear).await;
        stage.card().answer(9).await;
        // Also where it never replies: after ten seconds that is no reply.
        stage.browser.until("window.failed === 0").await;
        stays("no answer arrives", 0, async || stage.door.answers().len()).await;
        assert_eq!(stage.browser.troubles().await, [""; 0], "{fetch}");
        stage.visit().await;
        stage.delivered().await;
        assert_eq!(stage.collector.rows("acme").await.len(), 1, "{fetch}");
    }
}

#[tokio::test]
async fn a_fetch_that_never_worked_means_no_card_and_no_error() {
    for fetch in [
        "() => { throw new Error('no') }",
        "() => undefined",
        "() => new Promise(() => {})",
        "() => Promise.reject(null)",
    ] {
        let stage = Stage::new().await;
        let replace = format!("<script>window.fetch = {fetch}</script>");
        stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&replace));
        stage.visit().await;
        // One that never replies is given up after ten seconds.
        crate::bad_input::is_silent_with_one_line(&stage, "cannot be loaded").await;
        stage.browser.click("document.getElementById('count')").await;
        stage.browser.until("document.getElementById('count').textContent === '1'").await;
    }
}

#[tokio::test]
async fn a_wrapped_history_and_a_wrapped_promise_are_left_alone() {
    let wrapped = "const push = history.pushState; history.pushState = function () { \
                   window.pushed = (window.pushed || 0) + 1; return push.apply(this, arguments) };\
                   const then = Promise.prototype.then; \
                   Promise.prototype.then = function () { return then.apply(this, arguments) };\
                   window.mine = [history.pushState, Promise.prototype.then]";
    posted(wrapped).await;
    let stage = Stage::new().await;
    stage.site.put(
        "/",
        Page::with_tag(&stage.tag("")).before_tag(&format!("<script>{wrapped}</script>")),
    );
    stage.meet().await;
    let same = "return window.mine[0] === history.pushState && \
                window.mine[1] === Promise.prototype.then && !window.pushed";
    assert_eq!(stage.browser.run(same).await, true);
}
