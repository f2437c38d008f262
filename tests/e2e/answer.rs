//! What a visitor's answer is, and what of it leaves the page.

use crate::harness::{Row, Stage, element, stays, until};
use serde_json::json;

async fn only_row(stage: &Stage) -> Row {
    let mut rows = stage.collector.rows("acme").await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

#[tokio::test]
async fn zero_and_ten_are_stored_as_scores() {
    for score in [0, 10] {
        let stage = Stage::new().await;
        stage.meet().await;
        stage.card().choose(score).await;
        stage.card().click(".send").await;
        stage.card().has(".thanks").await;
        stage.delivered().await;
        let row = only_row(&stage).await;
        assert_eq!((row.score, row.done, row.comment), (i64::from(score), true, None));
    }
}

#[tokio::test]
async fn a_score_with_a_comment_is_one_row() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().choose(6).await;
    stage.answers(1).await;
    stage.card().write("  Schön, \"aber\" teuer\n\u{1F375} \u{202E}x  ").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    let answers = stage.answers(2).await;
    assert_eq!((&answers[0]["rev"], &answers[0]["done"]), (&json!(1), &json!(false)));
    assert_eq!((&answers[1]["rev"], &answers[1]["done"]), (&json!(2), &json!(true)));
    assert_eq!(answers[0]["id"], answers[1]["id"]);
    stage.delivered().await;
    let row = only_row(&stage).await;
    assert_eq!((row.rev, row.score, row.done), (2, 6, true));
    assert_eq!(row.comment.as_deref(), Some("Schön, \"aber\" teuer\n\u{1F375} \u{202E}x"));
}

#[tokio::test]
async fn a_pointers_choice_is_sent_once_it_has_stood_for_a_moment() {
    let stage = Stage::new().await;
    stage.meet().await;
    // Before the question folds, in the moment in which a choice is seen.
    let all = [2, 9, 4].map(|score| element(&format!("input[value=\"{score}\"]")));
    let press = "const press = (radio) => radio.dispatchEvent(new MouseEvent('click', \
                 {bubbles: true, cancelable: true, detail: 1}));";
    let presses = all.map(|radio| format!("press({radio});")).concat();
    stage.browser.run(&format!("{press} {presses}")).await;
    stage.answers(1).await;
    stays("only the last choice is sent", 1, async || stage.door.answers().len()).await;
    assert_eq!(stage.door.answers()[0]["score"], 4);
}

#[tokio::test]
async fn a_score_can_be_changed_until_it_is_sent() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().choose(2).await;
    stage.answers(1).await;
    let detractor = stage.card().text(".why label").await;
    stage.card().choose(10).await;
    assert_ne!(stage.card().text(".why label").await, detractor);
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.answers(2).await;
    stage.delivered().await;
    let row = only_row(&stage).await;
    assert_eq!((row.rev, row.score, row.done), (2, 10, true));
}

#[tokio::test]
async fn closing_with_a_score_selected_delivers_the_score_and_not_the_words() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().choose(5).await;
    stage.card().write("not meant to be sent").await;
    stage.card().click(".close").await;
    stage.card().leaves().await;
    stage.answers(1).await;
    stage.delivered().await;
    let row = only_row(&stage).await;
    assert_eq!((row.score, row.done, row.comment), (5, false, None));
    assert!(stage.door.asked().iter().all(|asked| !asked.body.contains("not meant")));
}

#[tokio::test]
async fn leaving_the_page_delivers_the_selected_score() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().choose(8).await;
    stage.card().write("half a sent").await;
    stage.browser.goto("about:blank").await;
    until("the score is stored", async || !stage.collector.rows("acme").await.is_empty()).await;
    let row = only_row(&stage).await;
    assert_eq!((row.score, row.done, row.comment), (8, false, None));
}

