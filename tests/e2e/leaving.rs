//! Pages that are closed, left or loaded anew while an answer is on its way, keys that are held, and
//! several pages at once: one row for each answer.

use std::time::Duration;

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::harness::{Fault, Page, Stage, Start, element, stays, survey_with, until};

/// Answers as soon as the card stands, with the pointer, and is gone within 50 ms: every other time
/// the tab is closed, else another page is opened in it.
const HASTE: &str = "<script>window.outoften = function () { (outoften.q = outoften.q || []).push(arguments) }; \
    outoften('open'); const visit = Number(new URLSearchParams(location.search).get('visit')); \
    const leave = () => visit % 2 ? close() : location.replace('about:blank#gone'); \
    document.addEventListener('oot:shown', () => setTimeout(() => { \
    const root = document.querySelector('out-of-ten').shadowRoot; \
    const click = new MouseEvent('click', {bubbles: true, composed: true, detail: 1}); \
    root.querySelector(`input[value=\"${visit % 11}\"]`).dispatchEvent(click); \
    setTimeout(leave, visit % 51) })) </script>";

/// Opens so many tabs, a few at a time, and waits until each is gone.
const VISITS: &str = "const [visits, done] = arguments; let next = 0; \
    const gone = (tab) => tab.closed || tab.location.hash === '#gone'; \
    const one = async () => { while (next < visits) { \
    const tab = open('/haste?visit=' + next++, '_blank'); \
    while (!gone(tab)) await new Promise((resolve) => setTimeout(resolve, 20)); tab.close() } }; \
    Promise.all([one(), one(), one(), one()]).then(done, (error) => done(String(error)))";

/// Of visitors who are gone as soon as they have answered, on a slow network, at least 99.5 % are
/// heard, and nobody twice. 40 of them, or 200 where `OUTOFTEN_SOAK` is set.
#[tokio::test]
async fn tabs_that_are_closed_right_after_the_click_lose_nothing_on_a_slow_network() {
    let visitors = if std::env::var_os("OUTOFTEN_SOAK").is_some() { 200 } else { 40 };
    // Windows in the background are visitors like any other.
    let flags = vec!["--disable-background-timer-throttling", "--disable-renderer-backgrounding"];
    let late = survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}));
    let stage = Stage::started(&late, Start { flags, ..Start::default() }).await;
    stage.site.put("/haste", Page::with_tag(&stage.tag("")).before_tag(HASTE));
    stage.site.put("/all", Page::new("<!doctype html><title>All</title>"));
    stage.door.fault("/v1/responses", Fault::Late(Duration::from_millis(500)));
    stage.browser.goto(&stage.site.at("/all")).await;
    stage.browser.patience(Duration::from_secs(240)).await;
    // In parts, so that no single wait grows with their number.
    for part in 1..=4 {
        let visits = json!(visitors / 4 * part);
        let script =
            VISITS.replace("let next = 0", &format!("let next = {}", visitors / 4 * (part - 1)));
        assert_eq!(
            stage.browser.run_async_with(&script, vec![visits]).await,
            json!([null, null, null, null])
        );
    }
    let enough = usize::div_ceil(visitors * 995, 1_000);
    until("they are stored", async || stage.collector.rows("acme").await.len() >= enough).await;
    stage.door.mend();
    let rows = stage.collector.rows("acme").await;
    assert!(rows.len() <= visitors, "{} rows of {visitors} visitors", rows.len());
    let sent = stage.door.answers();
    for row in &rows {
        let one = |answer: &&Value| answer["id"] == row.id;
        let scores: Vec<_> =
            sent.iter().filter(one).map(|answer| answer["score"].as_i64()).collect();
        assert!(scores.iter().all(|score| *score == Some(row.score)), "{row:?}: {scores:?}");
    }
}

/// The network is gone, also for the page itself.
async fn network(stage: &Stage, offline: bool) {
    let conditions =
        json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    stage.browser.devtools("Network.emulateNetworkConditions", conditions).await;
}

#[tokio::test]
async fn an_answer_without_a_network_outlives_ten_minutes_and_a_page_that_cannot_be_loaded() {
    let stage = Stage::new().await;
    stage.meet().await;
    until("the display is counted", async || stage.door.counted() == ["shown"]).await;
    network(&stage, true).await;
    stage.card().choose(8).await;
    stage.card().write("from a train").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.browser.until("localStorage.getItem('oot:outbox')").await;
    stage.browser.run("setTimeout(() => location.reload(), 0)").await;
    // What the browser shows instead of the page.
    stage
        .browser
        .until("!document.getElementById('name') && document.readyState === 'complete'")
        .await;
    stage.browser.shift_clock(10.0 / 1_440.0).await;
    network(&stage, false).await;
    stage.visit().await;
    stage.delivered().await;
    stays("once", 1, async || stage.door.answers().len()).await;
    let rows = stage.collector.rows("acme").await;
    assert_eq!((rows.len(), rows[0].score), (1, 8));
    assert_eq!(rows[0].comment.as_deref(), Some("from a train"));
}

