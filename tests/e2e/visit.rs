//! From visit to visit: who is asked, and who is left alone.

use crate::harness::{Page, Stage, stays, survey, survey_with};
use fantoccini::key::Key;
use serde_json::json;

/// Visits again with the clock this many days ahead, and sees nothing come of it.
async fn is_left_alone_after(stage: &Stage, days: f64) {
    stage.browser.shift_clock(days).await;
    stage.door.forget();
    stage.visit().await;
    stage.shows_no_card().await;
    let asked: Vec<_> = stage.door.loaded().into_iter().map(|asked| asked.path).collect();
    assert_eq!(asked, ["/outoften.js"], "after {days} days");
}

/// Visits again with the clock this many days ahead, and is asked.
async fn is_asked_after(stage: &Stage, days: f64) {
    stage.browser.shift_clock(days).await;
    stage.meet().await;
}

async fn kinds(stage: &Stage) -> Vec<String> {
    let kept = stage.kept().await;
    let ledger = kept["oot:ledger"].as_str().unwrap_or_default();
    ledger.lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_second_visit_within_six_months_costs_one_request_and_shows_nothing() {
    let stage = Stage::met().await;
    stage.delivers(9).await;
    is_left_alone_after(&stage, 0.0).await;
    is_left_alone_after(&stage, 180.0).await;
}

#[tokio::test]
async fn six_months_after_an_answer_the_card_shows_again() {
    let stage = Stage::met().await;
    stage.delivers(7).await;
    is_asked_after(&stage, 185.0).await;
    stage.delivers(3).await;
    let rows = stage.collector.rows("acme").await;
    assert_eq!(rows.iter().map(|row| row.score).collect::<Vec<_>>(), [7, 3]);
    assert_ne!(rows[0].id, rows[1].id);
}

#[tokio::test]
async fn later_brings_the_card_back_after_seven_days_and_not_before() {
    let stage = Stage::met().await;
    stage.card().click(".quiet").await;
    stage.card().leaves().await;
    assert_eq!(kinds(&stage).await, ["shown", "snoozed"]);
    is_left_alone_after(&stage, 6.9).await;
    is_asked_after(&stage, 7.1).await;
    assert_eq!(stage.door.answers(), [json!(null); 0]);
}

#[tokio::test]
async fn closing_without_an_answer_counts_as_asked() {
    let stage = Stage::met().await;
    stage.card().close().await;
    assert_eq!(kinds(&stage).await, ["shown", "dismissed"]);
    is_left_alone_after(&stage, 1.0).await;
    is_left_alone_after(&stage, 180.0).await;
    assert_eq!(stage.collector.rows("acme").await, []);
    is_asked_after(&stage, 185.0).await;
}

#[tokio::test]
async fn leaving_the_page_without_a_touch_counts_as_asked() {
    let stage = Stage::met().await;
    assert_eq!(kinds(&stage).await, ["shown"]);
    is_left_alone_after(&stage, 0.0).await;
}

#[tokio::test]
async fn never_means_never() {
    let stage = Stage::met().await;
    stage.card().click(".quiet + .quiet").await;
    stage.card().leaves().await;
    assert_eq!(kinds(&stage).await, ["shown", "opted_out"]);
    is_left_alone_after(&stage, 3_650.0).await;
}

#[tokio::test]
async fn another_survey_of_the_same_group_is_not_asked_either() {
    let stage = Stage::new().await;
    stage.collector.put(&survey_with(&json!({"id": "other"}))).await;
    stage.meet().await;
    stage.card().close().await;
    let tag = stage.tag("").replace("acme", "other");
    stage.site.put("/other", Page::with_tag(&tag));
    stage.browser.goto(&stage.site.at("/other")).await;
    stage.shows_no_card().await;
}

#[tokio::test]
async fn a_clock_that_was_set_wrong_does_not_silence_the_card_for_ever() {
    let stage = Stage::new().await;
    stage.browser.shift_clock(3_650.0).await;
    stage.meet().await;
    stage.browser.press(&[Key::Tab]).await;
    stage.card().close().await;
    // With the clock set right the display lies ten years ahead: it counts as today's.
    stage.browser.shift_clock(0.0).await;
    stage.visit().await;
    stage.shows_no_card().await;
    is_asked_after(&stage, 185.0).await;
}

#[tokio::test]
async fn the_tag_in_the_page_twice_is_the_tag_once() {
    let stage = Stage::with(&survey()).await;
    let older = stage.tag("").replace("/outoften.js", "/v0/outoften.js");
    stage.site.put("/", Page::with_tag(&format!("{0}{0}{older}", stage.tag(""))));
    stage.meet().await;
    stays("one card", 1, async || stage.card().visible().await).await;
    let documents = |asked: &crate::harness::Asked| asked.path.starts_with("/v1/surveys/");
    assert_eq!(stage.door.asked().iter().filter(|asked| documents(asked)).count(), 1);
    let lines = stage.browser.console().await;
    assert_eq!(lines.iter().filter(|line| line.contains("a second tag is ignored")).count(), 2);
}

/// Writes down in `window.made` whatever a script starts or listens to, until it is over, and in
/// `window.madeByTags` what it does while its tag is carried out.
const SPY: &str = "window.made = []; window.madeByTags = []; \
    const note = (what) => { if (document.currentScript?.src) window.madeByTags.push(what); \
    window.made.push(what) }; \
    const count = (place, name) => { const own = place[name]; \
    place[name] = function () { note(name + ' ' + (typeof arguments[0] === 'string' ? arguments[0] : '')); \
    return own.apply(this, arguments) } }; \
    for (const name of ['setInterval', 'requestAnimationFrame', 'requestIdleCallback', 'fetch']) \
    count(window, name); \
    const later = window.setTimeout; window.setTimeout = (act, ms) => { note('setTimeout ' + ms); \
    return later(() => { window.made.splice(window.made.indexOf('setTimeout ' + ms), 1); act() }, ms) }; \
    for (const kind of [MutationObserver, IntersectionObserver, ResizeObserver, PerformanceObserver]) \
    count(kind.prototype, 'observe'); \
    const listen = EventTarget.prototype.addEventListener; \
    EventTarget.prototype.addEventListener = function (name) { note('listen ' + name); \
    return listen.apply(this, arguments) }";

/// The second tag of a page, of the same version or of another, leaves at once.
#[tokio::test]
async fn a_second_tag_leaves_no_listener_timer_or_observer() {
    let stage = Stage::new().await;
    // One after the other, while the first waits for the page to have loaded.
    let first = stage.tag("").replace("async ", "");
    let older = first.replace("/outoften.js", "/v0/outoften.js");
    let tags = format!("{first}<script>{SPY}</script>{first}{older}");
    stage.site.put("/", Page::with_tag(&tags));
    stage.meet().await;
    assert_eq!(stage.browser.run("return window.madeByTags").await, json!([]));
    assert_ne!(stage.browser.run("return window.made.length").await, 0, "the spy sees the first");
    stays("one card", 1, async || stage.card().visible().await).await;
    assert_eq!(stage.browser.run("return document.querySelectorAll('out-of-ten').length").await, 1);
}

#[tokio::test]
async fn a_visitor_who_is_not_due_is_left_without_listener_timer_or_observer() {
    let stage = Stage::met().await;
    stage.card().close().await;
    let page = Page::with_tag(&stage.tag("")).before_tag(&format!("<script>{SPY}</script>"));
    stage.site.put("/", page);
    stage.visit().await;
    stage.browser.until("typeof window.outoften === 'function'").await;
    // The plain page's own button.
    stays("nothing but the page's own", json!(["listen click"]), async || {
        stage.browser.run("return window.made").await
    })
    .await;
}
