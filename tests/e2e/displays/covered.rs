//! What the card covers of the page, and what a phone's keyboard covers of the card.

use fantoccini::key::Key;
use serde_json::json;

use super::{LONG, MODES, SHORT, meet, reach, site};
use crate::harness::{ROOT, Stage, element};

/// The keyboard of a phone: the window stays, only 300 px of it are to be seen.
const RAISE: &str = "for (const [name, value] of [['height', 300], ['offsetTop', 0], ['scale', 1]]) \
    Object.defineProperty(visualViewport, name, {configurable: true, get: () => value})";

#[tokio::test]
async fn a_phones_keyboard_hides_neither_box_nor_send() {
    let stage = site().await;
    stage.browser.resize(375, 700).await;
    for mode in MODES {
        if mode == "inline" {
            // It scrolls with the page, as every field of the page does.
            continue;
        }
        meet(&stage, mode, SHORT).await;
        reach(&stage, "chosen").await;
        stage.browser.run(&format!("{}.focus()", element("textarea"))).await;
        stage.browser.run(RAISE).await;
        is_covered_by(&stage, "resize", 400).await;
        stage.card().rests().await;
        for part in ["textarea", ".send"] {
            let script = format!(
                "const at = {}.getBoundingClientRect(); return [at.top >= 0, at.bottom <= 300, at.top]",
                element(part)
            );
            let found = stage.browser.run(&script).await;
            assert_eq!(
                (&found[0], &found[1]),
                (&json!(true), &json!(true)),
                "{mode}, {part}: {found}"
            );
        }
    }
}

/// A form that does not fit above the keyboard as a whole: what is written in stays in view, and so
/// does Send.
#[tokio::test]
async fn a_long_form_keeps_the_field_that_is_written_in_and_send() {
    let stage = site().await;
    stage.browser.resize(375, 700).await;
    for mode in ["popup", "modal", "bar"] {
        meet(&stage, mode, LONG).await;
        reach(&stage, "chosen").await;
        stage.browser.run(RAISE).await;
        for field in ["textarea", ".address"] {
            stage.browser.run(&format!("{}.focus()", element(field))).await;
            is_covered_by(&stage, "resize", 400).await;
            stage.card().rests().await;
            for part in [field, ".send"] {
                let script = format!(
                    "const at = {part}.getBoundingClientRect(), \
                     seen = {ROOT}.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2); \
                     return [at.top >= 0, at.bottom <= 300, seen === {part}, at.top, at.bottom]",
                    part = element(part)
                );
                let found = stage.browser.run(&script).await;
                let is_seen = (0..3).all(|at| found[at] == json!(true));
                assert!(is_seen, "{mode}, {part} with the focus in {field}: {found}");
            }
        }
    }
}

/// What is seen of the window changes, and the card hears of it by this event.
async fn is_covered_by(stage: &Stage, event: &str, px: u32) {
    let told = format!(
        "(visualViewport.dispatchEvent(new Event('{event}')), \
         {ROOT}.querySelector('.root').parentElement.style.getPropertyValue('--covered') === '{px}px')"
    );
    stage.browser.until(&told).await;
}

/// Some phones move what is to be seen of the window, and tell of nothing else.
#[tokio::test]
async fn a_window_that_is_scrolled_under_the_keyboard_takes_the_card_along() {
    let stage = site().await;
    stage.browser.resize(375, 700).await;
    meet(&stage, "popup", SHORT).await;
    reach(&stage, "chosen").await;
    stage.browser.run(RAISE).await;
    is_covered_by(&stage, "resize", 400).await;
    let move_on =
        "Object.defineProperty(visualViewport, 'offsetTop', {configurable: true, get: () => 150})";
    stage.browser.run(move_on).await;
    is_covered_by(&stage, "scroll", 250).await;
}

#[tokio::test]
async fn a_bar_takes_at_most_three_fifths_of_the_window_and_everything_in_it_is_reached() {
    let stage = site().await;
    for (width, height) in [(320, 640), (375, 667), (667, 375), (1_280, 800), (3_840, 2_160)] {
        stage.browser.resize(width, height).await;
        meet(&stage, "bar", LONG).await;
        for state in ["question", "chosen", "error"] {
            if state != "question" {
                reach(&stage, state).await;
            }
            let share =
                format!("return {}.getBoundingClientRect().height / innerHeight", element(".card"));
            let share = stage.browser.run(&share).await.as_f64().unwrap();
            assert!(share <= 0.602, "{width} x {height}, {state}: {share}");
        }
        reach(&stage, "thanks").await;
    }
}

/// Puts a field beneath the card, and gives it the focus until the card has stepped aside.
async fn step_aside(stage: &Stage) {
    step_aside_from(stage, 40).await;
}

