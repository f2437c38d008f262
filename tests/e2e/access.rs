//! What the accessibility checker finds: nothing, in any state, in any look.
//!
//! It finds about half of what can be wrong; the rest is in `keyboard`, `display` and in what a
//! person hears.

use serde_json::{Value, json};

use crate::harness::checker::{self, RULES, brief, check};
use crate::harness::{Page, Stage, element, survey_with, until};

/// Asserts that the whole page, the card included, breaks no rule, and that each could be told.
async fn is_clean(stage: &Stage, state: &str) {
    stage.card().rests().await;
    let found = check(&stage.browser, &RULES.map(Value::from)).await;
    assert!(found["passes"].as_array().is_some_and(|passes| passes.len() > 10), "{found}");
    let broken = brief(&found["violations"]);
    assert!(broken.is_empty(), "{state}: {broken:#?}");
    let colors = colors(stage).await;
    let (broken, unclear) = (brief(&colors["violations"]), brief(&colors["incomplete"]));
    assert!(broken.is_empty() && unclear.is_empty(), "{state}: {broken:#?}, unclear: {unclear:#?}");
    let others = brief(&found["incomplete"]);
    let others: Vec<_> = others.iter().filter(|line| !line.starts_with("color-contrast")).collect();
    assert!(others.is_empty(), "{state}, cannot be told: {others:#?}");
    let looked = format!("return {}.checkVisibility()", element(".card"));
    assert_eq!(stage.browser.run(&looked).await, true, "the checker saw the card");
}

/// Looks at the colours of a popup, of which the checker says nothing where it stands: outside of
/// `<body>` and in the browser's top layer. For the look it moves into the body.
async fn colors(stage: &Stage) -> Value {
    let host = "const host = document.querySelector('out-of-ten');";
    let script = format!(
        "{host} const had = host.popover; host.popover = null; \
         if (had) document.body.append(host); return had"
    );
    let popover = stage.browser.run(&script).await;
    stage.card().rests().await;
    let found = check(&stage.browser, &["color-contrast".into()]).await;
    if popover == "manual" {
        let back =
            "document.documentElement.append(host); host.popover = 'manual'; host.showPopover()";
        stage.browser.run(&format!("{host} {back}")).await;
        stage.card().rests().await;
    }
    found
}

/// Goes through every state of the card and checks each.
pub async fn every_state(stage: &Stage) {
    checker::bring(&stage.browser).await;
    is_clean(stage, "the question").await;
    stage.card().focus_scale().await;
    is_clean(stage, "the question with the focus in it").await;
    for score in [0, 7, 10] {
        stage.card().choose(score).await;
        is_clean(stage, &format!("{score} is selected")).await;
    }
    stage.card().write("Some words").await;
    is_clean(stage, "a comment is written").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    is_clean(stage, "the thank-you").await;
}

async fn meets_every_rule(stage: &Stage) {
    stage.meet().await;
    every_state(stage).await;
}

#[tokio::test]
async fn light() {
    meets_every_rule(&Stage::new().await).await;
}

#[tokio::test]
async fn dark() {
    let stage = Stage::new().await;
    stage.browser.prefer("prefers-color-scheme", "dark").await;
    meets_every_rule(&stage).await;
}

#[tokio::test]
async fn narrow() {
    let stage = Stage::new().await;
    stage.browser.resize(320, 640).await;
    meets_every_rule(&stage).await;
}

#[tokio::test]
async fn forced_colors() {
    let stage = Stage::new().await;
    stage.browser.prefer("forced-colors", "active").await;
    stage.meet().await;
    stage.card().choose(7).await;
    checker::bring(&stage.browser).await;
    let found = check(&stage.browser, &RULES.map(Value::from)).await;
    assert_eq!(brief(&found["violations"]), [""; 0]);
    // Of these colours the checker knows nothing: text is the system's, on the system's surface.
    for part in [".send", ".face", "textarea"] {
        let text = stage.card().style(part, "color").await;
        let surface = stage.card().style(part, "background-color").await;
        assert_eq!((&*text, &*surface), ("rgb(0, 0, 0)", "rgb(255, 255, 255)"), "{part}");
    }
    // The selected score has colours of its own, those of selected text.
    let selected = "input:checked + .face";
    assert_eq!(stage.card().style(selected, "color").await, "rgb(255, 255, 255)");
    assert_ne!(stage.card().style(selected, "background-color").await, "rgb(255, 255, 255)");
}

