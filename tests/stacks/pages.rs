//! One test for each stack.

use serde_json::{Value, json};

use crate::harness::{Stage, element, stacks};
use crate::walk::{open, walk, walk_dialog, watch};

/// A stage whose site holds the stack's page twice: without the tag, and with it under the path
/// that it was built for.
async fn stage_with(stack: &str) -> Stage {
    let stage = Stage::new().await;
    let folder = stacks().join("out").join(stack);
    let path = format!("/{stack}/");
    stage.site.put_folder(&path, &folder);
    watch(&stage).await;
    stage
}

/// Puts the page at its path, with or without the tag.
fn put(stage: &Stage, stack: &str, name: &str, tag: &str) {
    let file = stacks().join("out").join(stack).join(name);
    let html = std::fs::read_to_string(file).unwrap();
    assert!(html.contains("<!-- tag -->"), "{stack}/{name} has a place for the tag");
    let page = crate::harness::Page::new(html.replace("<!-- tag -->", tag));
    stage.site.put(&format!("/{stack}/{name}"), page.clone());
    if name == "index.html" {
        stage.site.put(&format!("/{stack}/"), page);
    }
}

/// The visitor answers on this page; what is stored comes from the card as it always does.
async fn answers(stage: &Stage) {
    assert_eq!(stage.card().visible().await, 1);
    stage.card().choose(9).await;
    stage.card().write("on \"their\" page").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    let row = stage.collector.rows("acme").await.remove(0);
    assert_eq!((row.score, row.comment.as_deref()), (9, Some("on \"their\" page")));
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

/// The same walk without and with the card.
async fn is_the_same_with_the_card(stack: &str) -> Stage {
    let stage = stage_with(stack).await;
    let path = format!("/{stack}/");
    put(&stage, stack, "index.html", "");
    open(&stage, &path, false).await;
    let without = walk(&stage).await;
    put(&stage, stack, "index.html", &stage.tag(""));
    open(&stage, &path, true).await;
    let with = walk(&stage).await;
    is_equal(stack, &with, &without);
    stage
}

/// Part by part, so that a failure shows the one that differs.
fn is_equal(stack: &str, with: &Value, without: &Value) {
    for (part, value) in without.as_object().unwrap() {
        assert_eq!(with[part], *value, "{stack}: {part} differs with the card");
    }
}

async fn is_left_alone(stack: &str) {
    answers(&is_the_same_with_the_card(stack).await).await;
}

/// The same, and the page's own dialog too: the card steps aside for it and comes back.
async fn is_left_alone_with_its_dialog(stack: &str) {
    let stage = stage_with(stack).await;
    let path = format!("/{stack}/");
    let mut seen: Vec<Value> = Vec::new();
    for with_card in [false, true] {
        let tag = if with_card { stage.tag("") } else { String::new() };
        put(&stage, stack, "index.html", &tag);
        open(&stage, &path, with_card).await;
        seen.push(json!([walk(&stage).await, walk_dialog(&stage).await]));
    }
    for (with, without) in seen[1].as_array().unwrap().iter().zip(seen[0].as_array().unwrap()) {
        is_equal(stack, with, without);
    }
    stage.card().stands().await;
    answers(&stage).await;
}

#[tokio::test]
async fn plain_html() {
    is_left_alone("plain").await;
}

#[tokio::test]
async fn bootstrap_with_a_modal() {
    is_left_alone_with_its_dialog("bootstrap").await;
}

#[tokio::test]
async fn tailwind_with_its_preflight() {
    is_left_alone("tailwind").await;
}

#[tokio::test]
async fn react_that_hydrates_the_whole_document() {
    is_left_alone("react").await;
}

#[tokio::test]
async fn vue() {
    is_left_alone("vue").await;
}

#[tokio::test]
async fn svelte() {
    is_left_alone("svelte").await;
}

#[tokio::test]
async fn sveltekit_rendered_in_advance() {
    is_left_alone("kit").await;
}

#[tokio::test]
async fn jquery_ui_with_a_modal() {
    is_left_alone_with_its_dialog("jquery_ui").await;
}

#[tokio::test]
async fn prototype() {
    is_left_alone("prototype").await;
}

#[tokio::test]
async fn mootools() {
    is_left_alone("mootools").await;
}

/// An application that looks at everything whenever its zone gets or loses a task does so once, for
/// the listener of its own.
#[tokio::test]
async fn zone_js() {
    let stage = is_the_same_with_the_card("zone").await;
    assert_eq!(stage.browser.run("return window.looks").await, 1);
    answers(&stage).await;
}

/// Turbo takes the body of the next page; the card stays, with what was written in it.
#[tokio::test]
async fn turbo_that_swaps_the_body() {
    let stage = is_the_same_with_the_card("turbo").await;
    put(&stage, "turbo", "next.html", &stage.tag(""));
    stage.card().choose(4).await;
    stage.card().write("half a sentence").await;
    for (link, heading) in [("visit", "The next page"), ("visit", "The next page")] {
        stage.browser.run(&format!("document.getElementById('{link}').click()")).await;
        stage
            .browser
            .until(&format!("document.querySelector('h1').textContent === '{heading}'"))
            .await;
    }
    stage.browser.run("history.back()").await;
    stage.browser.until("document.querySelector('h1').textContent === 'A page of its own'").await;
    assert_eq!(stage.card().visible().await, 1);
    let written = format!("return {}.value", element("textarea"));
    assert_eq!(stage.browser.run(&written).await, "half a sentence");
    let documents = stage.door.asked().iter().filter(|asked| asked.path.ends_with(".json")).count();
    assert_eq!(documents, 1, "a swapped body is not a second visit");
    answers(&stage).await;
}
