//! What a collector accepts as an answer, and what it says otherwise.

use super::*;
use serde_json::{Value, json};

fn body() -> Value {
    json!({"v": 1, "survey": "acme", "id": "0192f0c1-aaaa", "rev": 1, "metric": "nps",
        "scale": "0-10", "score": 7, "comment": "fine", "done": true, "elapsed_ms": 1200, "lang": "en"})
}

fn error(field: &str, value: Value) -> String {
    let mut body = body();
    body[field] = value;
    Response::read(&body).unwrap_err().to_string()
}

#[test]
fn every_score_is_accepted_and_survives_the_round_trip() {
    for score in 0..=10 {
        let mut sent = body();
        sent["score"] = score.into();
        let response = Response::read(&sent).unwrap();
        let json: Value = serde_json::from_str(&response.to_json()).unwrap();
        assert_eq!(json, sent);
    }
}

#[test]
fn anything_else_is_no_score() {
    for bad in [json!(11), json!(-1), json!(7.5), json!("9"), Value::Null, json!(true), json!([9])]
    {
        assert_eq!(error("score", bad), "score must be a whole number from 0 to 10");
    }
    let mut without = body();
    without.as_object_mut().unwrap().remove("score");
    let error = Response::read(&without).unwrap_err();
    assert_eq!((error.code, error.field.as_str()), ("missing", "score"));
}

#[test]
fn a_comment_may_have_two_thousand_characters_of_any_size() {
    for sign in ["a", "é", "ж", "😀"] {
        let mut sent = body();
        sent["comment"] = sign.repeat(COMMENT_MAX_CHARS).into();
        assert!(Response::read(&sent).is_ok(), "{sign}");
        let message = error("comment", sign.repeat(COMMENT_MAX_CHARS + 1).into());
        assert_eq!(message, "comment must be a text of 0 to 2000 characters");
    }
}

#[test]
fn no_text_holds_the_character_that_no_database_keeps() {
    for field in ["comment", "segment", "touchpoint", "channel", "lang"] {
        let message = error(field, "a\0b".into());
        assert_eq!(message, format!("{field} must be a text without the character U+0000"));
    }
    assert!(error("drivers", json!(["a\0"])).starts_with("drivers must be a text without"));
}

#[test]
fn a_blank_comment_is_none() {
    let mut sent = body();
    sent["comment"] = "  \n ".into();
    assert_eq!(Response::read(&sent).unwrap().comment, None);
}

#[test]
fn unknown_fields_and_strange_names_are_refused() {
    assert!(error("email", json!("a@b.c")).starts_with("email is not a known field"));
    assert_eq!(error("survey", json!("Acme!")), "survey must be 1 to 64 of a-z, 0-9, - and _");
    assert_eq!(error("id", json!("short")), "id must be a text of 8 to 64 characters");
    assert_eq!(
        error("id", json!("0192 0c1<script>")),
        "id must be 8 to 64 of 0-9, a-z, A-Z, - and _"
    );
    assert_eq!(
        error("metric", json!("stars")),
        "metric must be one of \"nps\", \"ces1\", \"ces2\", \"csat\", \"fxf\""
    );
    assert_eq!(error("rev", json!(0)), "rev must be a whole number from 1 to 1000");
    assert!(Response::read(&json!([1])).is_err());
}

#[test]
fn a_revision_key_is_long_enough_to_be_no_guess() {
    let mut sent = body();
    sent["key"] = "Az09-_".repeat(4).into();
    let response = Response::read(&sent).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&response.to_json()).unwrap(), sent);
    assert_eq!(error("key", json!("a".repeat(15))), "key must be a text of 16 to 64 characters");
    assert_eq!(error("key", json!("a".repeat(65))), "key must be a text of 16 to 64 characters");
    let expected = "key must be 16 to 64 of 0-9, a-z, A-Z, - and _";
    assert_eq!(error("key", json!("0123456789 abcdef")), expected);
    sent["key"] = Value::Null;
    assert_eq!(Response::read(&sent).unwrap().key, None);
}

