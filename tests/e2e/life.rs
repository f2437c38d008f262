//! The page lives on around the card: bodies are swapped, hosts taken away, visitors go back and
//! forth, and consent is given or not.

use serde_json::json;

use crate::harness::{Page, Stage, stays, survey, survey_with, until};

/// Storage as the page's script sees it, with every touch counted.
const SPY: &str = "window.touches = []; \
    for (const name of ['getItem', 'setItem', 'removeItem', 'clear', 'key']) { \
        const own = Storage.prototype[name]; \
        Storage.prototype[name] = function () { window.touches.push(name); return own.apply(this, arguments) } } \
    const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie'); \
    Object.defineProperty(Document.prototype, 'cookie', { \
        get() { window.touches.push('cookie'); return cookie.get.call(this) }, \
        set(value) { window.touches.push('cookie'); cookie.set.call(this, value) } }); \
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) { \
        const own = Object.getOwnPropertyDescriptor(window, name); \
        Object.defineProperty(window, name, {configurable: true, \
            get() { window.touches.push(name); return own.get.call(window) }}) }";

/// The visitor allows it, and everything goes its way.
async fn once_allowed_an_answer_is_stored(stage: &Stage) {
    stage.browser.run("outoften('consent', true)").await;
    stage.card().stands().await;
    stage.delivers(9).await;
    assert_eq!(stage.collector.rows("acme").await.len(), 1);
}

#[tokio::test]
async fn without_consent_nothing_is_read_kept_or_asked_for() {
    let stage = Stage::with(&survey()).await;
    let page = Page::with_tag(&stage.tag("data-consent=\"required\""));
    stage.site.put("/", page.before_tag(&format!("<script>{SPY}</script>")));
    stage.visit().await;
    stays("only the loader", 1, async || stage.door.asked().len()).await;
    assert_eq!(stage.browser.run("return window.touches").await, json!([]));
    assert_eq!(stage.card().visible().await, 0);
    once_allowed_an_answer_is_stored(&stage).await;
}

/// Only the document says that consent is required: it is read first, and nothing else.
#[tokio::test]
async fn consent_that_only_the_document_requires_is_waited_for_before_any_look_at_the_storage() {
    let stage = Stage::with(&survey_with(&json!({"privacy": {"consent": "required"}}))).await;
    let silent = stage.tag("").replace("data-consent=\"none\"", "");
    let page = Page::with_tag(&silent).before_tag(&format!("<script>{SPY}</script>"));
    stage.site.put("/", page);
    stage.visit().await;
    until("the document is read", async || stage.door.asked().len() == 2).await;
    stays("the loader and the document", 2, async || stage.door.asked().len()).await;
    let paths: Vec<_> = stage.door.asked().into_iter().map(|asked| asked.path).collect();
    assert_eq!(paths, ["/outoften.js", "/v1/surveys/acme.json"]);
    assert_eq!(stage.browser.run("return window.touches").await, json!([]));
    // Neither the panel nor other calls touch it.
    stage.browser.run("outoften('why'); outoften('reset'); outoften('open')").await;
    stage
        .browser
        .until("document.querySelector('out-of-ten-why')?.shadowRoot.querySelector('li')")
        .await;
    stays("no touch", json!([]), async || stage.browser.run("return window.touches").await).await;
    assert_eq!(stage.card().visible().await, 0);
    once_allowed_an_answer_is_stored(&stage).await;
}

/// A tag that says nothing of consent costs a visitor who is not due no second request, once the
/// browser has the document.
#[tokio::test]
async fn a_tag_that_says_nothing_of_consent_finds_the_document_in_the_browsers_cache() {
    let stage = Stage::with(&survey()).await;
    let silent = stage.tag("").replace("data-consent=\"none\"", "");
    stage.site.put("/", Page::with_tag(&silent));
    let cache = json!({"cacheDisabled": false});
    stage.browser.devtools("Network.setCacheDisabled", cache).await;
    stage.meet().await;
    stage.card().close().await;
    stage.door.forget();
    stage.visit().await;
    stage.browser.until("typeof window.outoften === 'function'").await;
    stays("no document is asked for", false, async || {
        stage.door.asked().iter().any(|asked| asked.path.ends_with(".json"))
    })
    .await;
    assert_eq!(stage.card().visible().await, 0);
}

