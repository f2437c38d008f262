//! What a survey document may say, what it means when it says nothing, and its errors.

use super::*;
use crate::survey::{
    ContactRequest, Driver, Ending, Labels, Link, Mode, Position, Test, TextKey, Theme,
};
use serde_json::{Value, json};

fn error(document: Value) -> (String, String) {
    let error = Survey::read(&document).unwrap_err();
    (error.field.clone(), error.to_string())
}

fn ready(language: &str) -> Option<Texts> {
    let text = match language {
        "en" => {
            r#"{"question_relational": "Recommend {brand}?", "question_phase": "Phase?",
            "low": "no", "high": "yes", "score": "{score} of 10"}"#
        }
        "es" => r#"{"question_relational": "¿Recomiendas {brand}?", "low": "no", "high": "sí"}"#,
        _ => return None,
    };
    Survey::read_texts(&serde_json::from_str::<Value>(text).unwrap()).ok()
}

#[test]
fn the_shortest_document_has_every_default() {
    assert_eq!(Survey::read(&json!({"id": "acme"})), Ok(Survey::new("acme")));
}

#[test]
fn what_is_written_reads_back_the_same() {
    let mut survey = Survey::new("acme-2");
    survey.kind = Kind::Transactional;
    survey.touchpoint = Some("checkout".into());
    survey.locale = "mk".into();
    let mut texts = Texts::default();
    texts.set(TextKey::Low, "nada");
    survey.texts.set("pt-BR", texts);
    survey.brand.theme = Theme::Dark;
    survey.brand.logo = Some("/logo.svg".into());
    survey.display.mode = Mode::Inline;
    survey.display.position = Position::TopLeft;
    survey.triggers = crate::survey::Triggers {
        delay_ms: 0,
        scroll_percent: 50,
        exit_intent: true,
        event: Some("paid".into()),
        site_ms: 60_000,
        page_views: 3,
        visible: Some("#prices".into()),
        clicked: Some(".buy".into()),
        include: vec!["/shop/*".into()],
        exclude: vec!["/shop/pay".into()],
    };
    survey.targeting = vec![
        Condition { name: "plan".into(), test: Test::Is(vec!["pro".into()]) },
        Condition { name: "plan".into(), test: Test::Not(vec!["team".into()]) },
        Condition { name: "seats".into(), test: Test::AtLeast(2.5) },
        Condition { name: "seats".into(), test: Test::AtMost(9.0) },
    ];
    let labels = Labels::of(&[("en", "Price"), ("es", "Precio")]);
    survey.drivers = Some(Drivers {
        options: ["price", "speed"]
            .map(|id| Driver { id: id.into(), labels: labels.clone() })
            .into(),
        shuffle: true,
        classes: vec![Class::Detractor, Class::Passive],
    });
    survey.contact = Some(ContactRequest { classes: vec![Class::Promoter] });
    let link = Link { address: "/help?a=b".into(), labels };
    survey.endings.passive = Some(Ending { link: Some(link) });
    survey.brand.cover = Some("#abc".into());
    survey.brand.look = crate::survey::Look::Tinted;
    survey.privacy.cookie = true;
    survey.metric = Metric::Ces2;
    survey.sampling = crate::survey::Sampling { percent: 10, wave: "autumn".into() };
    survey.fatigue = Policy::of(crate::fatigue::Profile::Lenient);
    survey.endpoint = Some("https://example.org/answers".into());
    let json = serde_json::to_value(&survey).unwrap();
    assert_eq!(Survey::read(&json), Ok(survey));
}

