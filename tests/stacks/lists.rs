//! What a blocker's lists say about everything a site serves or shows of ours: nothing.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::harness::{ROOT, Stage, stacks};

/// Asks the lists about addresses and names; gives what they would block or hide.
fn ask(question: &Value) -> Value {
    let mut node = Command::new("node");
    node.arg("blocked.mjs").current_dir(stacks()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = node.spawn().expect("node starts");
    child.stdin.take().unwrap().write_all(question.to_string().as_bytes()).unwrap();
    let reply = child.wait_with_output().unwrap();
    serde_json::from_slice(&reply.stdout).expect("blocked.mjs replies with a document")
}

/// Everything on the way of an answer, as a visitor's blocker sees it.
async fn seen() -> (BTreeSet<String>, Value) {
    let stage = Stage::new().await;
    stage.meet().await;
    stage.card().choose(5).await;
    stage.answers(1).await;
    let script = format!(
        "const all = [document.querySelector('out-of-ten'), ...{ROOT}.querySelectorAll('*')]; \
         return {{elements: all.map((one) => one.localName), ids: all.map((one) => one.id).filter(Boolean), \
         classes: all.flatMap((one) => [...one.classList])}}"
    );
    let mut names = stage.browser.run(&script).await;
    let mut paths: BTreeSet<_> = stage.door.asked().into_iter().map(|asked| asked.path).collect();
    // The form in a frame is a page of its own, which a blocker looks at too.
    stage.browser.goto(&format!("{}/f/acme?embed=1", stage.door.origin())).await;
    let script =
        script.replace(&format!("document.querySelector('out-of-ten'), ...{ROOT}"), "...document");
    let form = stage.browser.run(&script).await;
    for (kind, more) in form.as_object().unwrap() {
        names[kind].as_array_mut().unwrap().extend(more.as_array().unwrap().iter().cloned());
    }
    // What only some visits ask for.
    let version = format!("/v{}", env!("CARGO_PKG_VERSION"));
    let others = ["frame.js", "extras.js", "why.js", "texts/en.json", "card.css"];
    paths.extend(others.map(|name| format!("{version}/{name}")));
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