#[tokio::test]
async fn consent_taken_back_leaves_nothing_in_the_browser() {
    let stage = Stage::with(&survey()).await;
    stage.site.put("/", Page::with_tag(&stage.tag("data-consent=\"required\"")));
    stage.visit().await;
    stage.browser.run("localStorage.setItem('host', 'own'); outoften('consent', true)").await;
    stage.card().stands().await;
    stage.card().choose(9).await;
    stage.browser.run("outoften('consent', false)").await;
    stage.card().leaves().await;
    stage.browser.until("Object.keys(localStorage).join() === 'host'").await;
    stays("and nothing comes back", json!({"host": "own"}), async || stage.kept().await).await;
}

#[tokio::test]
async fn a_swapped_body_leaves_the_card_standing_with_what_was_written() {
    let stage = Stage::met().await;
    stage.card().choose(4).await;
    stage.card().write("half a sentence").await;
    let swap = "for (let i = 0; i < 100; i++) { const body = document.createElement('body'); \
                body.innerHTML = '<main><h1>Another page</h1></main>'; document.body.replaceWith(body) }";
    stage.browser.run(swap).await;
    assert_eq!(stage.card().visible().await, 1);
    let written = format!("return {}.value", crate::harness::element("textarea"));
    assert_eq!(stage.browser.run(&written).await, "half a sentence");
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    let row = stage.collector.rows("acme").await.remove(0);
    assert_eq!(row.comment.as_deref(), Some("half a sentence"));
}

