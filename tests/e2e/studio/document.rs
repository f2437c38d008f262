//! The document on the desk: changed, undone, kept, handed out, taken in, sent by link.

use serde_json::{Value, json};

use super::preview::PHONE;
use crate::harness::Desk;

const NAME: &str = "field-brand.name";

#[tokio::test]
async fn changes_are_undone_and_redone() {
    let desk = Desk::at("#/design").await;
    let first = desk.value(NAME).await;
    desk.put(NAME, "Thistle").await;
    desk.press("profile-yearly").await;
    for _ in 0..2 {
        desk.browser.click("document.getElementById('undo')").await;
    }
    desk.browser.until(&format!("document.getElementById('{NAME}').value === '{first}'")).await;
    assert_eq!(desk.browser.run("return document.getElementById('undo').disabled").await, true);
    desk.browser.click("document.getElementById('redo')").await;
    desk.browser.until(&format!("document.getElementById('{NAME}').value === 'Thistle'")).await;
}

#[tokio::test]
async fn a_design_is_there_again_after_a_visit_elsewhere() {
    let desk = Desk::at("#/design").await;
    desk.put(NAME, "Thistle & Fen").await;
    desk.browser.until("localStorage.getItem('oot:studio:draft')?.includes('Thistle')").await;
    desk.open("#/design").await;
    assert_eq!(desk.value(NAME).await, "Thistle & Fen");
    assert_eq!(desk.kept().await["brand"]["name"], "Thistle & Fen");
}

#[tokio::test]
async fn a_file_goes_out_and_comes_in_again() {
    let desk = Desk::at("#/design").await;
    desk.put(NAME, "Кафе „Ана“").await;
    desk.press("export").await;
    let (name, bytes) = desk.saved().await;
    assert_eq!(name, "survey.json");
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(document["brand"]["name"], "Кафе „Ана“");
    // What a file says is what the collector takes.
    desk.collector.put(&document).await;

    desk.put(NAME, "Another").await;
    desk.choose_file("import", "survey.json", "application/json", &bytes).await;
    desk.browser.until(&format!("document.getElementById('{NAME}').value.includes('Ана')")).await;
}

#[tokio::test]
async fn a_link_carries_the_whole_design() {
    let desk = Desk::at("#/design").await;
    desk.put(NAME, "Thistle").await;
    desk.press("share").await;
    let link = desk.copied().await;
    desk.browser.run("localStorage.clear()").await;
    desk.browser.goto("about:blank").await;
    desk.browser.goto(&link).await;
    desk.rests().await;
    assert_eq!(desk.value(NAME).await, "Thistle");
    assert_eq!(desk.browser.run("return location.hash").await, "#/design");
}

#[tokio::test]
async fn a_link_that_was_cut_short_leaves_the_own_design() {
    let desk = Desk::at("#/design").await;
    desk.put(NAME, "Mine").await;
    desk.press("share").await;
    let link = desk.copied().await;
    let cut = &link[..link.len() - 9];
    desk.browser.goto("about:blank").await;
    desk.browser.goto(cut).await;
    desk.rests().await;
    assert!(desk.text("#notice").await.contains("incomplete"), "{}", desk.text("#notice").await);
    assert_eq!(desk.value(NAME).await, "Mine");
}

#[tokio::test]
async fn the_card_on_the_stage_follows_the_document() {
    let desk = Desk::at("#/design").await;
    desk.put(NAME, "Thistle").await;
    let question = &format!("{PHONE}?.textContent");
    desk.browser.until(&format!("{question}?.includes('Thistle')")).await;
    desk.press("path-detractor").await;
    let chosen = &format!("{PHONE}?.querySelector('input:checked')");
    desk.browser.until(&format!("{chosen}?.value === '6'")).await;
}

#[tokio::test]
async fn a_finding_is_repaired_by_its_button() {
    let desk = Desk::at("#/design").await;
    desk.choose_file(
        "import",
        "survey.json",
        "application/json",
        json!({"id": "a", "brand": {"name": "A"}, "triggers": {"delay_ms": 0}})
            .to_string()
            .as_bytes(),
    )
    .await;
    desk.browser.until("document.querySelectorAll('#findings .button').length === 1").await;
    desk.browser.run("document.querySelector('#findings .where').click()").await;
    desk.browser.until("document.activeElement.id === 'field-triggers.delay_ms'").await;
    desk.browser.run("document.querySelector('#findings .button').click()").await;
    desk.browser.until("document.querySelectorAll('#findings .finding').length === 0").await;
    assert_ne!(desk.kept().await["triggers"]["delay_ms"], 0);
}
