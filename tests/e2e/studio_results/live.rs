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
