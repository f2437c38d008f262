//! Parts that arrive broken, changed, late or not at all: then there is no card, one line on the
//! console, and no error in the page.

use crate::bad_input::is_silent_with_one_line;
use crate::harness::{Fault, Page, Stage, stays};

/// The line names the part by its address: its owner sees which file to look at.
async fn is_silent_with(end: &'static str, fault: Fault) {
    let stage = Stage::new().await;
    stage.door.fault(end, fault);
    stage.visit().await;
    is_silent_with_one_line(&stage, end).await;
    assert_eq!(stage.kept().await, serde_json::json!({}), "nobody was asked");
    assert_eq!(stage.browser.run("return window.changed").await, serde_json::Value::Null);
    let of_part = |path: &str| path.ends_with(end);
    let tries = stage.door.asked().iter().filter(|asked| of_part(&asked.path)).count();
    assert!(tries <= 2, "{tries} tries for {end}");
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
