//! The ways a card stands on the page: six places, a modal dialog, a bar, an edge button, an
//! element of the author's.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::harness::{Page, Stage, element, survey_with};

fn shown_as(display: &Value) -> Value {
    survey_with(&json!({"display": display}))
}

/// The gaps to the left, right, top and bottom of the window.
async fn gaps(stage: &Stage) -> Vec<f64> {
    let script = format!(
        "const at = {}.getBoundingClientRect(); \
         return [at.left, document.documentElement.clientWidth - at.right, at.top, \
         innerHeight - at.bottom]",
        element(".card")
    );
    let gaps = stage.browser.run(&script).await;
    gaps.as_array().unwrap().iter().map(|gap| gap.as_f64().unwrap()).collect()
}

#[tokio::test]
async fn the_middle_of_an_edge() {
    for position in ["bottom-center", "top-center"] {
        let stage = Stage::with(&shown_as(&json!({"position": position}))).await;
        stage.meet().await;
        let gaps = gaps(&stage).await;
        assert!((gaps[0] - gaps[1]).abs() <= 20.0, "{position}: {gaps:?}");
        let near = if position.starts_with("top") { gaps[2] } else { gaps[3] };
        assert!((0.0..=32.0).contains(&near), "{position}: {gaps:?}");
    }
}

#[tokio::test]
async fn a_bar_spans_the_window() {
    for (position, near) in [("bottom-right", 3), ("top-left", 2)] {
        let stage = Stage::with(&shown_as(&json!({"mode": "bar", "position": position}))).await;
        stage.meet().await;
        let gaps = gaps(&stage).await;
        assert!(gaps[0] <= 0.5 && gaps[1] <= 0.5 && gaps[near] <= 0.5, "{position}: {gaps:?}");
    }
}

#[tokio::test]
async fn a_modal_dialog_keeps_the_focus_until_it_is_closed() {
    let stage = Stage::with(&shown_as(&json!({"mode": "modal"}))).await;
    let page = Page::with_tag(&stage.tag(""))
        .at_end("<script>document.getElementById('name').focus()</script>");
    stage.site.put("/", page);
    stage.meet().await;
    let open = format!("return {}.matches('dialog:modal')", element(".card"));
    assert_eq!(stage.browser.run(&open).await, true);
    assert_eq!(stage.card().focused().await, "p.question", "it begins with what it asks");
    for _ in 0..8 {
        stage.browser.press(&[Key::Tab]).await;
        let outside = "return document.activeElement.id === 'name'";
        assert_eq!(stage.browser.run(outside).await, false, "the page is out of reach");
    }
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Escape]).await;
    stage.card().leaves().await;
    assert_eq!(stage.browser.run("return document.activeElement.id").await, "name");
}

#[tokio::test]
async fn an_answer_in_a_modal_dialog() {
    let stage = Stage::with(&shown_as(&json!({"mode": "modal"}))).await;
    stage.meet().await;
    stage.card().choose(7).await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    assert_eq!(stage.collector.rows("acme").await[0].score, 7);
}

#[tokio::test]
async fn an_edge_button_asks_nobody_until_it_is_pressed() {
    for side in ["bottom-right", "top-left"] {
        let stage = Stage::with(&shown_as(&json!({"mode": "button", "position": side}))).await;
        stage.visit().await;
        stage.browser.until("document.querySelector('out-of-ten')").await;
        stage.card().has("button.edge").await;
        assert_eq!(stage.card().text("button.edge").await, "Your opinion");
        assert_eq!(stage.kept().await["oot:ledger"], json!(null), "no display yet");
        let size = format!(
            "const at = {}.getBoundingClientRect(); return [at.width >= 24, at.height >= 44, \
             {} <= 0.5]",
            element("button.edge"),
            if side.ends_with("left") { "at.left" } else { "innerWidth - at.right" }
        );
        assert_eq!(stage.browser.run(&size).await, json!([true, true, true]));
        stage.browser.run(&format!("{}.focus()", element("button.edge"))).await;
        stage.browser.press(&[Key::Enter]).await;
        stage.card().stands().await;
        assert_eq!(stage.card().focused().await, "input.0", "who opened it is led in");
        let ledger = stage.kept().await["oot:ledger"].as_str().unwrap().to_owned();
        assert!(ledger.starts_with("shown "), "{ledger}");
        stage.browser.press(&[Key::Escape]).await;
        stage.card().leaves().await;
    }
}

#[tokio::test]
async fn an_element_that_the_author_wrote_is_the_cards_place() {
    let stage = Stage::with(&shown_as(&json!({"mode": "inline"}))).await;
    let page = Page::with_tag(&stage.tag("")).at_end(
        "<section id=\"here\"><out-of-ten survey=\"other\"></out-of-ten>\
         <out-of-ten survey=\"acme\" id=\"mine\"></out-of-ten></section>",
    );
    stage.site.put("/", page);
    stage.visit().await;
    stage.browser.until("document.getElementById('mine').shadowRoot?.querySelector('.card')").await;
    let found = "const mine = document.getElementById('mine'); \
                 mine.shadowRoot.querySelector('.close').click(); \
                 return [mine.parentElement.id, getComputedStyle(mine).position, \
                 !!document.querySelector('[survey=other]').shadowRoot]";
    assert_eq!(stage.browser.run(found).await, json!(["here", "static", false]));
    stage.browser.until("!document.getElementById('mine').shadowRoot.querySelector('.card')").await;
    assert_eq!(stage.browser.run("return !!document.getElementById('mine')").await, true);
}

#[tokio::test]
async fn a_thousand_elements_and_none() {
    for (page, target, shows) in [
        ("<i class=\"spot\"></i>".repeat(1_000), ".spot", true),
        (String::new(), ".spot", false),
        (String::new(), "not [a selector", false),
    ] {
        let stage = Stage::with(&shown_as(&json!({"mode": "inline", "target": target}))).await;
        stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(&page));
        stage.visit().await;
        if shows {
            stage.card().stands().await;
            let first = "return document.querySelector('.spot').firstElementChild.localName";
            assert_eq!(stage.browser.run(first).await, "out-of-ten");
        } else {
            crate::bad_input::is_silent_with_one_line(&stage, "display.target").await;
        }
    }
}

/// Whoever calls for the card while its button stands gets the card.
#[tokio::test]
async fn a_page_that_calls_for_the_card_opens_it_in_place_of_its_button() {
    let stage = Stage::with(&shown_as(&json!({"mode": "button"}))).await;
    stage.visit().await;
    stage.browser.until("document.querySelector('out-of-ten')?.shadowRoot").await;
    stage.card().has("button.edge").await;
    stage.browser.run("outoften('open')").await;
    stage.card().stands().await;
    let hosts = "return document.querySelectorAll('out-of-ten').length";
    assert_eq!(stage.browser.run(hosts).await, 1);
}
