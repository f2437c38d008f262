//! Parts that arrive broken, changed, late or not at all: then there is no card, one line on the
//! console, and no error in the page.

use serde_json::{Value, json};

use crate::bad_input::is_silent_with_one_line;
use crate::harness::{Fault, Page, Stage, Start, stays, survey, until};

/// The line names the part by its address: its owner sees which file to look at.
async fn is_silent_with(end: &'static str, fault: Fault) {
    let stage = Stage::new().await;
    stage.door.fault(end, fault);
    stage.visit().await;
    is_silent_with_one_line(&stage, end).await;
    assert_eq!(stage.kept().await, json!({}), "nobody was asked");
    assert_eq!(stage.browser.run("return window.changed").await, Value::Null);
    // Counted in the page: on a connection that breaks, the browser itself may ask again.
    let count = format!(
        "return performance.getEntriesByType('resource').map(({{ name }}) => new URL(name).pathname) \
         .filter((path) => path.endsWith('{end}')).length"
    );
    let tries = stage.browser.run(&count).await.as_u64().unwrap();
    assert!((1..=2).contains(&tries), "{tries} tries for {end}");
}

#[tokio::test]
async fn webassembly_that_is_not_there() {
    is_silent_with("card.wasm", Fault::Status(404)).await;
}

#[tokio::test]
async fn webassembly_that_breaks_off() {
    is_silent_with("card.wasm", Fault::Change(|body| body.truncate(body.len() / 2))).await;
}

#[tokio::test]
async fn webassembly_with_a_wrong_byte() {
    is_silent_with("card.wasm", Fault::Change(|body| body[9] ^= 0xff)).await;
}

#[tokio::test]
async fn webassembly_whose_connection_breaks() {
    is_silent_with("card.wasm", Fault::Refuse).await;
}

#[tokio::test]
async fn glue_that_is_not_there() {
    is_silent_with("card.js", Fault::Status(404)).await;
}

#[tokio::test]
async fn glue_that_breaks_off() {
    is_silent_with("card.js", Fault::Change(|body| body.truncate(body.len() / 2))).await;
}

#[tokio::test]
async fn glue_that_was_changed_on_its_way() {
    is_silent_with("card.js", Fault::Change(|body| body.extend(b"\nwindow.changed = true"))).await;
}

#[tokio::test]
async fn webassembly_that_was_changed_on_its_way() {
    // A custom section more: valid WebAssembly that does the same, only not what was built.
    is_silent_with("card.wasm", Fault::Change(|body| body.extend([0, 2, 1, b'x']))).await;
}

#[tokio::test]
async fn a_document_whose_connection_breaks() {
    is_silent_with(".json", Fault::Refuse).await;
}

#[tokio::test]
async fn a_collector_that_fails() {
    is_silent_with(".json", Fault::Status(500)).await;
}

#[tokio::test]
async fn webassembly_under_a_wrong_type_still_works() {
    let stage = Stage::new().await;
    stage.door.fault("card.wasm", Fault::Mime("application/octet-stream"));
    stage.meet().await;
    stage.card().choose(9).await;
    stage.card().click(".send").await;
    stage.delivered().await;
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

/// How long the page's own clock lets the loader wait, and for how long it asked to.
fn limits(real_ms: &str) -> String {
    format!(
        "<script>window.limits = []; const own = AbortSignal.timeout; AbortSignal.timeout = \
         (ms) => {{ window.limits.push(ms); return own.call(AbortSignal, {real_ms}) }}</script>"
    )
}

#[tokio::test]
async fn webassembly_that_comes_late_only_comes_late() {
    let stage = Stage::new().await;
    stage.door.fault("card.wasm", Fault::Hold);
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&limits("600_000")));
    stage.visit().await;
    stays("no card yet, and no sign of one", 0, async || stage.card().visible().await).await;
    assert_eq!(stage.browser.run("return document.querySelectorAll('out-of-ten').length").await, 0);
    stage.door.mend();
    stage.card().stands().await;
}

#[tokio::test]
async fn what_stalls_for_ten_seconds_is_given_up() {
    for end in ["card.wasm", ".json"] {
        let stage = Stage::new().await;
        stage.door.fault(end, Fault::Hold);
        stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&limits("ms / 20")));
        stage.visit().await;
        is_silent_with_one_line(&stage, end).await;
        let limits = stage.browser.run("return window.limits").await;
        let limits = limits.as_array().unwrap();
        assert!(!limits.is_empty() && limits.iter().all(|ms| *ms == 10_000), "{limits:?}");
        // What comes after that is too late.
        stage.door.mend();
        stays("no card shows", 0, async || stage.card().visible().await).await;
        let tries = stage.door.asked().iter().filter(|asked| asked.path.ends_with(end)).count();
        assert_eq!(tries, 1, "{end}");
        assert_eq!(stage.browser.troubles().await, [""; 0], "{end}");
    }
}

