//! What the accessibility checker finds on the demo shop, and which colours are forced.
//!
//! It finds about half of what can be wrong. Each way a card stands, and what keys, ears and eyes
//! need of it, is in `displays`.

use serde_json::Value;

use crate::harness::checker::{self, RULES, brief, check};
use crate::harness::{Stage, element};

/// Asserts that the whole page, the card included, breaks no rule, and that each could be told.
async fn is_clean(stage: &Stage, state: &str) {
    stage.card().rests().await;
    let found = check(&stage.browser, &RULES.map(Value::from)).await;
    assert!(found["passes"].as_array().is_some_and(|passes| passes.len() > 10), "{found}");
    let broken = brief(&found["violations"]);
    assert!(broken.is_empty(), "{state}: {broken:#?}");
    let colors = colors(stage).await;
    let (broken, unclear) = (brief(&colors["violations"]), brief(&colors["incomplete"]));
    assert!(broken.is_empty() && unclear.is_empty(), "{state}: {broken:#?}, unclear: {unclear:#?}");
    let others = brief(&found["incomplete"]);
    let others: Vec<_> = others.iter().filter(|line| !line.starts_with("color-contrast")).collect();
    assert!(others.is_empty(), "{state}, cannot be told: {others:#?}");
    let looked = format!("return {}.checkVisibility()", element(".card"));
    assert_eq!(stage.browser.run(&looked).await, true, "the checker saw the card");
}

/// Looks at the colours of a popup, of which the checker says nothing where it stands: outside of
/// `<body>` and in the browser's top layer. For the look it moves into the body.
async fn colors(stage: &Stage) -> Value {
    let host = "const host = document.querySelector('out-of-ten');";
    let script = format!(
        "{host} const had = host.popover; host.popover = null; \
         if (had) document.body.append(host); return had"
    );
    let popover = stage.browser.run(&script).await;
    stage.card().rests().await;
    let found = check(&stage.browser, &["color-contrast".into()]).await;
    if popover == "manual" {
        let back =
            "document.documentElement.append(host); host.popover = 'manual'; host.showPopover()";
        stage.browser.run(&format!("{host} {back}")).await;
        stage.card().rests().await;
    }
    found
}

/// Goes through every state of the card and checks each.
async fn every_state(stage: &Stage) {
    checker::bring(&stage.browser).await;
    is_clean(stage, "the question").await;
    stage.card().focus_scale().await;
    is_clean(stage, "the question with the focus in it").await;
    for score in [0, 7, 10] {
        stage.card().choose(score).await;
        is_clean(stage, &format!("{score} is selected")).await;
    }
    stage.card().write("Some words").await;
    is_clean(stage, "a comment is written").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    is_clean(stage, "the thank-you").await;
}

#[tokio::test]
async fn forced_colors() {
    let stage = Stage::new().await;
    stage.browser.prefer("forced-colors", "active").await;
    stage.meet().await;
    stage.card().choose(7).await;
    checker::bring(&stage.browser).await;
    let found = check(&stage.browser, &RULES.map(Value::from)).await;
    assert_eq!(brief(&found["violations"]), [""; 0]);
    // Of these colours the checker knows nothing: text is the system's, on the system's surface.
    for part in [".send", ".face", "textarea"] {
        let text = stage.card().style(part, "color").await;
        let surface = stage.card().style(part, "background-color").await;
        assert_eq!((&*text, &*surface), ("rgb(0, 0, 0)", "rgb(255, 255, 255)"), "{part}");
    }
    // The selected score has colours of its own, those of selected text.
    let selected = "input:checked + .face";
    assert_eq!(stage.card().style(selected, "color").await, "rgb(255, 255, 255)");
    assert_ne!(stage.card().style(selected, "background-color").await, "rgb(255, 255, 255)");
}

#[tokio::test]
async fn the_demo_shop_in_both_themes() {
    for scheme in ["light", "dark"] {
        let stage = Stage::new().await;
        stage.browser.prefer("prefers-color-scheme", scheme).await;
        stage.browser.goto(&format!("{}/demo/", stage.door.origin())).await;
        stage.card().stands().await;
        every_state(&stage).await;
    }
}