/// As an application that changes its page a hundred times: the card is to be seen after each, and
/// neither it nor the loader adds a listener for it.
#[tokio::test]
async fn a_hundred_swapped_bodies_add_no_listener_and_hide_nothing() {
    let stage = Stage::met().await;
    until("the display is counted", async || stage.door.counted() == ["shown"]).await;
    let swap = "const [times, done] = arguments; const frame = () => new Promise(requestAnimationFrame); \
                (async () => { let seen = 0; for (let i = 0; i < times; i++) { \
                const body = document.createElement('body'); body.append('page ' + i); \
                document.body.replaceWith(body); await frame(); await frame(); \
                seen += document.querySelector('out-of-ten').checkVisibility() } done(seen) })()";
    assert_eq!(stage.browser.run_async_with(swap, vec![json!(1)]).await, 1);
    let before = listeners(&stage).await;
    assert_eq!(stage.browser.run_async_with(swap, vec![json!(100)]).await, 100);
    until("no listener is left over", async || listeners(&stage).await <= before).await;
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

/// Whatever way a page takes the card away, its listeners go as if there had been none.
#[tokio::test]
async fn a_card_that_is_gone_has_left_no_listener() {
    for deed in ["document.querySelector('out-of-ten').remove()", "outoften('close')"] {
        let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
        stage.visit().await;
        stage.browser.until("typeof window.outoften === 'function'").await;
        // The first display fetches what every display needs, and leaves that.
        let open = "outoften('open')";
        for _ in 0..2 {
            stage.browser.run(open).await;
            stage.card().stands().await;
            stage.browser.run("outoften('close')").await;
            stage.card().leaves().await;
        }
        let mut before = listeners(&stage).await;
        until("the browser has tidied up", async || {
            let now = listeners(&stage).await;
            std::mem::replace(&mut before, now) == now
        })
        .await;
        stage.browser.run(open).await;
        stage.card().stands().await;
        stage.browser.run(deed).await;
        if !deed.contains("close") {
            // Taken away by the page it is still open as far as it knows; what it held goes with it.
            stage.browser.run("outoften('close')").await;
        }
        stage.card().leaves().await;
        until("as many listeners as before", async || listeners(&stage).await <= before).await;
    }
}

/// How many listeners there are in the page, after the browser has tidied up.
async fn listeners(stage: &Stage) -> u64 {
    stage.browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
    let counters = stage.browser.devtools("Memory.getDOMCounters", json!({})).await;
    counters["jsEventListeners"].as_u64().unwrap()
}

#[tokio::test]
async fn a_card_that_the_page_takes_away_is_cleanly_gone() {
    for deed in [
        "document.querySelector('out-of-ten').remove()",
        "document.open(); document.write('<title>New</title><p>new</p>'); document.close()",
        "document.querySelector('out-of-ten').shadowRoot.replaceChildren()",
    ] {
        let stage = Stage::met().await;
        stage.card().choose(4).await;
        stage.browser.run(deed).await;
        stays("no card", 0, async || stage.card().visible().await).await;
        stage.browser.run("window.outoften && outoften('close')").await;
        let troubles =
            stage.browser.run("return window.witness ? window.witness.troubles : []").await;
        assert_eq!(troubles, json!([]), "{deed}");
        // The score stood for a moment: it is an answer, and the next page knows of it.
        stage.answers(1).await;
    }
}

#[tokio::test]
async fn going_back_to_a_page_with_the_card_counts_no_second_display() {
    let stage = Stage::new().await;
    let watch = "<script>addEventListener('pageshow', (event) => { \
                 window.persisted = event.persisted })</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(watch));
    stage.site.put("/other", Page::new("<!doctype html><title>Other</title><p>other</p>"));
    // The cache for going back is only for pages whose requests may be cached.
    stage.browser.devtools("Network.setCacheDisabled", json!({"cacheDisabled": false})).await;
    stage.meet().await;
    stage.browser.goto(&stage.site.at("/other")).await;
    stage.browser.back().await;
    stage.browser.until("window.persisted !== undefined").await;
    let why =
        "return JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons)";
    let why = stage.browser.run(why).await;
    assert_eq!(stage.browser.run("return window.persisted").await, true, "{why}");
    assert_eq!(stage.card().visible().await, 1);
    let ledger = stage.kept().await["oot:ledger"].as_str().unwrap().to_owned();
    assert_eq!(ledger.lines().filter(|line| line.starts_with("shown")).count(), 1, "{ledger}");
    stage.card().answer(8).await;
    stage.delivered().await;
    assert_eq!(stage.door.counted(), ["shown"], "told once");
    until("counted once by the collector too", async || {
        stage.collector.displays("acme").await["shown"] == 1
    })
    .await;
    assert_eq!(stage.collector.rows("acme").await.len(), 1);
}

#[tokio::test]
async fn while_a_dialog_of_the_page_is_open_nobody_is_asked() {
    let stage = Stage::new().await;
    let dialog = "<dialog id=\"own\"><button>Mine</button></dialog>\
                  <script>document.getElementById('own').showModal()</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(dialog));
    stage.visit().await;
    stage.shows_no_card().await;
    let focused = "return document.activeElement.textContent";
    assert_eq!(stage.browser.run(focused).await, "Mine");
    stage.browser.run("document.getElementById('own').close()").await;
    stage.card().stands().await;
}

#[tokio::test]
async fn a_dialog_of_the_page_that_opens_later_works_as_if_there_were_no_card() {
    let stage = Stage::new().await;
    let dialog = "<dialog id=\"own\"><button id=\"mine\">Mine</button></dialog>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(dialog));
    stage.meet().await;
    stage.browser.run("document.getElementById('own').showModal()").await;
    stage
        .browser
        .run(
            "document.getElementById('mine').addEventListener('click', () => \
                       window.clicked = true)",
        )
        .await;
    stage.browser.click("document.getElementById('mine')").await;
    assert_eq!(stage.browser.run("return window.clicked").await, true);
    assert_eq!(stage.browser.run("return document.activeElement.id").await, "mine");
    stage.browser.run("document.getElementById('own').close()").await;
    stage.card().stands().await;
    stage.card().choose(3).await;
}
