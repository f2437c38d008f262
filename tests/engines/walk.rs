//! The way of an answer: by keyboard, by pointer, and without WebAssembly.

use fantoccini::key::Key;

use crate::harness::until;
use crate::page::{is_left_alone, no_troubles, page, stage, without_webassembly};

const HOST: &str = "document.querySelector('out-of-ten')";
const FRAME: &str = "document.querySelector('out-of-ten').shadowRoot.querySelector('iframe')";

#[tokio::test]
async fn an_answer_by_keyboard_is_stored_and_the_second_visit_is_silent() {
    let stage = stage().await;
    stage.meet().await;
    assert!(!stage.card().holds_focus().await, "the card takes no focus");
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Right, Key::Right, Key::Right]).await;
    assert_eq!(stage.card().selected().await, Some(3));
    assert_eq!(stage.door.answers().len(), 0, "arrows send nothing");
    // To the comment, to Send, sent.
    stage.browser.press(&[Key::Enter, Key::Tab, Key::Enter]).await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    let row = stage.collector.rows("acme").await.remove(0);
    assert_eq!((row.score, row.done), (3, true));
    no_troubles(&stage).await;
    is_left_alone(&stage).await;
}

#[tokio::test]
async fn tab_leads_into_the_card_and_escape_closes_it() {
    let stage = stage().await;
    let focus = "<script>document.getElementById('name').focus()</script>";
    stage.site.put("/", page(&stage, "").at_end(focus));
    stage.meet().await;
    stage.card().tab_into().await;
    stage.browser.press(&[Key::Escape]).await;
    stage.card().leaves().await;
    // Where the way into the card led from, and not where the focus was when it came.
    assert_eq!(stage.browser.run("return document.activeElement.id").await, "count");
    no_troubles(&stage).await;
    is_left_alone(&stage).await;
}

#[tokio::test]
async fn an_answer_by_pointer_with_words_is_stored() {
    let stage = stage().await;
    stage.meet().await;
    stage.card().choose(9).await;
    stage.answers(1).await;
    stage.card().write("with words").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    let row = stage.collector.rows("acme").await.remove(0);
    assert_eq!((row.score, row.rev, row.comment.as_deref()), (9, 2, Some("with words")));
    stage.card().click(".close").await;
    stage.card().leaves().await;
    no_troubles(&stage).await;
}

#[tokio::test]
async fn without_webassembly_the_form_asks_and_the_second_visit_is_silent() {
    let stage = without_webassembly().await;
    stage.visit().await;
    assert_eq!(stage.browser.run("return typeof WebAssembly").await, "undefined");
    let stands =
        format!("{HOST} && !{HOST}.hidden && {FRAME}.getBoundingClientRect().height > 100");
    stage.browser.until(&stands).await;
    stage.browser.enter(FRAME).await;
    stage.browser.run("document.querySelector('[value=\"9\"]').click()").await;
    stage.browser.run("document.querySelector('.send').click()").await;
    stage.browser.until("document.querySelector('[role=status]')").await;
    stage.browser.leave_frame().await;
    until("the answer is stored", async || stage.collector.rows("acme").await.len() == 1).await;
    assert_eq!(stage.collector.rows("acme").await[0].score, 9);
    stage.browser.until("(localStorage.getItem('oot:ledger') || '').includes('answered')").await;
    no_troubles(&stage).await;
    is_left_alone(&stage).await;
}
