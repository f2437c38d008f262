//! Whether everybody can see and hit it: wider text, fingers, the ring of the focus.

use serde_json::json;

use crate::harness::{Stage, element};

/// Rules that a visitor may set for the spacing of all text (WCAG 1.4.12), and text twice as large.
const WIDER: &str = "const sheet = new CSSStyleSheet(); sheet.replaceSync('* { line-height: 1.5 !important; \
    letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }'); \
    const root = document.querySelector('out-of-ten').shadowRoot; \
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]";

#[tokio::test]
async fn wider_text_is_neither_cut_off_nor_covered() {
    let stage = Stage::new().await;
    stage.browser.resize(320, 900).await;
    stage.meet().await;
    stage.card().choose(10).await;
    stage.browser.run(WIDER).await;
    let cut = format!(
        "return [...{ROOT}.querySelectorAll('p:not(.said), span, label, button, .face')]\
         .filter((element) => element.scrollWidth > element.clientWidth + 1 && \
         getComputedStyle(element).display !== 'inline').map((element) => element.outerHTML)",
        ROOT = crate::harness::ROOT
    );
    assert_eq!(stage.browser.run(&cut).await, json!([]));
    let reach = format!(
        "const card = {}; return card.scrollWidth <= card.clientWidth && \
         card.getBoundingClientRect().top >= 0",
        element(".card")
    );
    assert_eq!(stage.browser.run(&reach).await, true);
}

#[tokio::test]
async fn a_finger_finds_targets_of_44_px() {
    let stage = Stage::new().await;
    let touch = json!({"width": 375, "height": 667, "deviceScaleFactor": 2, "mobile": true});
    stage.browser.devtools("Emulation.setDeviceMetricsOverride", touch).await;
    stage.browser.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": true})).await;
    stage.meet().await;
    let targets = format!(
        "return [...{}.querySelectorAll('input, button')].map((target) => \
         target.getBoundingClientRect()).filter((at) => at.width < 43.5 || at.height < 43.5)\
         .map((at) => [at.width, at.height])",
        crate::harness::ROOT
    );
    assert_eq!(stage.browser.run(&targets).await, json!([]));
    stage.card().choose(5).await;
    assert_eq!(stage.browser.run(&targets).await, json!([]));
    // Smaller text would make some phones zoom into the page.
    assert_eq!(stage.card().style("textarea", "font-size").await, "16px");
}

#[tokio::test]
async fn the_focus_is_seen_on_everything_that_can_have_it() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().tab_into().await;
    stage.browser.press(&[fantoccini::key::Key::Space]).await;
    let ring = format!(
        "const at = {}.activeElement; const shown = at.type === 'radio' ? at.nextElementSibling : at; \
         const style = getComputedStyle(shown); return [at.localName + '.' + at.className, \
         style.outlineStyle, parseFloat(style.outlineWidth)]",
        crate::harness::ROOT
    );
    let mut seen = Vec::new();
    for _ in 0..4 {
        let found = stage.browser.run(&ring).await;
        assert_eq!((&found[1], found[2].as_f64() >= Some(2.0)), (&json!("solid"), true), "{found}");
        seen.push(found[0].as_str().unwrap().to_owned());
        stage.browser.press(&[fantoccini::key::Key::Tab]).await;
    }
    assert_eq!(seen, ["input.", "textarea.", "button.send", "button.close"]);
}
