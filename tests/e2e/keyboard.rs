//! By keyboard alone, and what the keyboard must not do.

use fantoccini::key::Key;

use crate::harness::{Page, Stage, stays, until};

#[tokio::test]
async fn an_answer_by_keyboard_alone() {
    let stage = Stage::met().await;
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
async fn enter_in_the_scale_sends() {
    let stage = Stage::met().await;
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Right, Key::Right, Key::Enter]).await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    assert_eq!(stage.collector.rows("acme").await[0].score, 2);
}

#[tokio::test]
async fn space_selects_the_focused_score() {
    let stage = Stage::met().await;
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Space]).await;
    assert_eq!(stage.card().selected().await, Some(0));
}

#[tokio::test]
async fn arrows_through_all_eleven_send_nothing() {
    let stage = Stage::met().await;
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
    let stage = Stage::met().await;
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
    let stage = Stage::met().await;
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
    assert_eq!(stops, ["input.7", "textarea.", "button.send", "button.close"]);
    assert!(!stage.card().holds_focus().await || stops.len() == 4);
    stage.card().focus_scale().await;
    stage.browser.press_shifted(Key::Tab).await;
    assert!(!stage.card().holds_focus().await, "Shift and Tab lead back to the page");
}

#[tokio::test]
async fn the_focus_stays_in_the_card_when_the_thank_you_comes() {
    let stage = Stage::met().await;
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Space, Key::Enter]).await;
    stage.card().has(".thanks").await;
    until("the thank-you has the focus", async || stage.card().focused().await == "p.thanks").await;
    stage.browser.press(&[Key::Tab]).await;
    assert_eq!(stage.card().focused().await, "button.close");
}