#[tokio::test]
async fn webassembly_that_the_browser_has_no_memory_for() {
    let stage = Stage::new().await;
    let poor = "<script>for (const name of ['instantiate', 'instantiateStreaming']) \
                WebAssembly[name] = () => Promise.reject(new RangeError('Out of memory'))</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(poor));
    stage.visit().await;
    is_silent_with_one_line(&stage, "memory").await;
}

/// A module that never comes: the page's own clock lets ten seconds pass, once the door holds the
/// request.
async fn is_given_up(end: &'static str, how: Start) {
    let stage = Stage::started(&survey(), how).await;
    stage.door.fault(end, Fault::Hold);
    let clock = "<script>window.limits = []; const own = setTimeout; \
                 window.setTimeout = (act, ms, ...more) => ms === 10_000 ? \
                 void window.limits.push(act) : own(act, ms, ...more)</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(clock));
    stage.visit().await;
    let held = async || stage.door.asked().iter().any(|asked| asked.path.ends_with(end));
    until("it is asked for", held).await;
    stays("no card shows", 0, async || stage.card().visible().await).await;
    stage.browser.run("for (const act of window.limits) act()").await;
    is_silent_with_one_line(&stage, end).await;
    // What comes after that is too late.
    stage.door.mend();
    stays("no card shows", 0, async || stage.card().visible().await).await;
    assert_eq!(stage.kept().await, json!({}), "nobody was asked");
    let tries = stage.door.asked().iter().filter(|asked| asked.path.ends_with(end)).count();
    assert!(tries <= 2, "{tries} tries for {end}");
}

#[tokio::test]
async fn glue_that_never_comes_is_given_up_after_ten_seconds() {
    is_given_up("card.js", Start::default()).await;
}

#[tokio::test]
async fn triggers_that_never_come_are_given_up_after_ten_seconds() {
    is_given_up("triggers.js", Start::default()).await;
}

#[tokio::test]
async fn the_way_without_webassembly_that_never_comes_is_given_up_after_ten_seconds() {
    let start = Start { no_webassembly: true, ..Start::default() };
    is_given_up("frame.js", start).await;
}

#[tokio::test]
async fn side_modules_and_loader_with_a_wrong_byte_do_not_run() {
    let stage = Stage::new().await;
    let change: fn(&mut Vec<u8>) = |body| body.extend(b"\nwindow.changed = true");
    stage.door.fault("triggers.js", Fault::Change(change));
    stage.visit().await;
    is_silent_with_one_line(&stage, "triggers.js").await;
    assert_eq!(stage.browser.run("return window.changed").await, Value::Null);
    let start = Start { no_webassembly: true, ..Start::default() };
    let stage = Stage::started(&survey(), start).await;
    stage.door.fault("frame.js", Fault::Change(change));
    stage.visit().await;
    is_silent_with_one_line(&stage, "frame.js").await;
    assert_eq!(stage.browser.run("return window.changed").await, Value::Null);
    // What is loaded after the card stands: the card stands without it.
    let stage = Stage::new().await;
    stage.door.fault("display-events.js", Fault::Change(change));
    stage.meet().await;
    stays("not run", Value::Null, async || stage.browser.run("return window.changed").await).await;
    stage.card().choose(9).await;
    stage.card().click(".send").await;
    stage.delivered().await;
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

/// A reply that never comes is no reply after ten seconds: the answer stays for another try.
#[tokio::test]
async fn an_answer_without_a_reply_is_given_up_after_ten_seconds_and_kept() {
    let stage = Stage::new().await;
    stage.door.fault("/v1/responses", Fault::Hold);
    let clock = "<script>window.limits = []; const own = AbortSignal.timeout; \
                 AbortSignal.timeout = (ms) => { const end = new AbortController(); \
                 window.limits.push([ms, end]); return end.signal }</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(clock));
    stage.meet().await;
    stage.browser.run("window.limits.length = 0").await;
    stage.card().choose(9).await;
    stage.card().click(".send").await;
    stage.answers(1).await;
    let limits = "return window.limits.map(([ms]) => ms)";
    let limits = stage.browser.run(limits).await;
    assert!(limits.as_array().unwrap().iter().all(|ms| *ms == 10_000), "{limits}");
    stage.browser.run("window.failed = 0; outoften('on', 'failed', () => window.failed++)").await;
    stage.browser.run("for (const [, end] of window.limits) end.abort()").await;
    stage.browser.until("window.failed === 1").await;
    assert!(stage.kept().await["oot:outbox"].as_str().unwrap().contains("\"score\":9"));
    stage.door.mend();
    stage.browser.run("dispatchEvent(new Event('online'))").await;
    stage.delivered().await;
    assert_eq!(stage.collector.rows("acme").await.len(), 1);
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}
