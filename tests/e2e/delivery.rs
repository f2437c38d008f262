//! Answers arrive exactly once, whatever the network does.

use std::time::Duration;

use crate::harness::{Fault, Stage, stays, until};

#[tokio::test]
async fn a_collector_that_was_down_gets_the_answer_exactly_once_on_the_next_page() {
    let mut stage = Stage::new().await;
    stage.meet().await;
    stage.card().choose(0).await;
    stage.answers(1).await;
    stage.delivered().await;
    stage.collector.stop().await;
    stage.card().write("sent into the void").await;
    stage.card().click(".send").await;
    // The thank-you does not wait for anybody.
    stage.card().has(".thanks").await;
    stage.answers(2).await;
    stage.browser.until("localStorage.getItem('oot:outbox')").await;

    stage.collector.start_again().await;
    stage.door.lead_to(stage.collector.address());
    stage.visit().await;
    stage.answers(3).await;
    stage.delivered().await;
    let rows = stage.collector.rows("acme").await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!((rows[0].rev, rows[0].score), (2, 0));
    assert_eq!(rows[0].comment.as_deref(), Some("sent into the void"));
    let report = stage.collector.results("acme").await;
    assert_eq!((&report["n"], &report["detractors"]), (&1.into(), &1.into()));

    stage.door.forget();
    stage.visit().await;
    stays("nothing is sent again", 0, async || stage.door.answers().len()).await;
}

#[tokio::test]
async fn a_reply_that_got_lost_leads_to_one_row() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.door.fault("/v1/responses", Fault::LoseReply);
    stage.card().choose(6).await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    until("the answer is stored", async || stage.collector.rows("acme").await.len() == 1).await;
    stage.door.mend();
    stage.visit().await;
    stage.delivered().await;
    let rows = stage.collector.rows("acme").await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(stage.collector.results("acme").await["n"], 1);
}

#[tokio::test]
async fn an_overloaded_collector_gets_the_answer_on_the_next_page() {
    for status in [429, 503] {
        let stage = Stage::new().await;
        stage.meet().await;
        stage.door.fault("/v1/responses", Fault::Status(status));
        stage.card().choose(4).await;
        stage.card().click(".send").await;
        stage.card().has(".thanks").await;
        stage.answers(1).await;
        stage.door.mend();
        stage.visit().await;
        stage.delivered().await;
        assert_eq!(stage.collector.rows("acme").await.len(), 1, "after {status}");
    }
}

#[tokio::test]
async fn an_answer_that_is_refused_for_good_is_not_sent_again() {
    for status in [400, 404, 413, 422] {
        let stage = Stage::new().await;
        stage.meet().await;
        stage.door.fault("/v1/responses", Fault::Status(status));
        stage.card().choose(4).await;
        stage.card().click(".send").await;
        stage.card().has(".thanks").await;
        stage.answers(1).await;
        stage.delivered().await;
        stage.door.forget();
        stage.visit().await;
        stays("nothing is sent again", 0, async || stage.door.answers().len()).await;
    }
}

#[tokio::test]
async fn a_revision_that_overtakes_another_is_the_one_that_counts() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.door.fault("/v1/responses", Fault::Late(Duration::from_secs(3)));
    stage.card().choose(2).await;
    stage.answers(1).await;
    stage.door.mend();
    stage.card().write("the later word").await;
    stage.card().click(".send").await;
    stage.answers(2).await;
    stage.delivered().await;
    let rows = stage.collector.rows("acme").await;
    assert_eq!((rows.len(), rows[0].rev), (1, 2));
    assert_eq!(rows[0].comment.as_deref(), Some("the later word"));
}

#[tokio::test]
async fn what_lies_damaged_in_the_outbox_is_dropped() {
    let stage = Stage::new().await;
    let damaged = "localStorage.setItem('oot:outbox', '[{\"old\":1}]\\nnonsense')";
    stage.browser.before_pages(damaged).await;
    stage.meet().await;
    assert_eq!(stage.door.answers().len(), 0);
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

#[tokio::test]
async fn a_page_left_right_after_the_click_loses_nothing_on_a_slow_network() {
    let stage = Stage::new().await;
    stage.door.fault("/v1/responses", Fault::Late(Duration::from_millis(500)));
    for visit in 1..=10 {
        stage.browser.shift_clock(200.0 * f64::from(visit)).await;
        stage.meet().await;
        stage.card().choose(u8::try_from(visit).unwrap()).await;
        stage.browser.goto("about:blank").await;
    }
    until("all are stored", async || stage.collector.rows("acme").await.len() == 10).await;
    let mut scores: Vec<_> =
        stage.collector.rows("acme").await.iter().map(|row| row.score).collect();
    scores.sort_unstable();
    assert_eq!(scores, (1..=10).collect::<Vec<_>>());
}
