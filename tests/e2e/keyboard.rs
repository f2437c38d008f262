//! By keyboard alone, and what the keyboard must not do.

use fantoccini::key::Key;

use crate::harness::{Page, Stage, element, stays, survey_with, until};
use serde_json::json;

#[tokio::test]
async fn an_answer_by_keyboard_alone() {
    let stage = Stage::new().await;
    stage.meet().await;
    let mut presses = stage.card().tab_into().await;
    assert_eq!(stage.card().focused().await, "input.0");
    stage.browser.press(&[Key::Left]).await;
    assert_eq!(stage.card().selected().await, Some(10));
    stage.card().has("textarea").await;
    stage.browser.press(&[Key::Tab]).await;
    assert_eq!(stage.card().focused().await, "textarea.");
    stage.browser.type_text("Fine tea").await;
    stage.browser.press(&[Key::Tab]).await;
    assert_eq!(stage.card().focused().await, "button.send");
    stage.browser.press(&[Key::Enter]).await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    let rows = stage.collector.rows("acme").await;
    assert_eq!((rows.len(), rows[0].score, rows[0].rev), (1, 10, 1));
    assert_eq!(rows[0].comment.as_deref(), Some("Fine tea"));
    presses += 4;
    assert!(presses <= 12, "{presses} key presses besides the comment");
}

#[tokio::test]
async fn enter_in_the_scale_leads_to_the_comment() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Enter]).await;
    assert_eq!(stage.card().focused().await, "input.0", "nothing is chosen yet");
    stage.browser.press(&[Key::Right, Key::Right, Key::Enter]).await;
    assert_eq!(stage.card().focused().await, "textarea.");
    assert_eq!(stage.card().text(".change").await, "You chose 2Change");
    stays("nothing is sent", 0, async || stage.door.answers().len()).await;
    stage.browser.press_shifted(Key::Tab).await;
    assert_eq!(stage.card().focused().await, "button.change");
    stage.browser.press(&[Key::Enter]).await;
    assert_eq!(stage.card().focused().await, "input.2");
    stage.browser.press(&[Key::Right, Key::Enter, Key::Tab, Key::Enter]).await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    assert_eq!(stage.collector.rows("acme").await[0].score, 3);
}

/// What hears them comes after the card stands.
async fn meet_with_digits(stage: &Stage) {
    stage.meet().await;
    let heard =
        || stage.door.asked().iter().any(|asked| asked.path.ends_with("/display-events.js"));
    until("digits are heard", async || heard()).await;
    stage.browser.run_async("setTimeout(arguments[0], 300)").await;
}

#[tokio::test]
async fn digits_choose_and_send_nothing() {
    let stage = Stage::new().await;
    meet_with_digits(&stage).await;
    stage.card().focus_scale().await;
    for digit in 0..=9 {
        stage.browser.type_text(&digit.to_string()).await;
        assert_eq!(stage.card().selected().await, Some(digit));
        assert_eq!(
            stage.card().focused().await,
            format!("input.{digit}"),
            "the arrows go on there"
        );
    }
    stage.browser.type_text("10").await;
    assert_eq!(stage.card().selected().await, Some(10));
    // Too late for ten.
    stage.browser.type_text("1").await;
    stage.browser.run_async("setTimeout(arguments[0], 700)").await;
    stage.browser.type_text("0").await;
    assert_eq!(stage.card().selected().await, Some(0));
    for (how, key) in
        [("ctrlKey: true", "7"), ("isComposing: true", "7"), ("keyCode: 229", "7"), ("", "x")]
    {
        let press = format!(
            "{}.dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', {how}, bubbles: true}}))",
            element("input")
        );
        stage.browser.run(&press).await;
        assert_eq!(stage.card().selected().await, Some(0), "{how} {key}");
    }
    stays("nothing is sent", 0, async || stage.door.answers().len()).await;
    // Digits in the comment are words.
    stage.browser.press(&[Key::Enter]).await;
    stage.browser.type_text("9 of 10").await;
    assert_eq!(stage.card().selected().await, Some(0));
}

#[tokio::test]
async fn a_digit_off_the_scale_chooses_nothing() {
    let stage = Stage::with(&survey_with(&json!({"metric": "csat"}))).await;
    meet_with_digits(&stage).await;
    stage.card().focus_scale().await;
    stage.browser.type_text("0").await;
    stage.browser.type_text("6").await;
    assert_eq!(stage.card().selected().await, None);
    stage.browser.type_text("5").await;
    assert_eq!(stage.card().selected().await, Some(5));
}

