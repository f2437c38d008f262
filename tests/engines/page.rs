//! A stage in the engine under test, whose pages tell what went wrong in them.

use serde_json::Value;

use crate::harness::{Engine, Page, Stage, Start, WITNESS, stays, survey};

/// Keeps the lines of the page's console, which not every engine gives away.
const CONSOLE: &str = "window.lines = []; for (const kind of ['warn', 'error']) { \
    const own = console[kind]; console[kind] = function () { \
    window.lines.push([].join.call(arguments, ' ')); return own.apply(this, arguments) } }";

/// The engine that this run is about.
pub fn engine() -> Engine {
    match std::env::var("OUTOFTEN_ENGINE").as_deref() {
        Ok("chromium") => Engine::Chromium,
        Ok("firefox") => Engine::Firefox,
        Ok("webkit") => Engine::WebKit,
        other => panic!("OUTOFTEN_ENGINE is {other:?}: run `cargo xtask test engines`"),
    }
}

/// A page with the tag, the witness and an ear at the console.
pub fn page(stage: &Stage, attributes: &str) -> Page {
    let page = Page::with_tag(&stage.tag(attributes));
    page.before_tag(&format!("<script>{WITNESS}</script><script>{CONSOLE}</script>"))
}

/// A stage in this engine.
pub async fn stage() -> Stage {
    with(Start { engine: engine(), ..Start::default() }).await
}

/// A stage in this engine, without WebAssembly.
pub async fn without_webassembly() -> Stage {
    with(Start { engine: engine(), no_webassembly: true, ..Start::default() }).await
}

async fn with(how: Start) -> Stage {
    let stage = Stage::started(&survey(), how).await;
    stage.site.put("/", page(&stage, ""));
    stage
}

/// Nothing of the card reached the page's error reporter.
pub async fn no_troubles(stage: &Stage) {
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

/// Our lines on the page's console.
pub async fn lines(stage: &Stage) -> Vec<String> {
    let lines = stage.browser.run("return window.lines").await;
    let text = |line: &Value| line.as_str().unwrap_or_default().to_owned();
    lines.as_array().unwrap().iter().map(text).filter(|line| line.contains("Out of Ten")).collect()
}

/// No card comes, and exactly one line that says `what` is on the console.
pub async fn is_silent_with_one_line(stage: &Stage, what: &str) {
    stage.browser.until("window.lines.some((line) => line.includes('Out of Ten'))").await;
    stays("no card shows", 0, async || stage.card().visible().await).await;
    let said = lines(stage).await;
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains(what), "{said:?}");
    no_troubles(stage).await;
}

/// Comes again and is left alone: at most the loader is fetched again.
pub async fn is_left_alone(stage: &Stage) {
    stage.door.forget();
    stage.visit().await;
    let hosts = "return document.querySelectorAll('out-of-ten').length";
    stays("no card shows", 0, async || stage.browser.run(hosts).await.as_u64().unwrap()).await;
    let asked = stage.door.loaded();
    assert!(asked.iter().all(|asked| asked.path == "/outoften.js"), "{asked:?}");
}
