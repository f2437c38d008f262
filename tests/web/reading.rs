//! The card and the collector read the same: each field, and each mistake.

use outoften::widget::js_value::JsNode;
use outoften_core::node::FieldError;
use outoften_core::survey::Survey;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::document::{at, full, ways};

/// Reads a document as the collector does and as the card does.
fn both(document: &Value) -> (Result<Survey, FieldError>, Result<Survey, FieldError>) {
    let foreign = js_sys::JSON::parse(&document.to_string()).unwrap();
    (Survey::read(document), Survey::read(JsNode(foreign)))
}

#[wasm_bindgen_test]
fn every_field_is_read_alike_and_none_has_its_default() {
    let (by_collector, by_card) = both(&full());
    let survey = by_collector.unwrap();
    assert_eq!(by_card.unwrap(), survey);

    let read = serde_json::to_value(&survey).unwrap();
    let default = serde_json::to_value(Survey::new("other")).unwrap();
    for way in ways(&default) {
        let known = at(&mut default.clone(), &way).clone();
        // The fields of objects are looked at one by one.
        let is_settled = known.is_object();
        let found = at(&mut read.clone(), &way).clone();
        assert!(is_settled || found != known, "{way:?} has its default in the test's document");
    }
}

#[wasm_bindgen_test]
fn a_document_without_anything_is_read_alike() {
    let (by_collector, by_card) = both(&json!({"id": "a"}));
    assert_eq!(by_card.unwrap(), by_collector.unwrap());
}

/// Values of every type, of which hardly one fits anywhere.
fn misfits() -> Vec<Value> {
    let mut misfits = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(-1),
        json!(0),
        json!(7.5),
        json!(70_000),
        json!(1e300),
        json!(""),
        json!("x"),
        json!("\u{1F375}".repeat(81)),
        json!("javascript:alert(1)"),
        json!([]),
        json!([1]),
        json!(["a"]),
        json!([[]]),
        json!({}),
        json!({"unknown": 1}),
        json!({"days": 1}),
        json!({"days": -1}),
        json!({"days": 1.5}),
        json!({"days": 1, "hours": 1}),
    ];
    misfits.push(json!("x".repeat(30_000)));
    misfits
}

#[wasm_bindgen_test]
fn every_mistake_in_every_field_is_found_alike() {
    let (mut refused, mut accepted) = (0, 0);
    for way in ways(&full()) {
        for misfit in misfits() {
            let mut document = full();
            *at(&mut document, &way) = misfit.clone();
            let (by_collector, by_card) = both(&document);
            assert_eq!(by_card, by_collector, "{way:?}: {misfit}");
            match by_card {
                Ok(_) => accepted += 1,
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > 1_000 && accepted > 50, "{refused} refused, {accepted} accepted");
}

#[wasm_bindgen_test]
fn an_unknown_field_is_found_alike_wherever_it_is() {
    for way in ways(&full()).into_iter().chain([Vec::new()]) {
        let mut document = full();
        let place = at(&mut document, &way);
        if !place.is_object() {
            continue;
        }
        place["surprise"] = json!(1);
        let (by_collector, by_card) = both(&document);
        let error = by_collector.unwrap_err();
        assert_eq!(by_card.unwrap_err(), error);
        assert!(error.field.contains("surprise") || error.code == "range", "{way:?}: {error:?}");
    }
}

#[wasm_bindgen_test]
fn what_only_javascript_has_is_no_document() {
    for source in [
        "undefined",
        "NaN",
        "Infinity",
        "(() => 1)",
        "Symbol('a')",
        "10n",
        "new Date(0)",
        "[]",
        "({id: 'a', channel: undefined})",
        "({id: 'a', triggers: {delay_ms: NaN}})",
        "({id: new String('a')})",
        "({get id() { throw new Error('no') }})",
        "new Proxy({}, {get() { throw new Error('no') }, ownKeys: () => ['id']})",
    ] {
        let value = js_sys::global();
        let made = js_sys::Reflect::get(&value, &"eval".into()).unwrap();
        let eval: js_sys::Function = made.into();
        let foreign = eval.call1(&wasm_bindgen::JsValue::NULL, &source.into()).unwrap();
        assert!(Survey::read(JsNode(foreign)).is_err(), "{source} is read as a document");
    }
}
