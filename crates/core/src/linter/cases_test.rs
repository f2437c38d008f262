//! Each rule with documents that it is about and, beside each, the nearest that it is not about.

use serde_json::{Value, json};

use super::*;

#[path = "cases_words_test.rs"]
mod words;

use words::{look, text, wording};

/// What a document adds to `{"id": "acme", "brand": {"name": "Acme"}}`, for a hit and a near miss.
fn cases() -> Vec<(Rule, Value, Value)> {
    [wording(), look(), reach(), pages(), followups()].concat()
}

fn reach() -> Vec<(Rule, Value, Value)> {
    use Rule::*;
    let percent = |percent: u8| json!({"sampling": {"percent": percent}});
    let whom = |conditions: Value| json!({"targeting": conditions});
    vec![
        (NobodyAsked, percent(0), percent(1)),
        (
            NobodyAsked,
            whom(json!([{"trait": "age", "at_least": 9}, {"trait": "age", "at_most": 8}])),
            whom(json!([{"trait": "age", "at_least": 8}, {"trait": "age", "at_most": 8}])),
        ),
        (
            NobodyAsked,
            whom(json!([{"trait": "plan", "is": ["pro"]}, {"trait": "plan", "not": ["pro"]}])),
            whom(
                json!([{"trait": "plan", "is": ["pro", "team"]}, {"trait": "plan", "not": ["pro"]}]),
            ),
        ),
        (
            HappyOnly,
            whom(json!([{"trait": "lastNpsScore", "at_least": 9}])),
            whom(json!([{"trait": "credit_score", "at_least": 9}])),
        ),
        (
            HappyOnly,
            whom(json!([{"trait": "open_tickets", "at_most": 0}])),
            whom(json!([{"trait": "open_tickets", "at_least": 1}])),
        ),
        (
            HappyOnly,
            whom(json!([{"trait": "class", "is": ["promoter"]}])),
            whom(json!([{"trait": "class", "is": ["promoter", "detractor"]}])),
        ),
        (
            HappyOnly,
            whom(json!([{"trait": "group", "not": ["Quejas"]}])),
            whom(json!([{"trait": "group", "not": ["staff"]}])),
        ),
        (
            HappyOnly,
            whom(json!([{"trait": "клиент", "is": ["задоволен"]}])),
            whom(json!([{"trait": "клиент", "is": ["нов"]}])),
        ),
    ]
}

fn pages() -> Vec<(Rule, Value, Value)> {
    use Rule::*;
    let include = |pattern: &str| json!({"triggers": {"include": [pattern]}});
    vec![
        (NoPageFits, include("shop/*"), include("/shop/*")),
        (NoPageFits, include("https://a.example/cart"), include("*/cart")),
        (
            NoPageFits,
            json!({"triggers": {"exclude": ["/pay?step=2"]}}),
            json!({"triggers": {"exclude": ["regex:/pay\\?step=2"]}}),
        ),
        (
            NoPageFits,
            json!({"triggers": {"include": ["/shop/a"], "exclude": ["/shop/*"]}}),
            json!({"triggers": {"include": ["/shop/*"], "exclude": ["/shop/a"]}}),
        ),
        (BrokenPattern, include("regex:^/shop/(a|b"), include("regex:^/shop/(a|b)")),
    ]
}