#[tokio::test]
async fn space_selects_the_focused_score() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Space]).await;
    assert_eq!(stage.card().selected().await, Some(0));
}

#[tokio::test]
async fn arrows_through_all_eleven_send_nothing() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.door.forget();
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Space]).await;
    for score in 1..=10 {
        stage.browser.press(&[Key::Right]).await;
        assert_eq!(stage.card().selected().await, Some(score));
    }
    stage.browser.press(&[Key::Right]).await;
    assert_eq!(stage.card().selected().await, Some(0), "the arrows go round");
    stays("no request", 0, async || stage.door.asked().len()).await;
}

#[tokio::test]
async fn a_score_selected_by_keys_is_delivered_when_the_page_is_left() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Right]).await;
    assert_eq!(stage.card().selected().await, Some(1));
    stage.browser.goto("about:blank").await;
    until("it is stored", async || stage.collector.rows("acme").await.len() == 1).await;
}

#[tokio::test]
async fn the_card_takes_neither_focus_nor_keys_when_it_opens() {
    let stage = Stage::new().await;
    let page = Page::with_tag(&stage.tag("")).at_end(
        "<script>const field = document.getElementById('name'); field.focus();\
         window.blurs = 0; field.addEventListener('blur', () => window.blurs++)</script>",
    );
    stage.site.put("/", page);
    stage.visit().await;
    let typed = "the quick brown fox jumps over the lazy dog ".repeat(5);
    for word in typed.split_inclusive(' ') {
        stage.browser.type_text(word).await;
    }
    stage.card().stands().await;
    let field = "const at = document.activeElement; return [at.id, at.value, at.selectionStart]";
    let found = stage.browser.run(field).await;
    assert_eq!(found, serde_json::json!(["name", typed, typed.len()]));
    assert_eq!(stage.browser.run("return window.blurs").await, 0);
}

#[tokio::test]
async fn escape_outside_the_card_is_the_pages_own() {
    let stage = Stage::new().await;
    let count = "<script>window.escapes = 0; addEventListener('keydown', (event) => { \
                 if (event.key === 'Escape') window.escapes++ })</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(count));
    stage.meet().await;
    stage.browser.run("document.getElementById('name').focus()").await;
    stage.browser.press(&[Key::Escape]).await;
    stage.browser.until("window.escapes === 1").await;
    assert_eq!(stage.card().visible().await, 1);
}

#[tokio::test]
async fn escape_in_the_card_closes_it_and_gives_the_focus_back() {
    let stage = Stage::new().await;
    let count = "<script>window.keys = 0; addEventListener('keydown', () => window.keys++);\
                 document.getElementById('name').focus()</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(count));
    stage.meet().await;
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Space, Key::Escape]).await;
    stage.card().leaves().await;
    let found = stage.browser.run("return [document.activeElement.id, window.keys]").await;
    assert_eq!(found, serde_json::json!(["name", 0]), "keys in the card are the card's own");
}

#[tokio::test]
async fn tab_goes_through_the_card_and_out_again() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().choose(7).await;
    stage
        .browser
        .run("document.activeElement.blur(); document.getElementById('count').focus()")
        .await;
    let mut stops = Vec::new();
    for _ in 0..12 {
        stage.browser.press(&[Key::Tab]).await;
        let at = stage.card().focused().await;
        if !at.is_empty() && !stops.contains(&at) {
            stops.push(at);
        }
    }
    assert_eq!(stops, ["button.change", "textarea.", "button.send", "button.close"]);
    assert!(!stage.card().holds_focus().await || stops.len() == 4);
    stage.card().focus_scale().await;
    stage.browser.press_shifted(Key::Tab).await;
    assert!(!stage.card().holds_focus().await, "Shift and Tab lead back to the page");
}

#[tokio::test]
async fn the_focus_stays_in_the_card_when_the_thank_you_comes() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Space, Key::Enter, Key::Tab, Key::Enter]).await;
    stage.card().has(".thanks").await;
    until("the thank-you has the focus", async || stage.card().focused().await == "p.thanks").await;
    stage.browser.press(&[Key::Tab]).await;
    assert_eq!(stage.card().focused().await, "button.close");
}
