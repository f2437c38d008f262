//! What a visit costs on the wire, and what is on it.

use serde_json::{Value, json};

use crate::harness::{Asked, Fault, Page, Stage, stays, survey_with, until};

fn paths(asked: &[Asked]) -> Vec<&str> {
    asked.iter().map(|asked| asked.path.as_str()).collect()
}

#[tokio::test]
async fn the_card_stands_after_five_requests_four_of_them_side_by_side() {
    let stage = Stage::new().await;
    // None is replied to before all four are there: one after the other they would wait for ever.
    for end in [".json", "card.js", "card.wasm", "triggers.js"] {
        stage.door.fault(end, Fault::Gather(4));
    }
    stage.meet().await;
    let asked = stage.door.asked();
    assert_eq!(asked[0].path, "/outoften.js");
    // What is counted comes after the card.
    let mut rest = paths(&asked[1..5]);
    rest.sort_unstable();
    let four =
        ["/v0.1.0/card.js", "/v0.1.0/card.wasm", "/v0.1.0/triggers.js", "/v1/surveys/acme.json"];
    assert_eq!(rest, four);
}

#[tokio::test]
async fn a_whole_walk_asks_no_permission_and_carries_no_cookie() {
    let stage = Stage::new().await;
    stage.browser.before_pages("document.cookie = 'host=secret; path=/'").await;
    stage.meet().await;
    stage.card().choose(7).await;
    stage.answers(1).await;
    stage.card().write("words").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.answers(2).await;
    stage.delivered().await;
    stage.visit().await;
    for asked in stage.door.asked() {
        assert_ne!(asked.method, "OPTIONS", "{}", asked.path);
        assert_eq!(asked.cookie, None, "{}", asked.path);
        if asked.method == "POST" {
            let kind = asked.content_type.unwrap_or_default();
            assert!(kind.starts_with("text/plain"), "{kind}");
        }
    }
    assert_eq!(stage.browser.run("return document.cookie").await, "host=secret");
}

#[tokio::test]
async fn what_is_kept_and_sent_names_nobody() {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().choose(7).await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    let answer = &stage.answers(1).await[0];
    let names = answer.as_object().unwrap().keys().map(String::as_str);
    // The collector's token for the display, if it has come.
    let names: Vec<_> = names.filter(|name| *name != "display").collect();
    let known = [
        "channel",
        "done",
        "elapsed_ms",
        "id",
        "key",
        "lang",
        "metric",
        "rev",
        "scale",
        "score",
        "survey",
        "v",
    ];
    assert_eq!(names, known);
    stage.delivered().await;
    let kept = stage.kept().await;
    let names: Vec<_> = kept.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["oot:due:acme", "oot:ledger"]);
    // The id is that of one display: the next one has another, so answers cannot be joined.
    let first = answer["id"].as_str().unwrap().to_owned();
    stage.browser.shift_clock(200.0).await;
    stage.meet().await;
    stage.card().choose(7).await;
    stage.card().click(".send").await;
    assert_ne!(stage.answers(2).await[1]["id"], first);
}

#[tokio::test]
async fn nothing_is_loaded_before_the_page_itself_has_loaded() {
    let stage = Stage::new().await;
    let held = "<script>document.addEventListener('readystatechange', () => window.loaded = \
                document.readyState === 'complete')</script>";
    let page = Page::with_tag(&stage.tag("")).before_tag(held);
    stage.site.put("/", page);
    let watch = "new PerformanceObserver((list) => { for (const entry of list.getEntries()) \
                 if (/card|surveys/.test(entry.name)) (window.starts ??= []).push(entry.startTime) })\
                 .observe({type: 'resource', buffered: true})";
    stage.browser.before_pages(watch).await;
    stage.meet().await;
    stage.browser.until("window.starts && window.starts.length >= 3").await;
    let early = "const end = performance.getEntriesByType('navigation')[0].loadEventStart; \
                 return window.starts.filter(start => start < end).length";
    assert_eq!(stage.browser.run(early).await, 0);
}

#[tokio::test]
async fn nothing_is_sent_while_nothing_is_answered() {
    let stage = Stage::new().await;
    stage.meet().await;
    until("the display is counted", async || stage.door.counted() == ["shown"]).await;
    stage.door.forget();
    stays("no request", 0, async || stage.door.asked().len()).await;
}

#[tokio::test]
async fn a_document_on_a_static_host_needs_no_collector_for_the_card() {
    let stage = Stage::new().await;
    let texts: Value = serde_json::from_str(include_str!("../../www/texts/en.json")).unwrap();
    let document = survey_with(&json!({
        "texts": {"en": texts},
        "endpoint": format!("{}/v1/responses", stage.door.origin()),
    }));
    stage.site.put("/card.json", Page::new(document.to_string()));
    stage.site.put("/", Page::with_tag(&stage.tag("data-src=\"/card.json\"")));
    stage.meet().await;
    assert!(stage.door.asked().iter().all(|asked| !asked.path.starts_with("/v1/")));
    stage.card().choose(9).await;
    stage.card().click(".send").await;
    stage.delivered().await;
    assert_eq!(stage.collector.rows("acme").await[0].score, 9);
}
