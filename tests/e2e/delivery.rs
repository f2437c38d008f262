//! Answers arrive exactly once, whatever the network does.

use std::time::{Duration, Instant, SystemTime};

use crate::harness::{Asked, Fault, Stage, stays, survey_with, until};
use serde_json::json;

/// An answer that waited for the network is there so soon after it is back.
const WHEN_BACK: Duration = Duration::from_secs(5);

#[tokio::test]
async fn a_collector_that_was_down_gets_the_answer_exactly_once_on_the_next_page() {
    let mut stage = Stage::met().await;
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
    let stage = Stage::met().await;
    stage.door.fault("/v1/responses", Fault::LoseReply);
    stage.card().answer(6).await;
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
        let stage = Stage::met().await;
        stage.door.fault("/v1/responses", Fault::Status(status));
        stage.card().answer(4).await;
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
        let stage = Stage::met().await;
        stage.door.fault("/v1/responses", Fault::Status(status));
        stage.card().answer(4).await;
        stage.delivered().await;
        stays("one attempt", 1, async || stage.door.answers().len()).await;
        stage.door.forget();
        stage.visit().await;
        stays("nothing is sent again", 0, async || stage.door.answers().len()).await;
    }
}

#[tokio::test]
async fn a_revision_that_overtakes_another_is_the_one_that_counts() {
    let stage = Stage::met().await;
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
    // Only once: what is written after it stays.
    let damaged = format!(
        "if (!sessionStorage.getItem('once')) {{ sessionStorage.setItem('once', '1'); {damaged} }}"
    );
    stage.browser.before_pages(&damaged).await;
    stage.meet().await;
    stage.delivered().await;
    assert_eq!(stage.door.answers().len(), 0);
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

/// When answers were posted, in order.
fn posted_at(stage: &Stage) -> Vec<SystemTime> {
    let is_answer = |asked: &Asked| asked.method == "POST" && asked.path == "/v1/responses";
    stage.door.asked().iter().filter(|asked| is_answer(asked)).map(|asked| asked.at).collect()
}

/// Gives a score to a collector that refuses it, until it is kept.
async fn answers_in_vain(stage: &Stage, fault: Fault) {
    stage.door.fault("/v1/responses", fault);
    stage.card().answer(4).await;
    stage.answers(1).await;
}

#[tokio::test]
async fn a_collector_that_is_back_gets_the_answer_from_the_same_page() {
    let stage = Stage::met().await;
    let count = "window.failed = 0; outoften('on', 'failed', () => window.failed++)";
    stage.browser.run(count).await;
    answers_in_vain(&stage, Fault::Status(503)).await;
    stage.answers(2).await;
    stage.door.mend();
    stage.delivered().await;
    let rows = stage.collector.rows("acme").await;
    assert_eq!((rows.len(), rows[0].score, rows[0].done), (1, 4, true));
    assert_eq!(stage.browser.run("return window.failed").await, 1, "told once");
}

#[tokio::test]
async fn nobody_tries_before_the_time_that_a_server_names_in_seconds() {
    let stage = Stage::met().await;
    answers_in_vain(&stage, Fault::StatusUntil(429, "3")).await;
    stage.door.mend();
    stage.delivered().await;
    let at = posted_at(&stage);
    let waited = at[1].duration_since(at[0]).unwrap();
    assert!(waited >= Duration::from_secs(3), "{waited:?}");
    assert_eq!(stage.collector.rows("acme").await.len(), 1);
}

#[tokio::test]
async fn nobody_tries_before_the_date_that_a_server_names() {
    let stage = Stage::met().await;
    let script = "const at = Date.now() + 6000; return [new Date(at).toUTCString(), at]";
    let date = stage.browser.run(script).await;
    let text: &'static str = date[0].as_str().unwrap().to_owned().leak();
    answers_in_vain(&stage, Fault::StatusUntil(503, text)).await;
    stage.door.mend();
    stage.delivered().await;
    let at = posted_at(&stage)[1].duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis();
    // The date is written in whole seconds.
    let date_ms = u128::from(date[1].as_u64().unwrap()) / 1_000 * 1_000;
    assert!(at >= date_ms, "{at} is before {date_ms}");
}

#[tokio::test]
async fn the_time_that_a_server_names_holds_for_the_next_page_too() {
    let stage = Stage::met().await;
    answers_in_vain(&stage, Fault::StatusUntil(503, "600")).await;
    stage.browser.until("/^\\d+ \\d+ /.test(localStorage.getItem('oot:outbox'))").await;
    stage.door.mend();
    stage.door.forget();
    stage.visit().await;
    until("the card is there to deliver", async || {
        stage.door.asked().iter().any(|asked| asked.path.ends_with("card.wasm"))
    })
    .await;
    stays("nothing is sent", 0, async || stage.door.answers().len()).await;
    stage.browser.shift_clock(1.0).await;
    stage.visit().await;
    stage.delivered().await;
    assert_eq!(stage.collector.rows("acme").await.len(), 1);
}

/// A server that names thirty years is asked again after an hour.
#[tokio::test]
async fn an_absurd_time_that_a_server_names_is_an_hour() {
    let stage = Stage::met().await;
    answers_in_vain(&stage, Fault::StatusUntil(503, "1000000000")).await;
    stage.browser.until("/^\\d+ \\d{13} /.test(localStorage.getItem('oot:outbox'))").await;
    let wait = "return Number(localStorage.getItem('oot:outbox').split(' ')[1]) - Date.now()";
    let wait_ms = stage.browser.run(wait).await.as_f64().unwrap();
    assert!(wait_ms <= 3_600_000.0, "{wait_ms} ms");
    stage.door.mend();
    stage.door.forget();
    stage.browser.shift_clock(1.01 / 24.0).await;
    stage.visit().await;
    stage.delivered().await;
    assert_eq!(stage.collector.rows("acme").await.len(), 1);
}

#[tokio::test]
async fn what_was_answered_without_a_network_is_sent_when_it_is_back() {
    let stage = Stage::new().await;
    let count = "window.tries = 0; const own = window.fetch; window.fetch = function (address) { \
                 window.tries += String(address).endsWith('/v1/responses'); \
                 return own.apply(this, arguments) }";
    stage.browser.before_pages(count).await;
    stage.meet().await;
    until("the display is counted", async || stage.door.counted() == ["shown"]).await;
    let network = |offline: bool| json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    stage.browser.devtools("Network.emulateNetworkConditions", network(true)).await;
    stage.card().answer(8).await;
    // After five failures in a row the page tries no more by itself.
    stage.browser.until("window.tries >= 5").await;
    let tries = stage.browser.run("return window.tries").await;
    stays("no more tries", tries, async || stage.browser.run("return window.tries").await).await;
    stage.browser.devtools("Network.emulateNetworkConditions", network(false)).await;
    let back = Instant::now();
    stage.delivered().await;
    // Not by the next try of its own, which may be minutes away.
    assert!(back.elapsed() < WHEN_BACK, "{:?}", back.elapsed());
    let rows = stage.collector.rows("acme").await;
    assert_eq!((rows.len(), rows[0].score), (1, 8));
    assert_eq!(stage.door.answers().len(), 1, "once");
}

#[tokio::test]
async fn consent_taken_back_deletes_what_is_waiting_and_sends_nothing_more() {
    let stage = Stage::met().await;
    answers_in_vain(&stage, Fault::Status(503)).await;
    stage.browser.until("localStorage.getItem('oot:outbox')").await;
    stage.browser.run("outoften('consent', false)").await;
    stage.browser.until("!Object.keys(localStorage).length").await;
    stage.door.mend();
    stage.door.forget();
    stays("no request", 0, async || stage.door.asked().len()).await;
    assert_eq!(stage.kept().await, json!({}));
    assert_eq!(stage.collector.rows("acme").await, []);
}

#[tokio::test]
async fn what_is_refused_for_a_while_does_not_stand_in_the_way_of_the_rest() {
    let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
    let body = |id: &str| {
        json!({"v": 1, "survey": "acme", "id": id, "rev": 1, "metric": "nps",
        "score": 3, "done": true, "elapsed_ms": 5_000})
    };
    let (dead, live) = (stage.site.at("/nobody"), format!("{}/v1/responses", stage.door.origin()));
    let seed = format!(
        "if (!localStorage.length) localStorage.setItem('oot:outbox', \
         `${{Date.now()}} 0 {} {}\\n${{Date.now()}} 0 {live} {}\\n`)",
        dead.replace("localhost", "127.0.0.2").replace("http:", "https:"),
        body("never-sent"),
        body("sent-soon")
    );
    stage.browser.before_pages(&seed).await;
    stage.visit().await;
    until("the second is stored", async || stage.collector.rows("acme").await.len() == 1).await;
    assert_eq!(stage.collector.rows("acme").await[0].id, "sent-soon");
}

#[tokio::test]
async fn displays_are_counted_and_their_answers_carry_no_name() {
    let stage = Stage::met().await;
    until("the display is counted", async || stage.door.counted() == ["shown"]).await;
    stage.card().close().await;
    until("so is the end", async || stage.door.counted() == ["shown", "dismissed"]).await;
    for asked in stage.door.asked().iter().filter(|asked| asked.method == "POST") {
        assert_eq!((asked.cookie.as_deref(), asked.query.as_str()), (None, ""));
        assert!(asked.content_type.as_deref().is_some_and(|kind| kind.starts_with("text/plain")));
    }
    let displays = stage.collector.displays("acme").await;
    assert_eq!((&displays["shown"], &displays["dismissed"]), (&json!(1), &json!(1)), "{displays}");
}

#[tokio::test]
async fn an_answer_carries_the_token_of_its_display() {
    let stage = Stage::met().await;
    let replied = "performance.getEntriesByType('resource').some(entry => \
                   entry.name.endsWith('/v1/events') && entry.responseEnd > 0)";
    stage.browser.until(replied).await;
    stage.card().choose(7).await;
    stage.card().write("words").await;
    stage.answers(1).await;
    stage.card().click(".send").await;
    let answer = stage.answers(2).await.pop().unwrap();
    let token = answer["display"].as_str().unwrap_or_default();
    assert!(token.starts_with("d1."), "{answer}");
    stage.delivered().await;
    assert_eq!(stage.collector.rows("acme").await[0].rev, 2);
}

#[tokio::test]
async fn a_collector_that_does_not_count_is_nobodys_trouble() {
    let stage = Stage::new().await;
    stage.door.fault("/v1/events", Fault::Refuse);
    stage.meet().await;
    stage.delivers(7).await;
    assert_eq!(stage.collector.rows("acme").await.len(), 1);
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}