#[test]
fn each_metric_has_its_own_scale() {
    for (metric, scale, bad, expected) in [
        ("ces1", "1-5", 0, "score must be a whole number from 1 to 5"),
        ("ces2", "1-7", 8, "score must be a whole number from 1 to 7"),
        ("csat", "1-5", 6, "score must be a whole number from 1 to 5"),
        ("fxf", "0-10", 11, "score must be a whole number from 0 to 10"),
    ] {
        let mut sent = body();
        sent["metric"] = metric.into();
        sent["score"] = 5.into();
        sent.as_object_mut().unwrap().remove("scale");
        assert_eq!(Response::read(&sent).unwrap().scale, scale, "filled in");
        sent["scale"] = scale.into();
        assert!(Response::read(&sent).is_ok(), "{metric}");
        sent["score"] = bad.into();
        assert_eq!(Response::read(&sent).unwrap_err().to_string(), expected);
    }
    assert_eq!(error("scale", json!("1-5")), "scale must be that of the metric");
}

#[test]
fn reasons_are_ids() {
    let mut sent = body();
    sent["drivers"] = json!(["price", "delivery_2"]);
    let response = Response::read(&sent).unwrap();
    assert_eq!(response.drivers, ["price", "delivery_2"]);
    assert_eq!(serde_json::from_str::<Value>(&response.to_json()).unwrap(), sent);
    let many: Vec<_> = (0..13).map(|id| id.to_string()).collect();
    assert_eq!(error("drivers", json!(many)), "drivers must be a list of at most 12 ids");
    let bad = error("drivers", json!(["<b>"]));
    assert_eq!(bad, "drivers must be 1 to 40 of a-z, 0-9, - and _");
}

#[test]
fn an_address_counts_only_with_the_tick() {
    let mut sent = body();
    sent["contact"] = json!({"address": "ana@example.com", "agreed": true});
    let response = Response::read(&sent).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&response.to_json()).unwrap(), sent);
    for (contact, field) in [
        (json!({"address": "ana@example.com", "agreed": false}), "contact.agreed"),
        (json!({"address": "ana@example.com"}), "contact.agreed"),
        (json!({"agreed": true}), "contact.address"),
        (json!({"address": "ana", "agreed": true}), "contact.address"),
        (json!({"address": "a@b.c\nbcc: d@e.f", "agreed": true}), "contact.address"),
        (json!({"address": "a@b.example?bcc=d@e.f", "agreed": true}), "contact.address"),
        (json!({"address": "a@b.example?subject=x", "agreed": true}), "contact.address"),
        (json!({"address": "a&b@c.example", "agreed": true}), "contact.address"),
        (json!({"address": "a#b@c.example", "agreed": true}), "contact.address"),
        (json!({"address": "a@b%3Fbcc=d.example", "agreed": true}), "contact.address"),
        (json!("ana@example.com"), "contact"),
    ] {
        let mut sent = body();
        sent["contact"] = contact;
        assert_eq!(Response::read(&sent).unwrap_err().field, field, "{sent}");
    }
    sent["contact"] = Value::Null;
    assert_eq!(Response::read(&sent).unwrap().contact, None);
}

#[test]
fn an_address_holds_nothing_that_nobody_sees() {
    let format = [
        '\u{ad}',
        '\u{600}',
        '\u{605}',
        '\u{61c}',
        '\u{6dd}',
        '\u{70f}',
        '\u{890}',
        '\u{891}',
        '\u{8e2}',
        '\u{180e}',
        '\u{200b}',
        '\u{200c}',
        '\u{200d}',
        '\u{200e}',
        '\u{200f}',
        '\u{202a}',
        '\u{202e}',
        '\u{2060}',
        '\u{2064}',
        '\u{2066}',
        '\u{2069}',
        '\u{206f}',
        '\u{feff}',
        '\u{fff9}',
        '\u{fffb}',
        '\u{110bd}',
        '\u{110cd}',
        '\u{13430}',
        '\u{1343f}',
        '\u{1bca0}',
        '\u{1bca3}',
        '\u{1d173}',
        '\u{1d17a}',
        '\u{e0001}',
        '\u{e0020}',
        '\u{e007f}',
    ];
    let spaces = [
        '\u{85}', '\u{a0}', '\u{1680}', '\u{2000}', '\u{200a}', '\u{2028}', '\u{2029}', '\u{202f}',
        '\u{205f}', '\u{3000}',
    ];
    for sign in format.into_iter().chain(spaces) {
        for address in [format!("a{sign}na@example.com"), format!("ana@exam{sign}ple.com")] {
            assert!(!is_address(&address), "{}", address.escape_unicode());
        }
    }
    for good in ["ana@example.com", "Ана@пример.мк", "δοκιμή@παράδειγμα.example", "사람@예.example"]
    {
        assert!(is_address(good), "{good}");
    }
}
