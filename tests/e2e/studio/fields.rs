//! What can be set on the Design page ends in the document as the collector reads it.

use serde_json::{Value, json};

use crate::harness::Desk;

/// The document as a file has it.
async fn exported(desk: &Desk) -> Value {
    desk.press("export").await;
    serde_json::from_slice(&desk.saved().await.1).unwrap()
}

#[tokio::test]
async fn reasons_contact_and_links_are_set() {
    let desk = Desk::at("#/design").await;
    desk.press("field-drivers").await;
    desk.browser.until("document.getElementById('reason-3')").await;
    desk.put("reason-1", "Cost").await;
    desk.press("add-reason").await;
    desk.browser.until("document.getElementById('reason-4')").await;
    desk.put("reason-id-4", "Opening Hours").await;
    desk.press("drivers.classes-passive").await;
    desk.press("field-contact").await;
    desk.put("ending-label-promoter", "Tell a friend").await;
    desk.put("ending-promoter", "https://acme.example/friends").await;
    let document = exported(&desk).await;
    let options = document["drivers"]["options"].as_array().unwrap();
    assert_eq!(options.len(), 5);
    assert_eq!(options[1]["labels"]["en"], "Cost");
    assert_eq!(options[1]["labels"]["es"], "Precio");
    assert_eq!(options[4]["id"], "opening-hours");
    assert_eq!(document["drivers"]["classes"], json!(["detractor", "promoter"]));
    assert_eq!(document["contact"]["classes"], json!(["detractor"]));
    let link = &document["endings"]["promoter"]["link"];
    assert_eq!(link["address"], "https://acme.example/friends");
    desk.collector.put(&document).await;
}

#[tokio::test]
async fn moment_audience_and_privacy_are_set() {
    let desk = Desk::at("#/design").await;
    for (field, value) in [
        ("triggers.page_views", "3"),
        ("triggers.site_ms", "40"),
        ("triggers.event", "order-paid"),
        ("triggers.visible", "#reviews"),
        ("triggers.include", "/account/*\n\n/shop/*"),
        ("sampling.percent", "25"),
    ] {
        desk.put(&format!("field-{field}"), value).await;
    }
    desk.press("field-privacy.consent").await;
    desk.press("field-privacy.cookie").await;
    desk.press("add-condition").await;
    desk.browser.until("document.getElementById('trait-value-0')").await;
    desk.put("trait-0", "plan").await;
    desk.put("trait-value-0", "pro, team").await;
    let document = exported(&desk).await;
    let triggers = &document["triggers"];
    assert_eq!((&triggers["page_views"], &triggers["site_ms"]), (&json!(3), &json!(40_000)));
    assert_eq!(triggers["include"], json!(["/account/*", "/shop/*"]));
    assert_eq!(
        (&triggers["event"], &triggers["visible"]),
        (&json!("order-paid"), &json!("#reviews"))
    );
    assert_eq!(document["sampling"]["percent"], 25);
    assert_eq!(document["privacy"], json!({"consent": "required", "cookie": true}));
    assert_eq!(document["targeting"], json!([{"trait": "plan", "is": ["pro", "team"]}]));
    desk.collector.put(&document).await;
}

#[tokio::test]
async fn every_template_makes_a_document_that_the_collector_takes() {
    let desk = Desk::at("#/design").await;
    let mut metrics = Vec::new();
    for template in 0..7 {
        desk.press(&format!("template-{template}")).await;
        let document = exported(&desk).await;
        metrics.push(document["metric"].as_str().unwrap_or("nps").to_owned());
        desk.collector.put(&document).await;
    }
    assert_eq!(metrics, ["nps", "nps", "nps", "nps", "ces2", "csat", "fxf"]);
}

#[tokio::test]
async fn wordings_are_written_side_by_side() {
    let desk = Desk::at("#/wording").await;
    desk.put("sheet-send-es", "Mandar").await;
    let document = desk.kept().await;
    assert_eq!(document["texts"]["es"]["send"], "Mandar");
    desk.put("add-column", "pt-BR").await;
    desk.browser.until("document.getElementById('sheet-send-pt-BR')").await;
    desk.put("sheet-send-es", "").await;
    assert_eq!(desk.kept().await["texts"]["es"]["send"], Value::Null);
}

#[tokio::test]
async fn languages_have_names_that_tell_them_apart() {
    let desk = Desk::at("#/design").await;
    let names = desk
        .browser
        .run("return [...document.getElementById('visitor-language').options].map(o => o.text)")
        .await;
    let names: Vec<&str> = names.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let mut unique = names.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), names.len());
    for tag in ["bn", "ca", "ms", "sw", "ta", "pt-BR", "zh-TW"] {
        let found = names.iter().find(|name| name.ends_with(&format!("· {tag}")));
        assert!(found.is_some_and(|name| name.len() > tag.len() + 5), "{tag}: {names:?}");
    }
}

#[tokio::test]
async fn an_unfinished_value_is_marked_and_does_not_cost_the_design() {
    let desk = Desk::at("#/design").await;
    desk.put("field-brand.name", "Thistle").await;
    desk.put("field-brand.color", "#12").await;
    desk.browser.until("!document.getElementById('flaw-brand.color').hidden").await;
    desk.open("#/design").await;
    assert_eq!(desk.value("field-brand.name").await, "Thistle");
}

#[tokio::test]
async fn a_logo_that_is_too_large_is_refused_and_a_small_one_travels_along() {
    let desk = Desk::at("#/design").await;
    desk.choose_file("logo-file", "l.png", "image/png", &[0; 15_000]).await;
    desk.browser.until("document.getElementById('notice')?.textContent.includes('14 KB')").await;
    desk.choose_file(
        "logo-file",
        "l.svg",
        "image/svg+xml",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    )
    .await;
    desk.browser
        .until("document.getElementById('field-brand.logo').value.startsWith('data:image/svg')")
        .await;
}