fn followups() -> Vec<(Rule, Value, Value)> {
    use Rule::*;
    let drivers = |labels: Value, classes: Value| {
        json!({"classes": classes, "options": [
        {"id": "price", "labels": labels}, {"id": "speed", "labels": {"en": "Speed"}}]})
    };
    let short = json!({"en": "Price"});
    let all = json!(["detractor", "passive", "promoter"]);
    let link = |address: &str| json!({"link": {"address": address, "labels": {"en": "Look"}}});
    let (site, shop) = ("https://www.trustpilot.com/review/acme.example", "/shop");
    vec![
        (
            ReviewGating,
            json!({"endings": {"promoter": link(shop)}}),
            json!({"endings": {"detractor": link(shop)}}),
        ),
        (
            ReviewGating,
            json!({"endings": {"promoter": link(site), "detractor": link(shop)}}),
            json!({"endings": {"promoter": link(site), "detractor": link(site)}}),
        ),
        (
            TooManyQuestions,
            json!({"drivers": drivers(short.clone(), all.clone()), "contact": {"classes": ["detractor"]}}),
            json!({"drivers": drivers(short.clone(), json!(["promoter"])), "contact": {"classes": ["detractor"]}}),
        ),
        (
            ContactForAll,
            json!({"contact": {"classes": all}}),
            json!({"contact": {"classes": ["detractor", "passive"]}}),
        ),
        (
            Untranslated,
            json!({"drivers": drivers(json!({"en": "Price", "es": "Precio"}), all.clone())}),
            json!({"drivers": drivers(json!({"en": "Price"}), all.clone())}),
        ),
        (
            Untranslated,
            json!({"locale": "mk", "drivers": drivers(short.clone(), all.clone())}),
            json!({"locale": "en-GB", "drivers": drivers(short, all.clone())}),
        ),
        (
            TooLong,
            json!({"drivers": drivers(json!({"en": "x".repeat(41)}), all.clone())}),
            json!({"drivers": drivers(json!({"en": "x".repeat(40)}), all)}),
        ),
    ]
}

fn document(added: &Value) -> Survey {
    let mut document = json!({"id": "acme", "brand": {"name": "Acme"}});
    for (name, value) in added.as_object().unwrap() {
        document[name] = value.clone();
    }
    Survey::read(&document).unwrap_or_else(|error| panic!("{error}: {document}"))
}

fn ready(tag: &str) -> Option<Texts> {
    let file = match tag {
        "en" => include_str!("../../../../www/texts/en.json"),
        "es" => include_str!("../../../../www/texts/es.json"),
        "mk" => include_str!("../../../../www/texts/mk.json"),
        _ => return None,
    };
    let json: Value = serde_json::from_str(file).unwrap();
    Survey::read_texts(&json).ok()
}

#[test]
fn every_rule_knows_what_it_is_about_from_what_is_nearest_to_it() {
    for (rule, hit, miss) in cases() {
        let found = lint(&document(&hit), ready);
        assert!(found.iter().any(|finding| finding.rule == rule), "{rule:?} is not found in {hit}");
        let found = lint(&document(&miss), ready);
        assert!(found.iter().all(|finding| finding.rule != rule), "{found:?} in {miss}");
    }
}

#[test]
fn every_rule_has_a_case_and_its_own_words() {
    let cases = cases();
    for rule in Rule::ALL {
        assert!(cases.iter().any(|(known, ..)| known == rule), "{rule:?} has no case");
        let alike = Rule::ALL.iter().filter(|other| other.sentence() == rule.sentence());
        assert_eq!(alike.count(), 1, "{rule:?}");
    }
}

#[test]
fn every_remedy_repairs_and_leaves_a_document_that_is_read() {
    let mut repaired = 0;
    for (rule, hit, _) in cases() {
        let mut survey = document(&hit);
        let found = lint(&survey, ready).into_iter().find(|finding| finding.rule == rule).unwrap();
        let Some(remedy) = found.remedy else { continue };
        remedy.apply(&mut survey);
        repaired += 1;
        let left = lint(&survey, ready);
        assert!(left.iter().all(|finding| finding.rule != rule), "{remedy:?} leaves {left:?}");
        let json = serde_json::to_value(&survey).unwrap();
        assert_eq!(Survey::read(&json).as_ref(), Ok(&survey), "{remedy:?}");
    }
    assert!(repaired >= 25, "only {repaired} remedies were tried");
}

#[test]
fn a_finding_names_its_place() {
    for (added, field) in [
        (json!({"targeting": [{"trait": "nps", "at_least": 9}]}), "targeting.0"),
        (json!({"triggers": {"include": ["/a", "b"]}}), "triggers.include.1"),
        (json!({"metric": "csat"}), "touchpoint"),
        (text("en", "score", "?"), "texts.en.score"),
    ] {
        let found = lint(&document(&added), ready);
        assert_eq!(found.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), [field]);
    }
}
