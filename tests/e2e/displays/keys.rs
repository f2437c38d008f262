//! By keyboard alone, in each display.

use fantoccini::key::Key;
use serde_json::json;

use super::{LONG, MODES, SHORT, meet, site, visit};
use crate::harness::Stage;

/// From the page into the card, by Tab and, for the edge button, Enter; gives how many presses.
async fn enter(stage: &Stage, mode: &str) -> u32 {
    let mut presses = match mode {
        // It has the focus already: the page behind it is out of reach.
        "modal" => 0,
        _ => stage.card().tab_into().await,
    };
    if mode == "button" {
        stage.browser.press(&[Key::Enter]).await;
        presses += 1;
    }
    stage.card().stands().await;
    presses
}

#[tokio::test]
async fn an_answer_takes_at_most_four_stops_and_twelve_presses() {
    let stage = site().await;
    for mode in MODES {
        visit(&stage, mode, SHORT).await;
        if mode != "button" {
            stage.card().stands().await;
        }
        let mut presses = enter(&stage, mode).await;
        assert_eq!(stage.card().focused().await, "input.0", "{mode}");
        stage.browser.press(&[Key::Left]).await;
        stage.card().has("textarea").await;
        let mut stops = vec![stage.card().focused().await];
        for _ in 0..3 {
            stage.browser.press(&[Key::Tab]).await;
            stops.push(stage.card().focused().await);
        }
        assert_eq!(stops, ["input.10", "textarea.", "button.send", "button.close"], "{mode}");
        stage.browser.press_shifted(Key::Tab).await;
        stage.browser.press(&[Key::Enter]).await;
        stage.card().has(".thanks").await;
        presses += 6;
        assert!(presses <= 12, "{mode}: {presses} presses");
        assert_eq!(stage.answers(1).await.pop().unwrap()["score"], 10);
        stage.door.forget();
    }
}

#[tokio::test]
async fn two_hundred_tabs_find_no_trap() {
    let stage = site().await;
    for mode in MODES {
        meet(&stage, mode, LONG).await;
        stage.card().choose(3).await;
        // How often the focus came to the page and to the card.
        let count = "window.came = {page: 0, card: 0}; document.addEventListener('focusin', ({target}) => \
                     window.came[target.localName === 'out-of-ten' ? 'card' : 'page']++)";
        stage.browser.run(count).await;
        stage.browser.press(&[Key::Tab; 100]).await;
        for _ in 0..5 {
            stage.browser.press_shifted(Key::Tab).await;
        }
        let came = stage.browser.run("return [window.came.page >= 8, window.came.card >= 4]").await;
        if mode == "modal" {
            assert_eq!(came[0], false, "the page behind a modal dialog is out of reach");
            stage.browser.press(&[Key::Escape]).await;
            stage.card().leaves().await;
        } else {
            assert_eq!(came, json!([true, true]), "{mode}: the focus goes round through both");
        }
    }
}

#[tokio::test]
async fn escape_inside_closes_and_gives_the_focus_back_and_outside_it_is_the_pages() {
    let stage = site().await;
    for mode in MODES {
        meet(&stage, mode, SHORT).await;
        let hear =
            "window.keys = []; addEventListener('keydown', ({key}) => window.keys.push(key))";
        stage.browser.run(hear).await;
        if mode != "modal" {
            stage.browser.run("document.getElementById('name').focus()").await;
            stage.browser.press(&[Key::Escape]).await;
            stage.browser.until("window.keys.length === 1").await;
            assert_eq!(stage.card().visible().await, 1, "{mode}: Escape was the page's");
        }
        stage.card().focus_scale().await;
        stage.browser.press(&[Key::Space, Key::Escape]).await;
        stage.card().leaves().await;
        let found = stage.browser.run("return [document.activeElement.id, window.keys]").await;
        let heard = if mode == "modal" { json!([]) } else { json!(["Escape"]) };
        assert_eq!(found, json!(["name", heard]), "{mode}");
    }
}

#[tokio::test]
async fn arrows_select_and_send_nothing() {
    let stage = site().await;
    for mode in MODES {
        meet(&stage, mode, SHORT).await;
        stage.card().focus_scale().await;
        let counted = stage.door.counted().len();
        stage.browser.press(&[Key::Space]).await;
        for score in 1..=10 {
            stage.browser.press(&[Key::Right]).await;
            assert_eq!(stage.card().selected().await, Some(score), "{mode}");
        }
        assert_eq!(stage.door.answers(), [json!(null); 0], "{mode}");
        assert!(stage.door.counted().len() <= counted + 1, "{mode}: only the display is counted");
        // Closed, the last one is the answer.
        stage.browser.press(&[Key::Escape]).await;
        assert_eq!(stage.answers(1).await[0]["score"], 10);
        stage.delivered().await;
        stage.door.forget();
    }
}
