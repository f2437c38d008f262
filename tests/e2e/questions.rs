//! What comes after the score: reasons, an address, the end.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::harness::{Stage, element, survey_with};

fn document() -> Value {
    let reason = |id: &str, label: &str| json!({"id": id, "labels": {"en": label}});
    survey_with(&json!({
        "drivers": {
            "options": [
                reason("price", "Price"),
                reason("speed", "<img src=x onerror=alert(1)>"),
                reason("help", "Help"),
            ],
            "classes": ["detractor", "passive"],
        },
        "contact": {"classes": ["detractor"]},
        "endings": {
            "detractor": {"link": {"address": "/help", "labels": {"en": "Get help now"}}},
        },
        "texts": {"en": {"thanks_detractor": "We are sorry.", "drivers": "<b>Why</b>, {brand}?"}},
    }))
}

#[tokio::test]
async fn reasons_are_ticked_and_sent_by_their_ids() {
    let stage = Stage::with(&document()).await;
    stage.meet().await;
    stage.card().choose(10).await;
    let drivers = format!("return !!{}", element(".drivers"));
    assert_eq!(stage.browser.run(&drivers).await, false, "not asked of promoters");
    stage.card().choose(7).await;
    assert_eq!(stage.card().text(".drivers legend").await, "<b>Why</b>, Acme?");
    let second = stage.card().text(".drivers .tick:nth-of-type(2)").await;
    assert_eq!(second, "<img src=x onerror=alert(1)>", "text stays text");
    stage.card().click("input[value=\"help\"]").await;
    stage.card().click("input[value=\"price\"]").await;
    stage.card().click("input[value=\"help\"]").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    let sent = stage.door.answers().pop().unwrap();
    assert_eq!((&sent["drivers"], &sent["contact"]), (&json!(["price"]), &Value::Null));
}

#[tokio::test]
async fn a_shuffled_list_has_all_reasons() {
    let mut survey = document();
    survey["drivers"]["shuffle"] = json!(true);
    let stage = Stage::with(&survey).await;
    stage.meet().await;
    stage.card().choose(0).await;
    let values = format!(
        "return [...{}.querySelectorAll('.drivers input')].map((input) => input.value).sort()",
        crate::harness::ROOT
    );
    assert_eq!(stage.browser.run(&values).await, json!(["help", "price", "speed"]));
}

#[tokio::test]
async fn an_address_by_keyboard_with_a_mistake_on_the_way() {
    let stage = Stage::with(&document()).await;
    stage.meet().await;
    stage.card().tab_into().await;
    stage.browser.press(&[Key::Space]).await;
    stage.card().has(".contact").await;
    let field = element(".address");
    assert_eq!(stage.browser.run(&format!("return {field}.value")).await, "", "never filled in");
    stage.browser.run(&format!("{field}.focus()")).await;
    stage.browser.type_text("ana@example.com").await;
    stage.browser.press(&[Key::Enter]).await;
    let state = format!(
        "const field = {field}; const line = {}; return [field.ariaInvalid ?? \
         field.getAttribute('aria-invalid'), field.getAttribute('aria-describedby') === line.id, \
         line.getAttribute('role'), line.textContent, {}.activeElement === field]",
        element(".wrong"),
        crate::harness::ROOT
    );
    let wrong = "Enter a valid e-mail address and tick the box, or clear both.";
    assert_eq!(stage.browser.run(&state).await, json!(["true", true, "alert", wrong, true]));
    assert!(stage.door.answers().is_empty(), "nothing is sent before it is put right");
    stage.browser.press(&[Key::Tab, Key::Space]).await;
    assert_eq!(stage.card().text(".wrong").await, "");
    stage.browser.press(&[Key::Tab]).await;
    assert_eq!(stage.card().focused().await, "button.send");
    stage.browser.press(&[Key::Enter]).await;
    stage.card().has(".thanks").await;
    let sent = stage.answers(1).await.pop().unwrap();
    assert_eq!(sent["contact"], json!({"address": "ana@example.com", "agreed": true}));
}

#[tokio::test]
async fn the_end_fits_the_class_and_has_at_most_one_link() {
    let stage = Stage::with(&document()).await;
    stage.meet().await;
    stage.card().answer(3).await;
    assert_eq!(stage.card().text(".thanks").await, "We are sorry.");
    let links = format!(
        "return [...{}.querySelectorAll('a')].map((link) => [link.textContent, \
         link.getAttribute('href'), link.target, link.rel])",
        crate::harness::ROOT
    );
    assert_eq!(
        stage.browser.run(&links).await,
        json!([["Get help now", "/help", "_blank", "noopener noreferrer"]])
    );
}
