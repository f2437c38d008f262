//! What a blocker's lists say about everything a site serves or shows of ours: nothing.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::harness::{ROOT, Stage, dist, stacks, survey_with};

/// Asks the lists about addresses and names; gives what they would block or hide.
fn ask(question: &Value) -> Value {
    let mut node = Command::new("node");
    node.arg("blocked.mjs").current_dir(stacks()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = node.spawn().expect("node starts");
    child.stdin.take().unwrap().write_all(question.to_string().as_bytes()).unwrap();
    let reply = child.wait_with_output().unwrap();
    serde_json::from_slice(&reply.stdout).expect("blocked.mjs replies with a document")
}

/// A survey that asks for everything there is.
fn everything() -> Value {
    survey_with(&json!({
        "brand": {"name": "Acme", "logo": "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "cover": "#223344"},
        "drivers": {"options": [
            {"id": "price", "labels": {"en": "Price"}}, {"id": "speed", "labels": {"en": "Speed"}},
        ]},
        "contact": {"classes": ["detractor"]},
        "endings": {"detractor": {"link": {"address": "/help", "labels": {"en": "Get help"}}}},
    }))
}

/// Adds what these elements are called.
async fn add(stage: &Stage, elements: &str, names: &mut Value) {
    let script = format!(
        "const all = [{elements}]; \
         return {{elements: all.map((one) => one.localName), ids: all.map((one) => one.id).filter(Boolean), \
         classes: all.flatMap((one) => [...one.classList])}}"
    );
    let found = stage.browser.run(&script).await;
    for (kind, more) in found.as_object().unwrap() {
        names[kind].as_array_mut().unwrap().extend(more.as_array().unwrap().iter().cloned());
    }
}

/// Every file that a page may load.
fn served() -> Vec<String> {
    let mut paths = vec!["/outoften.js".to_owned()];
    let version = format!("v{}", env!("CARGO_PKG_VERSION"));
    for folder in ["v0".to_owned(), format!("{version}/texts"), version] {
        let files = std::fs::read_dir(dist().join(&folder)).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        paths.extend(names.map(|name| format!("/{folder}/{name}")));
    }
    paths
}

/// Everything on the way of an answer, as a visitor's blocker sees it.
async fn seen() -> (BTreeSet<String>, Value) {
    let stage = Stage::with(&everything()).await;
    let mut names = json!({"elements": [], "ids": [], "classes": []});
    let card = format!("document.querySelector('out-of-ten'), ...{ROOT}.querySelectorAll('*')");
    stage.meet().await;
    add(&stage, &card, &mut names).await;
    stage.card().choose(5).await;
    // Without the consent that an address needs: the mistake has a name too.
    stage.card().write("all of it").await;
    stage
        .browser
        .run(&format!(
            "const at = {ROOT}.querySelector('[type=email]'); at.value = 'a@b.example'; \
        at.dispatchEvent(new InputEvent('input', {{bubbles: true}}))"
        ))
        .await;
    stage.card().click(".send").await;
    stage.card().has(".wrong").await;
    add(&stage, &card, &mut names).await;
    stage.card().click(".contact input[type=checkbox]").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    add(&stage, &card, &mut names).await;
    stage.visit().await;
    stage.browser.until("typeof window.outoften === 'function'").await;
    stage.browser.run("outoften('why')").await;
    let panel = "[...document.querySelectorAll('*')].filter((one) => one.shadowRoot)\
                 .flatMap((one) => [one, ...one.shadowRoot.querySelectorAll('*')])";
    stage.browser.until(&format!("{panel}.length > 10")).await;
    add(&stage, &format!("...{panel}"), &mut names).await;
    let mut paths: BTreeSet<_> = stage.door.asked().into_iter().map(|asked| asked.path).collect();
    // The form in a frame is a page of its own, which a blocker looks at too; so is its thank-you.
    stage.browser.goto(&format!("{}/f/acme?embed=1", stage.door.origin())).await;
    add(&stage, "...document.querySelectorAll('*')", &mut names).await;
    stage.browser.run("document.querySelector('[name=score]').click()").await;
    stage.browser.run("document.querySelector('.send').click()").await;
    stage.browser.until("document.querySelector('[role=status]')").await;
    add(&stage, "...document.querySelectorAll('*')", &mut names).await;
    // What only some visits ask for.
    paths.extend(served());
    paths.extend(
        ["/v1/events", "/v1/responses", "/f/acme", "/v1/surveys/acme/eligibility"]
            .map(String::from),
    );
    (paths, names)
}

#[tokio::test]
async fn no_list_of_a_blocker_knows_an_address_or_a_name_of_ours() {
    let (paths, names) = seen().await;
    assert!(paths.len() >= 8, "{paths:?}");
    let addresses: Vec<_> = paths
        .iter()
        .flat_map(|path| {
            [format!("https://answers.shop.example{path}"), format!("https://ask.example{path}")]
        })
        .collect();
    let found =
        ask(&json!({"page": "https://shop.example/", "addresses": addresses, "names": names}));
    assert!(found["rules"].as_u64().unwrap() > 50_000, "the lists are there: {found}");
    assert_eq!(found["blocked"], json!([]), "rename the file or the path");
    assert_eq!(found["hidden"], json!([]), "rename the class or the id");
}

/// The lists do find what is on them: else the test above could not fail.
#[test]
fn the_lists_know_what_they_are_for() {
    let found = ask(&json!({
        "page": "https://shop.example/",
        "addresses": ["https://www.google-analytics.com/analytics.js"],
        "names": {"elements": ["div"], "ids": ["AdBar"], "classes": ["ad-banner-top"]},
    }));
    assert_ne!(found["blocked"], json!([]), "{found}");
    assert_ne!(found["hidden"], json!([]), "{found}");
}
