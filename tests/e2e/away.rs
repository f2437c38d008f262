//! An application moves on to a page that the survey leaves out while a card stands: one that nobody has
//! touched steps down, without an outcome, and may come back; one that was touched stays.

use serde_json::{Value, json};

use crate::framed::{self, kinds};
use crate::harness::{Page, ROOT, Stage, stays, survey_with, until};

/// A stage whose survey stands so and leaves out the checkout.
async fn with(display: &Value, pages: &Value) -> Stage {
    let mut triggers = pages.clone();
    triggers["delay_ms"] = json!(0);
    Stage::with(&survey_with(&json!({"display": display, "triggers": triggers}))).await
}

async fn move_to(stage: &Stage, path: &str) {
    stage.browser.run(&format!("history.pushState({{}}, '', '{path}')")).await;
}

async fn steps_down(stage: &Stage) {
    until("it steps down", async || stage.card().visible().await == 0).await;
}

async fn comes_back(stage: &Stage) {
    until("it comes back", async || stage.card().visible().await == 1).await;
}

#[tokio::test]
async fn an_untouched_card_steps_down_and_comes_back_with_and_without_the_browsers_word() {
    for absent in ["", "delete window.navigation"] {
        for (mode, pages) in [
            ("popup", json!({"exclude": ["/checkout*"]})),
            ("bar", json!({"exclude": ["regex:^/checkout"]})),
            ("modal", json!({"include": ["/", "/shop/*"]})),
            ("inline", json!({"exclude": ["/checkout"]})),
        ] {
            let stage = with(&json!({"mode": mode, "target": "#place"}), &pages).await;
            stage.browser.before_pages(absent).await;
            stage.meet().await;
            until("the display is counted", async || stage.door.counted() == ["shown"]).await;
            // The listening comes in a file of its own, after the card stands.
            until("it is listened", async || {
                stage.door.asked().iter().any(|asked| asked.path.ends_with("triggers-extra.js"))
            })
            .await;
            move_to(&stage, "/checkout").await;
            steps_down(&stage).await;
            if mode == "modal" {
                // The page is not kept from its visitor by what nobody sees.
                stage.browser.click("document.getElementById('count')").await;
                stage.browser.until("document.getElementById('count').textContent === '1'").await;
            }
            stays("nor is there a word of it", vec!["shown".to_owned()], async || {
                kinds(&stage).await
            })
            .await;
            assert_eq!(stage.door.counted(), ["shown"], "{mode}");
            move_to(&stage, "/shop/tea").await;
            if mode == "modal" || mode == "popup" {
                comes_back(&stage).await;
            } else {
                move_to(&stage, "/").await;
                comes_back(&stage).await;
            }
            // As before: it takes an answer.
            stage.card().choose(6).await;
            stage.card().click(".send").await;
            stage.delivered().await;
            assert_eq!(stage.collector.rows("acme").await[0].score, 6, "{mode} {absent}");
            assert_eq!(stage.browser.troubles().await, [""; 0]);
        }
    }
}

#[tokio::test]
async fn a_touched_card_stays() {
    let pages = json!({"exclude": ["/checkout"]});
    let choose = format!("{ROOT}.querySelector('input').click()");
    let focus = format!("{ROOT}.querySelector('input').focus()");
    for touch in [choose, focus] {
        let stage = with(&json!({"mode": "popup"}), &pages).await;
        stage.meet().await;
        until("it is listened", async || {
            stage.door.asked().iter().any(|asked| asked.path.ends_with("triggers-extra.js"))
        })
        .await;
        // Once away and back, so that it certainly listens.
        move_to(&stage, "/checkout").await;
        steps_down(&stage).await;
        move_to(&stage, "/").await;
        comes_back(&stage).await;
        stage.browser.run(&touch).await;
        move_to(&stage, "/checkout").await;
        stays("it stands", 1, async || stage.card().visible().await).await;
    }
}

#[tokio::test]
async fn a_card_that_the_page_calls_for_stays_and_one_that_is_away_can_be_called() {
    let stage = with(&json!({"mode": "modal"}), &json!({"exclude": ["/checkout"]})).await;
    stage.site.put("/checkout", Page::with_tag(&stage.tag("")));
    stage.browser.goto(&stage.site.at("/checkout")).await;
    stage.browser.until("typeof outoften === 'function'").await;
    stage.browser.run("outoften('open')").await;
    stage.card().stands().await;
    stays("it stands", 1, async || stage.card().visible().await).await;
    stage.browser.run("localStorage.clear()").await;
    stage.meet().await;
    until("it is listened", async || {
        move_to(&stage, "/checkout").await;
        stage.card().visible().await == 0
    })
    .await;
    stage.browser.run("outoften('open')").await;
    comes_back(&stage).await;
    stays("it stands", 1, async || stage.card().visible().await).await;
    assert_eq!(
        stage
            .browser
            .run(&format!("return {ROOT}.querySelector('dialog').matches(':modal')"))
            .await,
        true
    );
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

#[tokio::test]
async fn the_button_at_the_edge_steps_down_too() {
    let stage = with(&json!({"mode": "button"}), &json!({"exclude": ["/checkout"]})).await;
    stage.visit().await;
    let edge = "document.querySelector('out-of-ten')?.shadowRoot?.querySelector('.edge')?.checkVisibility()";
    stage.browser.until(edge).await;
    until("it steps down", async || {
        move_to(&stage, "/checkout").await;
        stage.browser.run(&format!("return !({edge})")).await == true
    })
    .await;
    move_to(&stage, "/").await;
    stage.browser.until(edge).await;
    // A card that the visitor has opened is the visitor's.
    stage.browser.until(&format!("!{ROOT}.querySelector('.settling')")).await;
    stage.browser.click(&format!("{ROOT}.querySelector('.edge')")).await;
    stage.card().stands().await;
    stage.browser.run("document.activeElement.blur()").await;
    move_to(&stage, "/checkout").await;
    stays("it stands", 1, async || stage.card().visible().await).await;
}

#[tokio::test]
async fn the_form_in_a_frame_steps_down_too() {
    for mode in ["popup", "modal"] {
        let triggers = json!({"delay_ms": 0, "exclude": ["/checkout"]});
        let more = json!({"display": {"mode": mode}, "triggers": triggers});
        let stage = framed::stage(&more).await;
        framed::meet(&stage).await;
        let seen = format!("return {}.checkVisibility()", framed::FRAME);
        until("it steps down", async || {
            move_to(&stage, "/checkout").await;
            stage.browser.run(&seen).await == false
        })
        .await;
        stays("no outcome", vec!["shown".to_owned()], async || framed::heard(&stage).await).await;
        move_to(&stage, "/").await;
        stage.browser.until(&seen.replace("return ", "")).await;
        framed::inside(&stage, "document.querySelector('[value=\"7\"]').focus()").await;
        stage.browser.click(framed::FRAME).await;
        move_to(&stage, "/checkout").await;
        stays("it was touched", json!(true), async || stage.browser.run(&seen).await).await;
    }
}