#[test]
fn errors_name_the_path_and_what_is_accepted() {
    assert_eq!(error(json!([])).1, "document must be an object");
    assert_eq!(error(json!({})).1, "id is missing: give a text of 1 to 64 characters");
    for (document, field) in [
        (json!({"id": "A"}), "id"),
        (json!({"id": "a", "metric": "stars"}), "metric"),
        (json!({"id": "a", "colour": "#fff"}), "colour"),
        (json!({"id": "a", "brand": {"color": "red"}}), "brand.color"),
        (json!({"id": "a", "brand": {"logo": "javascript:alert(1)"}}), "brand.logo"),
        (json!({"id": "a", "brand": {"radius_px": 33}}), "brand.radius_px"),
        (json!({"id": "a", "texts": {"en": {"lowest": "x"}}}), "texts.en.lowest"),
        (json!({"id": "a", "texts": {"english": {}}}), "texts.english"),
        (json!({"id": "a", "texts": {"en": {"low": ""}}}), "texts.en.low"),
        (json!({"id": "a", "triggers": {"delay_ms": 0.5}}), "triggers.delay_ms"),
        (
            json!({"id": "a", "fatigue": {"cooldown": {"shown": {"weeks": 2}}}}),
            "fatigue.cooldown.shown",
        ),
        (json!({"id": "a", "fatigue": {"cooldown": {"shown": {}}}}), "fatigue.cooldown.shown"),
        (json!({"id": "a", "fatigue": {"cap": {"max": 0}}}), "fatigue.cap.max"),
        (json!({"id": "a", "display": {"mode": "slide"}}), "display.mode"),
        (json!({"id": "a", "brand": {"cover": "blue"}}), "brand.cover"),
        (json!({"id": "a", "brand": {"look": "loud"}}), "brand.look"),
        (json!({"id": "a", "brand": {"name": "a".repeat(10_000)}}), "brand.name"),
        (json!({"id": "a", "triggers": {"page_views": 1001}}), "triggers.page_views"),
        (json!({"id": "a", "privacy": {"cookie": 1}}), "privacy.cookie"),
        (json!({"id": "a", "privacy": {"consent": true}}), "privacy.consent"),
    ] {
        assert_eq!(error(document.clone()).0, field, "{document}");
    }
    let (_, message) = error(json!({"id": "a", "triggers": {"delay_ms": -1}}));
    assert_eq!(message, "triggers.delay_ms must be a whole number from 0 to 3600000");
}

#[test]
fn errors_of_lists_name_the_element() {
    let option = json!({"id": "price", "labels": {"en": "Price"}});
    let drivers = |options: Value| json!({"id": "a", "drivers": {"options": options}});
    let link = |address: &str| {
        let link = json!({"address": address, "labels": {"en": "Go"}});
        json!({"id": "a", "endings": {"passive": {"link": link}}})
    };
    for (document, field) in [
        (json!({"id": "a", "drivers": {}}), "drivers.options"),
        (json!({"id": "a", "drivers": []}), "drivers"),
        (drivers(json!([option])), "drivers.options"),
        (drivers(json!([option, option])), "drivers.options.1.id"),
        (drivers(json!([option, {"id": "Two", "labels": {"en": "x"}}])), "drivers.options.1.id"),
        (drivers(json!([option, {"id": "two", "labels": {}}])), "drivers.options.1.labels"),
        (drivers(json!([option, {"id": "two"}])), "drivers.options.1.labels"),
        (
            drivers(json!([{"id": "a", "labels": {"en": ""}}, option])),
            "drivers.options.0.labels.en",
        ),
        (json!({"id": "a", "contact": {"classes": []}}), "contact.classes"),
        (json!({"id": "a", "contact": {"classes": ["happy"]}}), "contact.classes"),
        (json!({"id": "a", "endings": {"happy": {}}}), "endings.happy"),
        (link("javascript:alert(1)"), "endings.passive.link.address"),
        (link("//evil.example"), "endings.passive.link.address"),
        (link("/\\evil.example"), "endings.passive.link.address"),
        (link("/\t/evil.example"), "endings.passive.link.address"),
        (json!({"id": "a", "targeting": {}}), "targeting"),
        (json!({"id": "a", "targeting": [{"is": ["x"]}]}), "targeting.0.trait"),
        (json!({"id": "a", "targeting": [{"trait": "plan"}]}), "targeting.0"),
        (
            json!({"id": "a", "targeting": [{"trait": "p", "is": ["x"], "at_most": 1}]}),
            "targeting.0",
        ),
        (json!({"id": "a", "targeting": [{"trait": "p", "is": [1]}]}), "targeting.0.is"),
    ] {
        assert_eq!(error(document.clone()).0, field, "{document}");
    }
}