/// Five answers that wait, in the browser of whoever opens `/three`.
fn waiting(stage: &Stage) -> String {
    let endpoint = format!("{}/v1/responses", stage.door.origin());
    let line = |number: u32| {
        let body = json!({"v": 1, "survey": "acme", "id": format!("waiting-{number}"), "rev": 1,
            "metric": "nps", "score": number, "done": true, "elapsed_ms": 5_000});
        format!("${{Date.now()}} 0 {endpoint} {body}\\n")
    };
    let lines: String = (0..5).map(line).collect();
    format!(
        "if (location.pathname === '/three' && !localStorage.getItem('oot:outbox')) \
         localStorage.setItem('oot:outbox', `{lines}`)"
    )
}

#[tokio::test]
async fn of_three_pages_that_open_together_one_sends_what_is_waiting_with_locks_and_without() {
    for has_locks in [true, false] {
        let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
        stage.browser.before_pages(&waiting(&stage)).await;
        if !has_locks {
            stage.browser.before_pages("delete Navigator.prototype.locks").await;
        }
        let frames = "<iframe src=\"/\"></iframe>".repeat(3);
        stage.site.put("/three", Page::new(format!("<!doctype html><title>Three</title>{frames}")));
        stage.browser.goto(&stage.site.at("/three")).await;
        // Locks are there only on pages that are secure, as this one is.
        let locks = "return frames[0].navigator.locks !== undefined";
        assert_eq!(stage.browser.run(locks).await, has_locks);
        stage.delivered().await;
        stays("and no more than once", 5, async || stage.door.answers().len()).await;
        let rows = stage.collector.rows("acme").await;
        assert_eq!(rows.len(), 5, "{rows:?}");
    }
}

/// Three tabs, each a page of its own, find the same answers waiting.
#[tokio::test]
async fn of_three_tabs_that_open_together_one_sends_what_is_waiting() {
    let flags = vec!["--disable-background-timer-throttling", "--disable-renderer-backgrounding"];
    let late = survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}));
    let stage = Stage::started(&late, Start { flags, ..Start::default() }).await;
    stage.site.put("/three", Page::new("<!doctype html><title>Three</title>"));
    stage.browser.before_pages(&waiting(&stage)).await;
    stage.browser.goto(&stage.site.at("/three")).await;
    let tabs = "window.tabs = [1, 2, 3].map(() => open('/', '_blank'))";
    stage.browser.run(tabs).await;
    stage.browser.until("window.tabs.every((tab) => typeof tab.outoften === 'function')").await;
    stage.delivered().await;
    stays("each once", 5, async || stage.door.answers().len()).await;
    let rows = stage.collector.rows("acme").await;
    assert_eq!(rows.len(), 5, "{rows:?}");
}

/// What is pressed twice, held, or both pressed and clicked is one answer.
#[tokio::test]
async fn a_double_click_a_held_key_and_a_key_with_a_click_are_one_answer_each() {
    let stage = Stage::new().await;
    stage.browser.before_pages("try { localStorage.clear() } catch {}").await;
    let send = element(".send");
    let twice = format!("const send = {send}; send.click(); send.click()");
    // As a held key repeats itself: the first press lets go of nothing.
    let held = format!(
        "const form = {send}.form; for (let time = 0; time < 20; time++) form.requestSubmit()"
    );
    for (number, how) in ["double", "held", "both"].into_iter().enumerate() {
        stage.meet().await;
        stage.card().choose(6).await;
        stage.answers(1).await;
        match how {
            "double" => drop(stage.browser.run(&twice).await),
            "held" => {
                stage.browser.run(&format!("{send}.focus()")).await;
                stage.browser.hold(Key::Enter, 20).await;
            }
            _ => {
                stage.browser.run(&held).await;
                stage.browser.run(&format!("{send}?.click()")).await;
            }
        }
        stage.card().has(".thanks").await;
        stage.answers(2).await;
        stage.delivered().await;
        stays("score and end, no more", 2, async || stage.door.answers().len()).await;
        let sent = stage.door.answers();
        assert_eq!(sent[0]["id"], sent[1]["id"], "{how}");
        let rows = stage.collector.rows("acme").await;
        assert_eq!(rows.len(), number + 1, "{how}");
        stage.door.forget();
    }
}