#[tokio::test]
async fn right_to_left() {
    let texts = json!({"texts": {"ar": {
        "question_relational": "ما مدى احتمال أن توصي بـ {brand} لصديق أو زميل؟",
        "low": "غير محتمل إطلاقا", "high": "محتمل جدا", "score": "{score} من 10",
        "why_detractor": "ما الذي لم يعجبك؟", "why_passive": "ما الذي كان ينقص؟",
        "why_promoter": "ما أكثر ما أعجبك؟", "optional": "اختياري", "hint": "بكلماتك",
        "left": "بقي {left} حرفا", "send": "إرسال", "later": "لاحقا",
        "never": "لا تسألني مرة أخرى", "close": "إغلاق", "thanks": "شكرا لك.",
        "announce": "سؤال قصير في نهاية الصفحة."
    }}});
    let stage = Stage::with(&survey_with(&texts)).await;
    let page = Page::with_tag(&stage.tag("")).replace("lang=\"en\"", "lang=\"ar\" dir=\"rtl\"");
    stage.site.put("/", page);
    stage.meet().await;
    let mirrored = format!(
        "const at = (score) => {}.getElementById('oot-question').closest('.card')\
         .querySelector(`input[value=\"${{score}}\"]`).getBoundingClientRect().x; return at(0) > at(10)",
        crate::harness::ROOT
    );
    assert_eq!(stage.browser.run(&mirrored).await, true, "0 stands where reading begins");
    every_state(&stage).await;
}

#[tokio::test]
async fn inline() {
    let display = json!({"display": {"mode": "inline", "target": "#place"}});
    let stage = Stage::with(&survey_with(&display)).await;
    stage.meet().await;
    every_state(&stage).await;
}

#[tokio::test]
async fn the_demo_shop_in_both_themes() {
    for scheme in ["light", "dark"] {
        let stage = Stage::new().await;
        stage.browser.prefer("prefers-color-scheme", scheme).await;
        stage.browser.goto(&format!("{}/demo/", stage.door.origin())).await;
        stage.card().stands().await;
        every_state(&stage).await;
    }
}

/// The card as assistive technology is told of it: role, name and state of each node.
#[tokio::test]
async fn assistive_technology_is_told_everything() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().choose(7).await;
    let reply = stage.browser.devtools("Accessibility.getFullAXTree", json!({})).await;
    let nodes: Vec<_> = reply["nodes"].as_array().unwrap().iter().filter_map(told).collect();
    let question = "Considering your whole experience with Acme, how likely are you to recommend \
                    it to a friend or colleague?";
    assert!(nodes.contains(&format!("dialog: {question}")), "{nodes:#?}");
    assert!(nodes.contains(&format!("radiogroup: {question}")), "{nodes:#?}");
    let radios: Vec<_> = nodes.iter().filter(|node| node.starts_with("radio: ")).collect();
    assert_eq!(radios.len(), 11);
    assert!(radios[0].starts_with("radio: 0 out of 10"), "{}", radios[0]);
    assert!(radios[0].contains("Not at all likely"), "{}", radios[0]);
    assert_eq!(radios[7], "radio: 7 out of 10, checked");
    assert!(radios[10].contains("Extremely likely"), "{}", radios[10]);
    assert_eq!(radios.iter().filter(|radio| radio.ends_with(", checked")).count(), 1);
    for button in ["button: Send", "button: Close"] {
        assert!(nodes.contains(&button.to_owned()), "{button}: {nodes:#?}");
    }
}

fn told(node: &Value) -> Option<String> {
    let value = |name: &str| node[name]["value"].as_str().map(str::to_owned);
    let (role, name) = (value("role")?, value("name")?);
    let property = |wanted: &str| {
        let all = node["properties"].as_array()?;
        let found = all.iter().find(|property| property["name"] == wanted)?;
        Some(found["value"]["value"].clone())
    };
    let is = |wanted: &str| property(wanted).is_some_and(|value| value == "true" || value == true);
    let mut text = format!("{role}: {name}");
    for state in ["checked", "modal"] {
        if is(state) {
            text = format!("{text}, {state}");
        }
    }
    Some(text)
}

#[tokio::test]
async fn the_card_is_announced_once_and_so_is_the_thank_you() {
    let stage = Stage::new().await;
    let watch = "document.addEventListener('oot:shown', () => { window.said = []; \
                 const line = document.querySelector('out-of-ten').shadowRoot.querySelector('[role=status]'); \
                 window.before = line.textContent; \
                 new MutationObserver(() => line.textContent && window.said.push(line.textContent))\
                 .observe(line, {childList: true, characterData: true, subtree: true}) })";
    stage.browser.before_pages(watch).await;
    stage.meet().await;
    until("it is announced", async || stage.browser.run("return window.said.length").await == 1)
        .await;
    assert_eq!(stage.browser.run("return window.before").await, "", "first there, then spoken");
    stage.card().choose(9).await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.browser.until("window.said.length === 2").await;
    let said = stage.browser.run("return window.said").await;
    assert_eq!(said[0], "A short question is waiting at the end of the page.");
    assert_eq!(said[1], "Thank you. Your answer helps Acme get better.");
}
