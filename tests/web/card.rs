//! The card's elements, and what it leaves in storage.

use leptos::prelude::*;
use outoften::widget::{exports, preview, state};
use outoften_core::survey::Survey;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::page::{all, clean, faded, has, hosts, next_task, one, storage};

/// Nobody listens there; what is sent stays in the outbox.
const NOWHERE: &str = "http://127.0.0.1:9/v1/responses";

fn survey() -> Value {
    let texts: Value = serde_json::from_str(include_str!("../../www/texts/en.json")).unwrap();
    json!({"id": "card", "brand": {"name": "Acme"}, "texts": {"en": texts}})
}

/// Calls for the card, which comes in three tasks; whether one stands then.
async fn open(document: &Value, asked: bool) -> bool {
    let parse = |value: &Value| js_sys::JSON::parse(&value.to_string()).unwrap();
    let tag = json!({"wanted": ["en"], "endpoint": NOWHERE, "asked": asked});
    exports::open(parse(document), parse(&tag));
    // Each of these is set after the task before it and fires after it.
    for _ in 0..3 {
        next_task().await;
    }
    !hosts().is_empty()
}

#[wasm_bindgen_test]
async fn the_question_has_eleven_radios_from_0_to_10() {
    clean();
    assert!(open(&survey(), false).await);
    let radios: Vec<HtmlInputElement> =
        all("input[type=radio]").into_iter().map(JsCast::unchecked_into).collect();
    let values: Vec<_> = radios.iter().map(HtmlInputElement::value).collect();
    assert_eq!(values, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    assert!(radios.iter().all(|radio| radio.name() == radios[0].name() && !radio.checked()));
    let question = one("[role=radiogroup]").get_attribute("aria-labelledby").unwrap();
    let question = one(&format!("#{question}"));
    assert!(question.text_content().unwrap().contains("recommend"));
    assert_eq!(one("[role=dialog]").get_attribute("aria-modal"), None);
    assert!(!has("textarea") && !has(".send"), "nothing to send before a score");
    assert_eq!(all(".quiet").len(), 2);
}

#[wasm_bindgen_test]
async fn a_score_brings_the_comment_and_another_class_another_question() {
    clean();
    assert!(open(&survey(), false).await);
    let mut asked = Vec::new();
    for (score, class) in [(0, "detractor"), (6, "detractor"), (7, "passive"), (10, "promoter")] {
        one(&format!("input[value=\"{score}\"]")).click();
        next_task().await;
        let why = one(".why label span").text_content().unwrap();
        asked.push((class, why));
    }
    assert_eq!(asked[0].1, asked[1].1);
    assert!(asked[1].1 != asked[2].1 && asked[2].1 != asked[3].1, "{asked:?}");
    assert!(has("textarea") && has(".send") && !has(".quiet"));
    one(".close").click();
    faded().await;
}

#[wasm_bindgen_test]
async fn sending_thanks_and_keeps_the_answer_until_it_is_delivered() {
    clean();
    assert!(open(&survey(), false).await);
    one("input[value=\"0\"]").click();
    next_task().await;
    one(".send").click();
    next_task().await;
    assert!(one(".thanks").text_content().unwrap().contains("Acme"));
    let kept = storage().get_item("oot:outbox").unwrap().unwrap();
    let body: Value = serde_json::from_str(kept.splitn(4, ' ').nth(3).unwrap()).unwrap();
    assert_eq!(
        (&body["score"], &body["rev"], &body["survey"]),
        (&json!(0), &json!(1), &json!("card"))
    );
    let ledger = storage().get_item("oot:ledger").unwrap().unwrap();
    let kinds: Vec<_> = ledger.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(kinds, ["shown", "answered"]);
}

#[wasm_bindgen_test]
async fn what_was_shown_is_not_shown_again_unless_it_is_called_for() {
    clean();
    assert!(open(&survey(), false).await);
    assert!(open(&survey(), false).await && hosts().len() == 1);
    exports::close(false);
    faded().await;
    assert!(!open(&survey(), false).await);
    assert_eq!(hosts().len(), 0);
    let mark = storage().get_item("oot:due:card").unwrap().unwrap();
    let (written, due) = mark.split_once(' ').unwrap();
    let days = (due.parse::<f64>().unwrap() - written.parse::<f64>().unwrap()) / 86_400_000.0;
    assert!((180.9..184.1).contains(&days), "six months are not {days} days");
    assert!(open(&survey(), true).await);
}

#[wasm_bindgen_test]
async fn a_document_that_cannot_be_read_shows_nothing_and_keeps_nothing() {
    clean();
    for spoiled in [
        json!(null),
        json!([]),
        json!({}),
        json!({"id": "card", "colour": "red"}),
        json!({"id": "card", "brand": {"color": "red"}}),
        json!({"id": "card", "triggers": {"delay_ms": -1}}),
    ] {
        assert!(!open(&spoiled, true).await, "{spoiled}");
    }
    assert_eq!(hosts().len(), 0);
    assert_eq!(storage().length().unwrap(), 0);
}

#[wasm_bindgen_test]
async fn an_inline_card_without_its_place_is_no_display() {
    clean();
    let mut document = survey();
    document["display"] = json!({"mode": "inline", "target": "#nowhere"});
    assert!(!open(&document, false).await);
    document["display"] = json!({"mode": "inline", "target": "not [a selector"});
    assert!(!open(&document, false).await);
    assert_eq!(hosts().len(), 0);
    assert_eq!(storage().get_item("oot:ledger").unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_damaged_ledger_costs_only_its_damaged_lines() {
    clean();
    storage().set_item("oot:ledger", "\u{0}nonsense\nanswered x y z\n{}").unwrap();
    assert!(open(&survey(), false).await);
    let ledger = storage().get_item("oot:ledger").unwrap().unwrap();
    assert!(ledger.starts_with("shown ") && ledger.lines().count() == 1, "{ledger:?}");
}

#[wasm_bindgen_test]
async fn the_studios_preview_is_the_same_card_without_any_memory() {
    clean();
    let document = web_sys::window().unwrap().document().unwrap();
    let frame = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&frame).unwrap();
    let survey = Survey::read(&survey()).unwrap();
    let card = ArcRwSignal::new(state::Card::default());
    let window = web_sys::window().unwrap().into();
    let page = preview::Page { window: &window, into: &frame };
    let shown = preview::show(&page, &survey, &["en"], &card, |_| ()).unwrap();
    assert_eq!(all("input[type=radio]").len(), 11);
    one("input[value=\"9\"]").click();
    next_task().await;
    assert_eq!(card.with_untracked(|card| card.score.map(|score| score.get())), Some(9));
    // The Studio sets the card back, and the elements follow with the next thing that happens.
    card.set(state::Card::default());
    one(".close").focus().unwrap();
    one("input[value=\"8\"]").click();
    next_task().await;
    assert_eq!(card.with_untracked(|card| card.score.map(|score| score.get())), Some(8));
    assert_eq!(all("input:checked").len(), 1);
    one(".send").click();
    next_task().await;
    assert!(has(".thanks"));
    assert_eq!(storage().length().unwrap(), 0);
    drop(shown);
    assert_eq!(hosts().len(), 0);
    frame.remove();
}

#[wasm_bindgen_test]
async fn a_hundred_cards_leave_nothing_behind() {
    clean();
    let memory = || -> f64 {
        let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
        js_sys::Reflect::get(&memory.buffer(), &"byteLength".into()).unwrap().as_f64().unwrap()
    };
    let children = || {
        js_sys::Reflect::get(
            &web_sys::window().unwrap().document().unwrap().document_element().unwrap(),
            &"childElementCount".into(),
        )
        .unwrap()
    };
    open(&survey(), true).await;
    exports::close(false);
    faded().await;
    let (before, elements) = (memory(), children());
    for _ in 0..100 {
        assert!(open(&survey(), true).await);
        one("input[value=\"3\"]").click();
        exports::close(false);
        next_task().await;
        storage().remove_item("oot:outbox").unwrap();
    }
    faded().await;
    assert_eq!(children(), elements);
    assert!(memory() - before <= 4.0 * 1024.0 * 1024.0, "{} bytes more", memory() - before);
}
