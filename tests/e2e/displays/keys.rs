//! By keyboard alone, in each display.

use fantoccini::key::Key;
use serde_json::json;

use super::{LONG, MODES, SHORT, meet, site, visit};
use crate::harness::{ROOT, Stage};

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
    if mode == "modal" {
        // It begins with its question.
        assert_eq!(stage.card().focused().await, "p.question");
        stage.browser.press(&[Key::Tab]).await;
        presses += 1;
    }
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
        // How often the focus came to the page, and to each stop of the card.
        let count = format!(
            "window.page = 0; window.stops = new Map(); document.addEventListener('focusin', ({{target}}) => \
             window.page += target.localName !== 'out-of-ten'); {ROOT}.addEventListener('focusin', \
             ({{target}}) => window.stops.set(target, (window.stops.get(target) ?? 0) + 1))"
        );
        stage.browser.run(&count).await;
        for direction in ["on", "back"] {
            stage.browser.run("window.page = 0; window.stops.clear()").await;
            match direction {
                "on" => stage.browser.press(&[Key::Tab; 200]).await,
                _ => stage.browser.press_often_with(Key::Shift, Key::Tab.into(), 200).await,
            }
            let came =
                "return [window.page, window.stops.size, Math.min(...window.stops.values())]";
            let came = stage.browser.run(came).await;
            // The answered question, three reasons, words, an address, its tick, Send, the cross.
            assert_eq!(came[1], 9, "{mode}, {direction}: every stop of the card");
            assert!(came[2].as_u64() >= Some(3), "{mode}, {direction}: again and again: {came}");
            if mode == "modal" {
                assert_eq!(came[0], 0, "the page behind a modal dialog is out of reach");
            } else {
                assert!(came[0].as_u64() >= Some(8), "{mode}, {direction}: the page too: {came}");
            }
        }
        stage.card().focus_scale().await;
        stage.browser.press(&[Key::Escape]).await;
        stage.card().leaves().await;
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

/// What has the focus may change while the card stands: it goes back to where it was last.
#[tokio::test]
async fn the_focus_goes_back_to_what_had_it_just_before() {
    let stage = site().await;
    for mode in MODES {
        if mode == "modal" {
            // It has the focus from its first moment on.
            continue;
        }
        meet(&stage, mode, SHORT).await;
        stage.browser.run("document.getElementById('count').focus()").await;
        stage.card().focus_scale().await;
        stage.browser.press(&[Key::Space, Key::Escape]).await;
        stage.card().leaves().await;
        let focused = "return document.activeElement.id";
        assert_eq!(stage.browser.run(focused).await, "count", "{mode}");
        // What is no longer there takes none, and nothing else does.
        meet(&stage, mode, SHORT).await;
        stage.browser.run("document.getElementById('count').focus()").await;
        stage.card().focus_scale().await;
        stage.browser.run("document.getElementById('count').remove()").await;
        stage.browser.press(&[Key::Space, Key::Escape]).await;
        stage.card().leaves().await;
        let focused = "return document.activeElement === document.body";
        assert_eq!(stage.browser.run(focused).await, true, "{mode}");
        assert_eq!(stage.browser.troubles().await, [""; 0], "{mode}");
    }
}

/// The page opens the card in the middle of a word. Only the modal, which is there for that, takes
/// the focus.
#[tokio::test]
async fn a_card_that_opens_while_somebody_types_takes_no_key() {
    let stage = site().await;
    stage
        .browser
        .before_pages("window.blurs = 0; addEventListener('blur', () => window.blurs++, true)")
        .await;
    let typed = "the quick brown fox jumps over the lazy dog ".repeat(5);
    let (before, after) = typed.split_at(100);
    for mode in MODES {
        let document = json!({"id": mode, "triggers": {"delay_ms": 3_600_000},
            "display": {"mode": mode, "target": "#place"}});
        stage.collector.put(&document).await;
        let tag = stage.tag("").replace("acme", mode);
        stage.site.put("/typing", crate::harness::Page::with_tag(&tag));
        stage.browser.goto(&stage.site.at("/typing")).await;
        stage.browser.until("typeof window.outoften === 'function'").await;
        stage.browser.run("document.getElementById('name').focus()").await;
        stage.browser.type_text(before).await;
        stage.browser.run("setTimeout(() => outoften('open'), 0)").await;
        if mode != "modal" {
            stage.browser.type_text(after).await;
        }
        stage.card().stands().await;
        let field = "const field = document.getElementById('name'); \
                     return [document.activeElement === field, field.value, field.selectionStart, window.blurs]";
        let found = stage.browser.run(field).await;
        let wanted = match mode {
            "modal" => json!([false, before, before.len(), 1]),
            _ => json!([true, typed, typed.len(), 0]),
        };
        assert_eq!(found, wanted, "{mode}");
        stage.card().click(".close").await;
        stage.card().leaves().await;
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