/// The same from a field that begins so many px from the card's left edge.
async fn step_aside_from(stage: &Stage, px: u32) {
    let cover = "const card = document.querySelector('out-of-ten').getBoundingClientRect(); \
                 const field = document.createElement('input'); field.id = 'under'; \
                 field.style.cssText = `position: fixed; width: 40px; box-sizing: border-box; left: ${card.left + PX}px; \
                 top: ${card.top + 60}px`; document.body.append(field)";
    stage.browser.run(&cover.replace("PX", &px.to_string())).await;
    let look = format!(
        "(() => {{ if ({OPACITY} === '0') return true; const field = document.getElementById('under'); \
         field.blur(); field.focus(); return false }})()"
    );
    stage.browser.until(&look).await;
}

const OPACITY: &str = "getComputedStyle(document.querySelector('out-of-ten')).opacity";

/// Tabs through fifty fields on a small phone, and gives the fields that nobody could see.
async fn hidden_fields(stage: &Stage) -> serde_json::Value {
    let note = "window.hidden = []; window.seen = 0; document.addEventListener('focusin', ({target}) => { \
        if (!target.closest('#fields')) return; \
        requestAnimationFrame(() => { window.seen++; const at = target.getBoundingClientRect(); \
        const host = document.querySelector('out-of-ten:not([survey])'); const card = host.getBoundingClientRect(); \
        const clear = getComputedStyle(host).opacity === '0'; \
        if (!clear && at.left >= card.left && at.right <= card.right && at.top >= card.top && at.bottom <= card.bottom) \
        window.hidden.push(target.id) }) })";
    stage.browser.run(note).await;
    stage.browser.run("document.getElementById('f0').focus()").await;
    for number in 1..50 {
        stage.browser.press(&[Key::Tab]).await;
        stage.browser.until(&format!("window.seen > {number}")).await;
    }
    stage.browser.run("return window.hidden").await
}

#[tokio::test]
async fn a_field_of_the_page_that_has_the_focus_is_not_covered() {
    let stage = site().await;
    stage.browser.resize(375, 667).await;
    for (mode, display) in [
        ("popup", json!({"position": "bottom-right"})),
        ("popup", json!({"position": "top-center"})),
        ("bar", json!({"mode": "bar"})),
    ] {
        let document = json!({"id": "fields", "triggers": {"delay_ms": 0}, "display": display});
        stage.collector.put(&document).await;
        let fields: String = (0..50)
            .map(|number| format!("<p style=\"margin: 4px 60px\"><input id=\"f{number}\" style=\"width: 90px\"></p>"))
            .collect();
        let tag = stage.tag("").replace("acme", "fields");
        let page = crate::harness::Page::with_tag(&tag)
            .at_end(&format!("<div id=\"fields\">{fields}</div>"));
        stage.site.put("/fields", page);
        stage.browser.goto(&stage.site.at("/fields")).await;
        stage.card().stands().await;
        stage.card().choose(3).await;
        step_aside(&stage).await;
        stage.browser.run("document.getElementById('under').remove()").await;
        assert_eq!(hidden_fields(&stage).await, json!([]), "{mode}, {display}");
        // Tab leads on into the card, which is there again.
        stage.browser.run("document.getElementById('f49').focus()").await;
        stage.card().tab_into().await;
        stage.browser.until(&format!("{OPACITY} === '1'")).await;
        stage.browser.press(&[Key::Escape]).await;
        stage.card().leaves().await;
    }
}

#[tokio::test]
async fn a_card_that_stepped_aside_comes_back_when_the_field_loses_the_focus() {
    let stage = site().await;
    stage.browser.resize(375, 667).await;
    meet(&stage, "popup", SHORT).await;
    step_aside(&stage).await;
    stage.browser.type_text("words").await;
    assert_eq!(stage.browser.run("return document.getElementById('under').value").await, "words");
    stage.browser.run("document.getElementById('under').blur()").await;
    stage.browser.until(&format!("{OPACITY} === '1'")).await;
    stage.card().choose(7).await;
}

/// The button before a card lies above nothing that the page needs.
#[tokio::test]
async fn the_button_on_the_edge_steps_aside_too() {
    let document = json!({"display": {"mode": "button"}});
    let stage = Stage::with(&crate::harness::survey_with(&document)).await;
    let dialog = "<dialog id=\"own\">The page's own</dialog>";
    let page = crate::harness::Page::with_tag(&stage.tag("")).at_end(dialog);
    stage.site.put("/", page);
    stage.visit().await;
    stage.browser.until("document.querySelector('out-of-ten')?.shadowRoot").await;
    let stands = format!("{} && !{ROOT}.querySelector('.settling')", element("button.edge"));
    stage.browser.until(&stands).await;
    let counts =
        || stage.door.asked().iter().any(|asked| asked.path.ends_with("/display-events.js"));
    crate::harness::until("it is looked after", async || counts()).await;
    stage
        .browser
        .until(
            "(document.getElementById('own').open || document.getElementById('own').showModal(), \
        document.querySelector('html > out-of-ten').hidden)",
        )
        .await;
    stage.browser.run("document.getElementById('own').close()").await;
    stage.browser.until("!document.querySelector('html > out-of-ten').hidden").await;
    step_aside_from(&stage, 0).await;
    assert_eq!(stage.kept().await, json!({}), "nobody was asked");
}
