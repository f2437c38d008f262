//! Keys that belong to an input method are its own, wherever it composes: Japanese, Chinese, Korean and
//! other languages are written so.

use serde_json::{Value, json};

use crate::framed;
use crate::harness::{ROOT, Stage, element, stays, survey_with};

/// Composes characters in what has the focus; an empty text ends it.
async fn compose(stage: &Stage, text: &str) {
    let end = text.chars().count();
    let parameters = json!({"text": text, "selectionStart": end, "selectionEnd": end});
    stage.browser.devtools("Input.imeSetComposition", parameters).await;
}

/// Takes what was composed.
async fn take(stage: &Stage, text: &str) {
    stage.browser.devtools("Input.insertText", json!({"text": text})).await;
}

/// Presses a key as a keyboard does while an input method is at work.
async fn press(stage: &Stage, key: &'static str, code: u32) {
    for kind in ["keyDown", "keyUp"] {
        let mut parameters = json!({
            "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code,
        });
        if key == "Enter" && kind == "keyDown" {
            parameters["text"] = json!("\r");
        }
        stage.browser.devtools("Input.dispatchKeyEvent", parameters).await;
    }
}

/// What an input method's key looks like where the browser has ended the composition before it.
fn late(target: &str, key: &str) -> String {
    format!(
        "{target}.dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', keyCode: 229, \
         bubbles: true, composed: true, cancelable: true}}))"
    )
}

async fn focus(stage: &Stage, selector: &str) {
    stage.browser.run(&format!("{}.focus()", element(selector))).await;
}

async fn value(stage: &Stage, selector: &str) -> String {
    let read = format!("return {}.value", element(selector));
    stage.browser.run(&read).await.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn escape_and_enter_while_composing_leave_card_and_words_alone() {
    for mode in ["popup", "modal"] {
        let all = json!(["detractor", "passive", "promoter"]);
        let more = json!({"display": {"mode": mode}, "contact": {"classes": all}});
        let stage = Stage::with(&survey_with(&more)).await;
        stage.meet().await;
        stage.card().choose(7).await;
        stage.answers(1).await;
        for field in ["textarea", "#oot-address"] {
            focus(&stage, field).await;
            compose(&stage, "にほん").await;
            press(&stage, "Escape", 27).await;
            press(&stage, "Enter", 13).await;
            for key in ["Escape", "Enter"] {
                stage.browser.run(&late(&element(field), key)).await;
            }
            stays("the card stands", 1, async || stage.card().visible().await).await;
            assert!(value(&stage, field).await.contains("にほん"), "{mode} {field}");
            take(&stage, "日本").await;
            assert_eq!(value(&stage, field).await, "日本", "{mode} {field}");
        }
        let open = format!("return {ROOT}.querySelector('dialog')?.open ?? null");
        let open = stage.browser.run(&open).await;
        assert_eq!(open, if mode == "modal" { json!(true) } else { Value::Null });
        assert_eq!(stage.door.answers().len(), 1, "{mode}: nothing was sent by these keys");
        // After it Escape is the card's again.
        press(&stage, "Escape", 27).await;
        stage.card().leaves().await;
    }
}

#[tokio::test]
async fn the_limit_cuts_no_composition_and_holds_after_it() {
    let stage = Stage::met().await;
    stage.card().choose(7).await;
    let full = "か".repeat(1_998);
    stage.card().write(&full).await;
    focus(&stage, "textarea").await;
    let end = format!("{}.setSelectionRange(1998, 1998)", element("textarea"));
    stage.browser.run(&end).await;
    compose(&stage, "にほんごの").await;
    assert_eq!(value(&stage, "textarea").await, format!("{full}にほんごの"));
    assert_eq!(stage.card().text(".left").await, "Characters left: 0");
    take(&stage, "日本語の").await;
    assert_eq!(value(&stage, "textarea").await, format!("{full}日本"));
    stage.card().click(".send").await;
    stage.delivered().await;
    let comment = stage.collector.rows("acme").await.remove(0).comment.unwrap();
    assert_eq!(comment, format!("{full}日本"));
}

#[tokio::test]
async fn the_form_in_a_frame_leaves_them_alone_too() {
    let stage = framed::stage(&json!({})).await;
    framed::meet(&stage).await;
    let choose = "document.querySelector('[value=\"7\"]').click(); \
                  document.querySelector('textarea').focus()";
    framed::inside(&stage, choose).await;
    let composing = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', \
                     {key: 'Escape', isComposing: true, bubbles: true}))";
    framed::inside(&stage, composing).await;
    framed::inside(&stage, &late("document.activeElement", "Escape")).await;
    stays("nothing happens", vec!["shown".to_owned()], async || framed::heard(&stage).await).await;
    let plain = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', \
                 {key: 'Escape', bubbles: true}))";
    framed::inside(&stage, plain).await;
    framed::leaves(&stage).await;
}

#[tokio::test]
async fn nor_does_the_panel_close() {
    let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
    stage.browser.goto(&stage.site.at("/?oot=why")).await;
    let panel = "document.querySelector('out-of-ten-why')";
    stage.browser.until(&format!("{panel}?.shadowRoot.querySelector('li')")).await;
    let section = format!("{panel}.shadowRoot.querySelector('section')");
    stage.browser.run(&late(&section, "Escape")).await;
    let composing = format!(
        "{section}.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Escape', isComposing: true}}))"
    );
    stage.browser.run(&composing).await;
    assert_eq!(stage.browser.run(&format!("return !!{panel}")).await, true);
    press(&stage, "Escape", 27).await;
    stage.browser.until(&format!("!{panel}")).await;
}
