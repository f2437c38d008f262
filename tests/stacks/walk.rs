//! A fixed walk through somebody else's page, written down: what a visitor and the page's own
//! developers would see change.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::harness::{Browser, Stage};

/// In every page before its own scripts: keys that the page hears, lines on its console.
const WATCH: &str = "window.keys = []; window.lines = []; \
    addEventListener('keydown', (event) => window.keys.push(event.key)); \
    for (const kind of ['log', 'info', 'warn', 'error']) { const own = console[kind]; \
        console[kind] = function () { window.lines.push(kind + ': ' + [].join.call(arguments, ' ')); \
        return own.apply(this, arguments) } }";

/// The computed styles of fifty elements of the page, all properties.
const STYLES: &str = "return [...document.body.querySelectorAll('*')].slice(0, 50).map((element) => { \
    const style = getComputedStyle(element); \
    return element.localName + '|' + [...style].map((name) => name + ':' + style.getPropertyValue(name)).join(';') })";

/// Which element has the focus, in words.
const FOCUSED: &str = "const at = document.activeElement; \
    return at.localName + '#' + at.id + ' ' + at.textContent.slice(0, 20)";

/// What has the focus once the page's own handlers have done what they do in a task of their own,
/// as some lead it around in a dialog. Timers run in the order in which they were set.
async fn focused(browser: &Browser) -> Value {
    browser.run_async("const done = arguments[0]; setTimeout(() => setTimeout(done, 1), 1)").await;
    browser.run(FOCUSED).await
}

/// The page's own elements and what is in them.
const CONTENT: &str = "return [document.body.innerText, document.title, location.pathname, \
    document.documentElement.scrollWidth, document.documentElement.scrollHeight]";

/// Prepares a browser for walks.
pub async fn watch(stage: &Stage) {
    stage.browser.before_pages(WATCH).await;
    stage.browser.watch_shifts().await;
}

/// Opens a page and waits until it is alive and stands still, and only then for the card, if one
/// is to come: what moves from here on is not the page's loading.
pub async fn open(stage: &Stage, path: &str, with_card: bool) {
    stage.settles_before_the_card(path, "window.ready").await;
    if with_card {
        stage.card().stands().await;
    }
}

/// Waits until nothing of the page's own moves any more.
async fn rests(stage: &Stage) {
    let moves = "document.getAnimations().some((motion) => motion.playState === 'running')";
    stage.browser.until(&format!("!{moves}")).await;
}

/// Uses the page: its button, its field, its keys, its order of focus.
pub async fn walk(stage: &Stage) -> Value {
    let browser = &stage.browser;
    browser.run("scrollTo(0, 0)").await;
    rests(stage).await;
    let fresh = browser.run(STYLES).await;
    let elements = fresh.as_array().unwrap().len();
    assert_eq!(elements, 50, "the page has as many elements as are compared");
    for _ in 0..2 {
        browser.click("document.getElementById('action')").await;
    }
    browser.until("document.getElementById('result').textContent.trim() === '2'").await;
    browser.click("document.getElementById('field')").await;
    browser.type_text("it's 5").await;
    browser.press(&[Key::Escape, Key::Left, Key::Backspace]).await;
    let mut focus = vec![focused(browser).await];
    browser.press(&[Key::Tab]).await;
    focus.push(focused(browser).await);
    browser.press_shifted(Key::Tab).await;
    focus.push(focused(browser).await);
    rests(stage).await;
    json!({
        "fresh": fresh,
        "used": browser.run(STYLES).await,
        "content": browser.run(CONTENT).await,
        "field": browser.run("return document.getElementById('field').value").await,
        "focus": focus,
        "keys": browser.run("return window.keys").await,
        "lines": browser.run("return window.lines").await,
        "shifts": browser.shifts().await,
        "troubles": browser.troubles().await,
    })
}

/// Opens the page's own dialog, writes into it, and closes it.
pub async fn walk_dialog(stage: &Stage) -> Value {
    let browser = &stage.browser;
    let seen = "document.getElementById('inner')?.checkVisibility() && \
                !document.querySelector('.modal:not(.show):not([style*=none])')";
    browser.click("document.getElementById('open')").await;
    browser.until(seen).await;
    browser.until("document.activeElement.closest('.modal, .ui-dialog')").await;
    let mut focus = vec![focused(browser).await];
    browser.run("document.getElementById('inner').focus()").await;
    browser.type_text("own").await;
    for _ in 0..3 {
        browser.press(&[Key::Tab]).await;
        focus.push(focused(browser).await);
    }
    let inner = browser.run("return document.getElementById('inner').value").await;
    browser.press(&[Key::Escape]).await;
    browser.until(&format!("!({seen})")).await;
    browser.until("document.activeElement.id === 'open'").await;
    focus.push(focused(browser).await);
    json!({"inner": inner, "focus": focus, "troubles": browser.troubles().await})
}
