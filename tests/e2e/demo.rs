//! The demo shop, as it is served with the tag in it.

use serde_json::json;

use crate::harness::{Stage, until};

/// The demo page through the door, with the card standing.
async fn demo() -> Stage {
    let stage = Stage::new().await;
    stage.browser.goto(&format!("{}/demo/", stage.door.origin())).await;
    stage.card().stands().await;
    stage
}

#[tokio::test]
async fn the_card_shows_after_its_delay() {
    let stage = Stage::new().await;
    let seen = "window.seen = []; document.addEventListener('oot:shown', () => \
                window.seen.push(performance.now()))";
    stage.browser.before_pages(seen).await;
    stage.browser.goto(&format!("{}/demo/", stage.door.origin())).await;
    stage.card().stands().await;
    let shown_at_ms = stage.browser.run("return window.seen").await;
    assert_eq!(shown_at_ms.as_array().unwrap().len(), 1);
    assert!(shown_at_ms[0].as_f64().unwrap() >= 1_500.0, "before its delay: {shown_at_ms}");
}

#[tokio::test]
async fn an_answer_on_the_demo_page_counts_in_the_report() {
    let stage = demo().await;
    assert_eq!(stage.collector.results("demo").await["nps"], json!(null));
    stage.delivers(10).await;
    until("the answer is counted", async || stage.collector.results("demo").await["n"] == 1).await;
    let report = stage.collector.results("demo").await;
    assert_eq!((&report["nps"], &report["promoters"]), (&json!(100.0), &json!(1)));
    assert_eq!(report["counts"][10], 1);
}

#[tokio::test]
async fn everything_of_the_demo_page_loads() {
    let stage = demo().await;
    stage.browser.until("document.readyState === 'complete'").await;
    let broken = "return [...document.images].filter(image => !image.naturalWidth).length";
    assert_eq!(stage.browser.run(broken).await, 0);
    assert_eq!(stage.browser.troubles().await, [""; 0]);
    let lines = stage.browser.console().await;
    assert!(lines.is_empty(), "{lines:?}");
}
