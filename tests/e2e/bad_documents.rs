//! Survey documents with every kind of mistake, as a static host might serve them: one line on the
//! console that names the field, no card, and nothing that the page's error reporter would see.

use serde_json::{Value, json};

use crate::harness::{Page, ROOT, Stage, survey_with, until};

/// What is served, and what the line has to name.
fn mistakes() -> Vec<(Value, &'static str)> {
    let with = |name: &str, value: Value| survey_with(&json!({name: value}));
    vec![
        (json!(null), "not usable"),
        (json!("acme"), "not usable"),
        (json!([]), "not usable"),
        (json!({"triggers": {"delay_ms": 0}}), "id must be"),
        (with("id", json!(7)), "id must be"),
        (with("id", json!("UPPER CASE")), "id must be"),
        (with("metric", json!("nine")), "metric"),
        (with("nobody_knows", json!(1)), "nobody_knows"),
        (with("texts", json!({"en": {"quesion": "?"}})), "texts.en.quesion"),
        (with("texts", json!("?")), "texts"),
        (with("brand", json!([])), "brand"),
        (with("brand", json!({"name": "x".repeat(10_000)})), "brand.name"),
        (with("brand", json!({"color": "red"})), "brand.color"),
        (with("brand", json!({"logo": "javascript:alert(1)"})), "brand.logo"),
        (with("display", json!({"mode": "sidebar"})), "display.mode"),
        (with("display", json!({"position": 5})), "display.position"),
        (with("triggers", json!({"hover": true})), "triggers.hover"),
        (with("triggers", json!({"delay_ms": "soon"})), "triggers.delay_ms"),
        (with("triggers", json!({"delay_ms": -1})), "triggers.delay_ms"),
        (with("triggers", json!({"scroll_percent": [50]})), "triggers.scroll_percent"),
        (with("triggers", json!({"include": "/shop/*"})), "triggers.include"),
        (with("triggers", json!({"exclude": [5]})), "triggers.exclude"),
        (with("triggers", json!({"event": {}})), "triggers.event"),
        (with("triggers", json!({"visible": 1})), "triggers.visible"),
        (with("triggers", json!("later")), "triggers"),
        (with("targeting", json!({"plan": "pro"})), "targeting"),
        (with("sampling", json!({"percent": 101})), "sampling.percent"),
        (
            with("fatigue", json!({"cooldown": {"answered": {"weeks": 2}}})),
            "fatigue.cooldown.answered",
        ),
        (with("drivers", json!({"options": []})), "drivers.options"),
        (with("contact", json!({"classes": ["angry"]})), "contact.classes"),
        (
            with("endings", json!({"promoter": {"link": {"address": "javascript:alert(1)"}}})),
            "endings.promoter",
        ),
        (with("privacy", json!({"consent": "maybe"})), "privacy.consent"),
        (with("endpoint", json!(5)), "endpoint"),
    ]
}

#[tokio::test]
async fn every_kind_of_mistake_is_one_line_that_names_the_field() {
    let stage = Stage::new().await;
    stage.site.put("/", Page::with_tag(&stage.tag("data-src=\"/card.json\"")));
    for (document, field) in mistakes() {
        stage.site.put("/card.json", Page::new(document.to_string()));
        stage.visit().await;
        let mut said: Vec<String> = Vec::new();
        until(&format!("a line names {field}"), async || {
            let lines = stage.browser.console().await.into_iter();
            said.extend(lines.filter(|line| line.contains("Out of Ten")));
            !said.is_empty()
        })
        .await;
        assert!(said.len() == 1 && said[0].contains(field), "{field}: {said:?}");
        assert_eq!(stage.card().visible().await, 0, "{field}");
        assert_eq!(stage.browser.troubles().await, [""; 0], "{field}");
    }
    stage.shows_no_card().await;
    assert_eq!(stage.kept().await, json!({}), "nobody was asked");
}

/// What somebody might try in a field that is shown.
const SCRIPT: &str = "\"><img src=x onerror=hit()><script>hit()</script><b>x</b>";

#[tokio::test]
async fn text_that_looks_like_script_stays_text_in_every_field() {
    let all = ["detractor", "passive", "promoter"];
    let ready: Value = serde_json::from_str(include_str!("../../www/texts/en.json")).unwrap();
    let names = ready.as_object().unwrap().keys();
    let texts: serde_json::Map<_, _> = names.map(|name| (name.clone(), json!(SCRIPT))).collect();
    let reason = |id: &str| json!({"id": id, "labels": {"en": SCRIPT}});
    let document = survey_with(&json!({
        "brand": {"name": SCRIPT, "font": "x; } * { display: none } url(javascript:hit())"},
        "touchpoint": SCRIPT,
        "texts": {"en": texts},
        "drivers": {"options": [reason("one"), reason("two")], "classes": all},
        "contact": {"classes": all},
        "endings": {"detractor": {"link": {"address": "/help?q=\"><script>hit()</script>", "labels": {"en": SCRIPT}}}},
    }));
    let stage = Stage::with(&document).await;
    stage.browser.before_pages("window.hits = 0; window.hit = () => window.hits++").await;
    stage.meet().await;
    stage.card().choose(3).await;
    stage.card().has(".contact").await;
    assert_eq!(stage.card().text(".drivers .tick").await, SCRIPT);
    assert_eq!(stage.card().text(".question").await, SCRIPT);
    stage.card().write(SCRIPT).await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    assert_eq!(stage.card().text("a").await, SCRIPT);
    let made = format!("return [{ROOT}.querySelectorAll('img, script, b').length, window.hits]");
    assert_eq!(stage.browser.run(&made).await, json!([0, 0]));
    assert_eq!(stage.browser.troubles().await, [""; 0]);
    stage.delivered().await;
    assert_eq!(stage.collector.rows("acme").await[0].comment.as_deref(), Some(SCRIPT));
}

#[tokio::test]
async fn the_longest_name_without_a_space_breaks_no_card_at_320_px() {
    let name = "W".repeat(80);
    for mode in ["popup", "bar", "modal"] {
        let document =
            json!({"brand": {"name": name, "cover": "#204080"}, "display": {"mode": mode}});
        let stage = Stage::with(&survey_with(&document)).await;
        stage.browser.resize(320, 640).await;
        stage.meet().await;
        stage.card().choose(9).await;
        let fits = format!(
            "const card = {ROOT}.querySelector('.card'); const cross = {ROOT}.querySelector('.close')\
             .getBoundingClientRect(); const name = document.createRange(); \
             name.selectNodeContents({ROOT}.querySelector('.brand span')); \
             const lines = [...name.getClientRects()]; \
             return [card.scrollWidth <= card.clientWidth, \
             lines.every(line => line.right <= cross.left + 1 || line.top >= cross.bottom)]"
        );
        assert_eq!(stage.browser.run(&fits).await, json!([true, true]), "{mode}");
    }
}
