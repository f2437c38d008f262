//! A page is printed without its card; a card inside the page prints as its question.

use serde_json::json;

use crate::framed;
use crate::harness::{Page, ROOT, Stage, survey_with};

/// From now on the page is as it is printed, or again as it is shown.
async fn on(stage: &Stage, media: &str) {
    stage.browser.devtools("Emulation.setEmulatedMedia", json!({"media": media})).await;
}

/// What of the card would be printed, of these parts.
async fn printed(stage: &Stage, parts: &[&str]) -> Vec<String> {
    let script = format!(
        "const root = {ROOT}; return arguments[0].filter((part) => \
         [...root.querySelectorAll(part)].some((found) => found.checkVisibility()))"
    );
    let found = stage.browser.run_with(&script, vec![json!(parts)]).await;
    found.as_array().unwrap().iter().map(|part| part.as_str().unwrap().to_owned()).collect()
}

const PARTS: [&str; 7] =
    [".card", ".question", ".scale", ".ends", ".choices", ".close", "textarea"];

#[tokio::test]
async fn nothing_of_a_card_above_the_page_is_printed() {
    for mode in ["popup", "modal", "bar"] {
        let stage = Stage::with(&survey_with(&json!({"display": {"mode": mode}}))).await;
        stage.meet().await;
        on(&stage, "print").await;
        assert_eq!(stage.card().visible().await, 0, "{mode}");
        assert_eq!(printed(&stage, &PARTS).await, [""; 0], "{mode}");
        on(&stage, "screen").await;
        assert_eq!(stage.card().visible().await, 1, "{mode}: and it is there afterwards");
    }
}

#[tokio::test]
async fn nothing_of_the_button_at_the_edge_is_printed() {
    let stage = Stage::with(&survey_with(&json!({"display": {"mode": "button"}}))).await;
    stage.visit().await;
    let edge = format!("document.querySelector('out-of-ten') && {ROOT}.querySelector('.edge')");
    stage.browser.until(&format!("({edge})?.checkVisibility()")).await;
    on(&stage, "print").await;
    assert_eq!(printed(&stage, &[".edge"]).await, [""; 0]);
}

#[tokio::test]
async fn a_card_inside_the_page_prints_as_its_question() {
    let display = json!({"mode": "inline", "target": "#place"});
    let more = json!({"display": display, "brand": {"name": "Acme", "theme": "dark"}});
    let stage = Stage::with(&survey_with(&more)).await;
    stage.meet().await;
    stage.card().choose(7).await;
    on(&stage, "print").await;
    assert_eq!(printed(&stage, &PARTS).await, [".card", ".question"]);
    // Dark colours are for a dark screen.
    assert_eq!(stage.card().style(".question", "color").await, "rgb(0, 0, 0)");
    assert_eq!(stage.card().style(".card", "background-color").await, "rgba(0, 0, 0, 0)");
}

#[tokio::test]
async fn the_form_in_a_frame_prints_as_the_card_does() {
    for mode in ["popup", "modal", "bar"] {
        let stage = framed::stage(&json!({"display": {"mode": mode}})).await;
        framed::meet(&stage).await;
        on(&stage, "print").await;
        let seen = format!("return {}.checkVisibility()", framed::FRAME);
        assert_eq!(stage.browser.run(&seen).await, false, "{mode}");
    }
    let stage = framed::stage(&json!({"display": {"mode": "inline", "target": "#place"}})).await;
    framed::meet(&stage).await;
    on(&stage, "print").await;
    assert_eq!(
        stage.browser.run(&format!("return {}.checkVisibility()", framed::FRAME)).await,
        true
    );
}

/// Its own document: emulation does not reach into a frame of another site, its sheet does.
#[tokio::test]
async fn the_form_in_a_frame_has_nothing_but_the_question_on_paper() {
    let stage = Stage::new().await;
    let address = format!("{}/f/acme?embed=1&mode=inline", stage.door.origin());
    stage.browser.goto(&address).await;
    on(&stage, "print").await;
    let seen = "return ['legend', '.scores', '.ends', '.comment', '.actions', '.choices', '.close', '.brand']\
                .filter((part) => document.querySelector(part)?.checkVisibility())";
    assert_eq!(stage.browser.run(seen).await, json!(["legend"]));
}

#[tokio::test]
async fn the_panel_is_not_printed() {
    let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
    stage.site.put("/", Page::with_tag(&stage.tag("")));
    stage.browser.goto(&stage.site.at("/?oot=why")).await;
    stage.browser.until("document.querySelector('out-of-ten-why')?.checkVisibility()").await;
    on(&stage, "print").await;
    let seen = "return document.querySelector('out-of-ten-why').checkVisibility()";
    assert_eq!(stage.browser.run(seen).await, false);
}
