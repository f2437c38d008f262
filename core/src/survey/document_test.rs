//! What a survey document may say, what it means when it says nothing, and its errors.

use super::*;
use crate::survey::{Mode, Position, TextKey, Theme};
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
        include: vec!["/shop/*".into()],
        exclude: vec!["/shop/pay".into()],
    };
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
        (json!({"id": "a", "privacy": {"consent": true}}), "privacy.consent"),
    ] {
        assert_eq!(error(document.clone()).0, field, "{document}");
    }
    let (_, message) = error(json!({"id": "a", "triggers": {"delay_ms": -1}}));
    assert_eq!(message, "triggers.delay_ms must be a whole number from 0 to 3600000");
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