#[tokio::test]
async fn the_comment_box_holds_two_thousand_characters_and_no_more() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().choose(3).await;
    stage.card().write(&"é".repeat(2_001)).await;
    let length = "return document.querySelector('out-of-ten').shadowRoot\
                  .querySelector('textarea').value.length";
    assert_eq!(stage.browser.run(length).await, 2_000);
    assert_eq!(stage.card().text(".left").await, "Characters left: 0");
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    assert_eq!(only_row(&stage).await.comment, Some("é".repeat(2_000)));
}

/// What somebody may put into the box, as an expression of the page, and what is stored of it.
#[tokio::test]
async fn odd_words_are_stored_as_they_are_or_up_to_the_limit_that_is_shown() {
    let stage = Stage::new().await;
    stage.browser.before_pages("try { localStorage.clear() } catch {}").await;
    let whole = [
        ("'\\u{1F375}'.repeat(5000)", "\u{1F375}".repeat(2_000)),
        ("'x'.repeat(65536)", "x".repeat(2_000)),
        ("'a\\ud800b'", "a\u{FFFD}b".to_owned()),
        // The one sign that no collector takes: nobody has seen it.
        ("'a\\u0000b'", "ab".to_owned()),
        ("'\\u202Egnp.exe \\u2066x\\u2069'", "\u{202E}gnp.exe \u{2066}x\u{2069}".to_owned()),
        ("'e\\u0301 \\u00e9'", "e\u{301} \u{e9}".to_owned()),
    ];
    for (number, (written, stored)) in whole.iter().enumerate() {
        stage.meet().await;
        stage.card().choose(3).await;
        let words = stage.browser.run(&format!("return JSON.stringify({written})")).await;
        let script = format!(
            "const box = {}; box.value = JSON.parse(arguments[0]); \
             box.dispatchEvent(new InputEvent('input', {{bubbles: true}}))",
            crate::harness::element("textarea")
        );
        stage.browser.run_with(&script, vec![words]).await;
        stage.card().click(".send").await;
        stage.card().has(".thanks").await;
        stage.delivered().await;
        let rows = stage.collector.rows("acme").await;
        assert_eq!(rows.len(), number + 1, "{written}");
        assert!(rows.iter().any(|row| row.comment.as_ref() == Some(stored)), "{written}: {rows:?}");
    }
    let heaviest = stage.door.asked().iter().map(|asked| asked.body.len()).max();
    assert!(heaviest < Some(60_000), "{heaviest:?} bytes do not fit what a closing page may send");
}

#[tokio::test]
async fn a_segment_named_by_the_tag_is_stored_with_the_answer() {
    let stage = Stage::new().await;
    stage.site.put("/", crate::harness::Page::with_tag(&stage.tag("data-segment=\"trial\"")));
    stage.meet().await;
    stage.card().choose(1).await;
    stage.card().click(".send").await;
    stage.delivered().await;
    assert_eq!(only_row(&stage).await.segment.as_deref(), Some("trial"));
}

#[tokio::test]
async fn the_thank_you_takes_the_place_of_the_question_and_can_be_closed() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().choose(9).await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    assert!(stage.card().text(".thanks").await.contains("Acme"));
    assert_eq!(stage.card().text(".said").await, stage.card().text(".thanks").await);
    stage.card().click(".close").await;
    stage.card().leaves().await;
}

#[tokio::test]
async fn clicks_meant_for_what_lay_beneath_are_ignored() {
    let stage = Stage::new().await;
    // Clicks in the very task in which the card appears, where a finger might already be.
    let early = "document.addEventListener('oot:shown', () => { \
                 const root = document.querySelector('out-of-ten').shadowRoot; \
                 const at = root.querySelector('input[value=\"3\"]').getBoundingClientRect(); \
                 const hit = root.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2); \
                 window.early = hit ? hit.localName : 'nothing'; })";
    stage.browser.before_pages(early).await;
    stage.meet().await;
    let hit = stage.browser.run("return window.early").await;
    assert_ne!(hit, "input", "the card takes clicks from the first moment");
    stage.card().choose(3).await;
}
