//! What a page may call, before, during and after loading, and what it hears.

use serde_json::json;

use crate::bad_input::is_silent_with_one_line;
use crate::harness::{Page, Stage, stays, survey_with, until};

/// Our lines on the console.
async fn lines(stage: &Stage) -> Vec<String> {
    let all = stage.browser.console().await;
    all.into_iter().filter(|line| line.contains("Out of Ten")).collect()
}

const STUB: &str = "window.outoften = window.outoften || function () { \
                    (outoften.q = outoften.q || []).push(arguments) };";

#[tokio::test]
async fn a_tag_without_attributes_is_started_by_a_call() {
    for early in [true, false] {
        let stage = Stage::new().await;
        let api = stage.door.origin();
        let tag = format!("<script async src=\"{api}/outoften.js\"></script>");
        let begin = "outoften('init', {survey: 'acme', segment: 'pro', lang: 'es'})";
        let page = Page::with_tag(&tag);
        let page = if early {
            page.before_tag(&format!("<script>{STUB} {begin}</script>"))
        } else {
            page.before_tag("<script>document.currentScript.dataset</script>")
        };
        stage.site.put("/", page);
        stage.visit().await;
        if !early {
            stage.browser.until("typeof window.outoften === 'function'").await;
            stage.browser.run(begin).await;
        }
        stage.card().stands().await;
        stage.delivers(9).await;
        let row = stage.collector.rows("acme").await.remove(0);
        assert_eq!((row.segment.as_deref(), row.lang.as_deref()), (Some("pro"), Some("es")));
    }
}

#[tokio::test]
async fn the_loader_can_be_imported_as_a_module() {
    let stage = Stage::new().await;
    let api = stage.door.origin();
    let module = format!(
        "<script type=\"module\">{STUB} outoften('init', {{survey: 'acme', api: '{api}'}}); \
         await import('{api}/outoften.js')</script>"
    );
    stage.site.put("/", Page::with_tag("").at_end(&module));
    stage.meet().await;
    stage.delivers(9).await;
    assert_eq!(stage.collector.rows("acme").await.len(), 1);
    assert_eq!(lines(&stage).await, [""; 0]);
}

#[tokio::test]
async fn a_second_start_of_the_same_survey_is_silent_and_of_another_one_line() {
    let stage = Stage::met().await;
    stage.browser.run("outoften('init', {survey: 'acme'})").await;
    assert_eq!(lines(&stage).await, [""; 0]);
    stage.browser.run("outoften('init', {survey: 'other'})").await;
    let said = lines(&stage).await;
    assert!(said.len() == 1 && said[0].contains("acme"), "{said:?}");
    assert_eq!(stage.card().visible().await, 1);
}

#[tokio::test]
async fn garbage_is_one_line_each_and_never_an_error_in_the_page() {
    let garbage = [
        "outoften('init')",
        "outoften('init', null)",
        "outoften('init', 5)",
        "outoften('init', {survey: 7})",
        "outoften('identify')",
        "outoften('identify', 'ana')",
        "outoften('on', 'shown', 5)",
        "outoften('on', 'shown')",
        "outoften('on', 'show', () => {})",
        "outoften('event')",
        "outoften('event', 7)",
        "outoften('consent')",
        "outoften('consent', 'yes')",
        "outoften('nothing')",
        "outoften()",
        "outoften(Symbol('x'))",
        "outoften({toString() { throw new Error('no') }})",
    ];
    for when in ["before", "after"] {
        let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
        if when == "before" {
            let early = format!("<script>{STUB} {}</script>", garbage.join(";"));
            stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&early));
            stage.visit().await;
        } else {
            stage.visit().await;
            stage.browser.until("typeof window.outoften === 'function'").await;
            stage.browser.run(&garbage.join(";")).await;
        }
        let mut said = Vec::new();
        until("each has its line", async || {
            said.extend(lines(&stage).await);
            said.len() >= garbage.len()
        })
        .await;
        assert_eq!(said.len(), garbage.len(), "{when}: {said:?}");
        assert_eq!(stage.browser.troubles().await, [""; 0]);
        stage.browser.run("outoften('open')").await;
        stage.card().stands().await;
    }
}

/// What a call accepts is in its line; and a call that says nothing changes nothing.
#[tokio::test]
async fn a_call_without_its_value_names_what_is_accepted_and_changes_nothing() {
    let stage = Stage::met().await;
    for (call, parts) in [
        ("outoften('consent')", vec!["true", "false"]),
        ("outoften('event')", vec!["name"]),
        (
            "outoften('on', 'show', () => {})",
            vec!["shown", "scored", "answered", "later", "closed"],
        ),
    ] {
        stage.browser.run(call).await;
        let mut said = Vec::new();
        until("it has its line", async || {
            said.extend(lines(&stage).await);
            !said.is_empty()
        })
        .await;
        assert!(said.len() == 1 && parts.iter().all(|part| said[0].contains(part)), "{said:?}");
    }
    assert_eq!(stage.card().visible().await, 1, "consent was not taken back");
    assert!(stage.kept().await["oot:ledger"].as_str().unwrap().starts_with("shown "));
    stage.delivers(9).await;
    assert_eq!(stage.collector.rows("acme").await.len(), 1);
}

#[tokio::test]
async fn what_is_no_queue_is_no_trouble() {
    for early in
        ["window.outoften = 5", "window.outoften = {q: 'x'}", "window.outoften = {q: [5, 'open']}"]
    {
        let stage = Stage::new().await;
        let early = format!("<script>{early}</script>");
        stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&early));
        stage.meet().await;
        assert_eq!(stage.browser.troubles().await, [""; 0]);
    }
}

#[tokio::test]
async fn a_tag_without_a_survey_and_without_a_call_is_one_line() {
    let stage = Stage::new().await;
    let tag = stage.tag("").replace("data-survey=\"acme\"", "");
    stage.site.put("/", Page::with_tag(&tag));
    stage.visit().await;
    stage.browser.until("typeof window.outoften === 'function'").await;
    stage.browser.run("outoften('open')").await;
    is_silent_with_one_line(&stage, "data-survey").await;
}

#[tokio::test]
async fn the_data_layer_hears_what_the_card_does_and_no_answer() {
    let stage = Stage::new().await;
    stage.site.put("/", Page::with_tag(&stage.tag("data-datalayer=\"layer\"")));
    stage.meet().await;
    stage.card().answer(9).await;
    stage.card().click(".close").await;
    stage.browser.until("window.layer.some(one => one.event === 'oot:closed')").await;
    let layer = stage.browser.run("return window.layer").await;
    let names: Vec<_> =
        layer.as_array().unwrap().iter().map(|one| one["event"].as_str().unwrap()).collect();
    assert_eq!(names, ["oot:shown", "oot:scored", "oot:answered", "oot:closed"]);
    let keys = layer[0].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys, ["event", "oot_id"]);
    assert!(!layer.to_string().contains("score\""), "{layer}");
}

#[tokio::test]
async fn without_being_asked_nothing_is_pushed_anywhere() {
    let stage = Stage::new().await;
    stage.browser.before_pages("window.dataLayer = []").await;
    stage.meet().await;
    stays("untouched", json!([]), async || stage.browser.run("return window.dataLayer").await)
        .await;
}

#[tokio::test]
async fn consent_given_again_begins_anew() {
    let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
    stage.visit().await;
    stage.browser.until("typeof window.outoften === 'function'").await;
    stage.browser.run("outoften('consent', false); outoften('open')").await;
    stage.shows_no_card().await;
    stage.browser.run("outoften('consent', true)").await;
    stage.card().stands().await;
}
