//! Results of a collector that is running.

use serde_json::{Value, json};

use crate::harness::Desk;

/// A published survey with some answers, and the page that reads it.
async fn desk() -> Desk {
    let desk = Desk::at("#/results").await;
    desk.collector.put(&json!({"id": "alder-coffee"})).await;
    for (index, score) in [10, 9, 9, 8, 3, 0, 10].into_iter().enumerate() {
        let comment = if index % 2 == 0 { json!("Fresh beans") } else { Value::Null };
        let answer = json!({"v": 1, "survey": "alder-coffee", "id": format!("answer-{index:08}"), "rev": 1,
            "metric": "nps", "score": score, "comment": comment, "done": true});
        let (status, reply) = desk.collector.post(&answer).await;
        assert_eq!(status, 202, "{reply}");
    }
    desk.put("collector-token", &desk.collector.token()).await;
    desk
}

#[tokio::test]
async fn a_collectors_answers_become_a_report() {
    let desk = desk().await;
    desk.press("fetch-results").await;
    desk.browser.until("document.querySelector('#n')?.textContent.startsWith('7')").await;
    desk.browser.until("document.querySelectorAll('.comments li').length === 4").await;
    assert!(desk.text("#displays").await.contains("Commented"));
    assert!(desk.text("#whence").await.contains("collector"), "nothing speaks of dropped files");
    desk.press("period-week").await;
    desk.press("again").await;
    desk.browser.until("document.querySelector('#period-week').checked").await;
}

#[tokio::test]
async fn a_token_that_expires_while_working_leaves_the_report() {
    let mut desk = desk().await;
    desk.press("fetch-results").await;
    desk.browser.until("document.querySelector('#score')").await;
    desk.put("collector-token", "expired").await;
    desk.press("again").await;
    desk.browser.until("document.querySelector('#trouble')?.textContent.includes('does not accept this token')").await;
    assert!(desk.text("#n").await.starts_with('7'), "the report stays");
    desk.collector.stop().await;
    desk.press("again").await;
    desk.browser
        .until("document.querySelector('#trouble')?.textContent.includes('No answer from')")
        .await;
    assert!(desk.text("#n").await.starts_with('7'), "the report stays");
}

#[tokio::test]
async fn the_way_of_an_answer_and_the_score_with_suspects() {
    let mut desk = desk().await;
    for (event, times) in [("shown", 28), ("dismissed", 5), ("snoozed", 2), ("opted_out", 1)] {
        for _ in 0..times {
            let (status, reply) =
                desk.collector.event(&json!({"survey": "alder-coffee", "event": event})).await;
            assert_eq!(status, 202, "{reply}");
        }
    }
    desk.collector.start_doubting().await;
    for index in 0..3 {
        let answer = json!({"v": 1, "survey": "alder-coffee", "id": format!("unshown-{index:06}"), "rev": 1,
            "metric": "nps", "score": 10, "done": true});
        let (status, reply) = desk.collector.post(&answer).await;
        assert_eq!(status, 202, "{reply}");
    }
    desk.open("#/results").await;
    desk.put("collector-token", &desk.collector.token()).await;
    desk.press("fetch-results").await;
    desk.browser.until("document.querySelector('#displays')").await;
    let rows = "return [...document.querySelectorAll('#displays tr')].map(row => row.textContent)";
    let rows = desk.browser.run(rows).await;
    let row = |at: usize| rows[at].as_str().unwrap().to_owned();
    assert!(row(0).starts_with("Shown28"), "{rows}");
    assert!(row(1).starts_with("Scored7") && row(2).starts_with("Commented4"), "{rows}");
    assert!(row(3).starts_with("Card closed5") && row(5).starts_with("Never again1"), "{rows}");
    let said = desk.text("#suspects").await;
    assert!(said.starts_with('3') && said.contains("with them it would be"), "{said}");
    desk.is_well().await;
}

#[tokio::test]
async fn a_full_storage_takes_no_results_away() {
    let desk = desk().await;
    desk.browser
        .run(
            "for (const storage of [localStorage, sessionStorage]) {\
             let part = 'x'.repeat(1 << 20); for (let n = 0; part; n += 1) {\
             try { storage.setItem('other' + n, part) } catch { part = part.slice(part.length / 2 + 1) } } }",
        )
        .await;
    desk.press("fetch-results").await;
    desk.browser.until("document.querySelector('#n')?.textContent.startsWith('7')").await;
    desk.browser.until("document.querySelectorAll('.comments li').length === 4").await;
    desk.is_well().await;
}