#[test]
fn a_visitor_gets_the_labels_of_one_language_and_the_texts_of_one_metric() {
    let document = json!({"id": "acme", "metric": "csat", "locale": "en",
        "drivers": {"options": [
            {"id": "price", "labels": {"en": "Price", "es": "Precio"}},
            {"id": "speed", "labels": {"mk": "Брзина", "en": "Speed"}},
        ]},
        "endings": {"promoter": {"link": {"address": "/news", "labels": {"en": "News"}}}}});
    let survey = Survey::read(&document).unwrap();
    let ready = |_: &str| {
        let texts = TextKey::ALL.iter().map(|key| (key.name(), key.name())).collect::<Vec<_>>();
        let texts: serde_json::Map<_, _> =
            texts.into_iter().map(|(key, text)| (key.to_owned(), text.into())).collect();
        Survey::read_texts(&Value::Object(texts)).ok()
    };
    let served = survey.completed_for(&["es-MX"], &["es", "en"], ready);
    let json = serde_json::to_value(&served).unwrap();
    let labels = |index: usize| json["drivers"]["options"][index]["labels"].clone();
    assert_eq!((labels(0), labels(1)), (json!({"es": "Precio"}), json!({"es": "Speed"})));
    let link = &json["endings"]["promoter"]["link"];
    assert_eq!(link["labels"], json!({"es": "News"}));
    let texts = json["texts"]["es"].as_object().unwrap();
    for absent in ["question_relational", "low", "why_passive", "contact", "button", "low_ces2"] {
        assert!(!texts.contains_key(absent), "{absent}");
    }
    let wording = served.wording(&[]);
    assert_eq!(wording.question(), "question_csat");
    assert_eq!(wording.why(Class::Passive), "why_middle");
    assert_eq!(wording.get(TextKey::Low), "low_csat");
    assert_eq!(wording.thanks(Class::Detractor), "thanks_detractor");
}

#[test]
fn a_scale_is_spoken_with_its_own_top() {
    let document = json!({"id": "a", "metric": "csat",
        "texts": {"en": {"score": "{score} of {top}", "low_csat": "bad", "low": "no"}}});
    let wording = Survey::read(&document).unwrap().wording(&["en"]);
    let spoken = |value| wording.spoken(crate::Score::new(value).unwrap());
    assert_eq!((spoken(1).as_str(), spoken(5).as_str()), ("1 of 5, bad", "5 of 5"));
}

#[test]
fn a_visitor_gets_one_language_completed_with_ready_words() {
    let mut survey = Survey::new("acme");
    survey.brand.name = "Acme".into();
    let mut own = Texts::default();
    own.set(TextKey::Low, "para nada");
    survey.texts.set("es", own);
    let served = survey.completed_for(&["es-MX"], &["en", "es"], ready);
    assert_eq!(served.texts.tags().collect::<Vec<_>>(), ["es"]);
    let wording = served.wording(&[]);
    assert_eq!(wording.question(), "¿Recomiendas Acme?");
    assert_eq!(wording.get(TextKey::Low), "para nada");
    let unknown = survey.completed_for(&["xx"], &["en", "es"], ready);
    assert_eq!(unknown.locale, "en");
    assert!(unknown.texts.get("en").unwrap().get(TextKey::QuestionPhase).is_none());
}

#[test]
fn a_brand_that_looks_like_a_placeholder_stays_text() {
    let mut survey = Survey::new("acme");
    survey.brand.name = "{score} & {brand}".into();
    let served = survey.completed_for(&["en"], &["en"], ready);
    assert_eq!(served.wording(&["en"]).question(), "Recommend {score} & {brand}?");
}

#[test]
fn the_ends_of_the_scale_are_spoken_with_their_meaning() {
    let wording = Survey::new("a").completed_for(&[], &["en"], ready).wording(&[]);
    let spoken: Vec<_> = crate::Score::all().map(|score| wording.spoken(score)).collect();
    assert_eq!(spoken[0], "0 of 10, no");
    assert_eq!(spoken[7], "7 of 10");
    assert_eq!(spoken[10], "10 of 10, yes");
}

#[test]
fn reasons_come_in_their_own_order_unless_they_are_to_be_shuffled() {
    let order = |shuffle: bool, lot: &str| {
        let option = |number: u32| json!({"id": format!("r{number}"), "labels": {"en": "Reason"}});
        let options: Vec<_> = (0..5).map(option).collect();
        let drivers = json!({"shuffle": shuffle, "options": options});
        let survey = Survey::read(&json!({"id": "acme", "drivers": drivers})).unwrap();
        survey.drivers.unwrap().order(lot)
    };
    assert_eq!(order(false, "7"), [0, 1, 2, 3, 4]);
    assert_eq!(order(true, "7"), order(true, "7"), "a display keeps its order");
    let lots: Vec<_> = (0..50).map(|lot| order(true, &lot.to_string())).collect();
    assert!(lots.iter().any(|one| *one != lots[0]), "and others have others");
}
