//! Comments that are written to be run by whoever reads them.

use serde_json::{Value, json};

use super::read;
use crate::harness::Desk;

/// Beginnings that open an element, an attribute, a style, an address.
const OPENERS: [&str; 15] = [
    "<script>",
    "<img src=x onerror=",
    "<svg/onload=",
    "<iframe srcdoc='<script>",
    "<iframe src=javascript:",
    "</textarea><script>",
    "</title><script>",
    "</p></li></ul><script>",
    "\"><script>",
    "' autofocus onfocus=",
    "</style><script>",
    "<a href=javascript:",
    "<!--<script>",
    "<math><mi//xlink:href=\"data:x,<script>",
    "<video><source onerror=",
];
/// What would be run: each leaves a mark.
const RUN: [&str; 4] =
    ["window.ran=1", "top.ran=1", "eval('top.ran=1')", "{{top.ran=1}}${top.ran=1}"];

fn vectors() -> Vec<String> {
    OPENERS.iter().flat_map(|open| RUN.map(|run| format!("{open}{run}</script>"))).collect()
}

/// The comments that the report shows, all of them.
async fn shown(desk: &Desk, count: usize) -> Value {
    let all = format!("document.querySelectorAll('.comments li').length >= {count}");
    while desk.browser.run(&format!("return !({all})")).await == true {
        desk.press("more-comments").await;
        desk.rests().await;
    }
    desk.browser
        .run(
            "return [...document.querySelectorAll('.comments li')].map((line) => line.textContent)",
        )
        .await
}

/// Each is there word by word, none has become an element, and nothing of it has run.
async fn are_words(desk: &Desk, vectors: &[String]) {
    let shown = shown(desk, vectors.len()).await;
    let shown: Vec<&str> = shown.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    for vector in vectors {
        assert!(shown.iter().any(|line| line.contains(vector.as_str())), "{vector} in {shown:#?}");
    }
    let made = "return document.querySelectorAll('.comments :is(script, img, svg, iframe, a, math, video, style, \
                [onerror], [onload], [onfocus])').length";
    assert_eq!(desk.browser.run(made).await, 0);
    let ran = "return [window.ran ?? null, window.refused]";
    assert_eq!(desk.browser.run(ran).await, json!([null, 0]));
    desk.is_well().await;
}

/// Whatever the page's policy refuses is counted: nothing has to be refused either.
async fn watch(desk: &Desk) {
    let watch = "window.refused = 0; document.addEventListener('securitypolicyviolation', () => window.refused++)";
    desk.browser.run(watch).await;
}

#[tokio::test]
async fn comments_of_a_collector_that_are_written_to_be_run_are_words() {
    let desk = Desk::at("#/results").await;
    watch(&desk).await;
    desk.collector.put(&json!({"id": "alder-coffee"})).await;
    for (index, vector) in vectors().iter().enumerate() {
        let answer = json!({"v": 1, "survey": "alder-coffee", "id": format!("written-{index:08}"), "rev": 1,
            "metric": "nps", "score": index % 11, "comment": vector, "done": true});
        let (status, reply) = desk.collector.post(&answer).await;
        assert_eq!(status, 202, "{reply}");
    }
    desk.put("collector-token", &desk.collector.token()).await;
    desk.press("fetch-results").await;
    desk.browser.until("document.querySelector('.comments li')").await;
    are_words(&desk, &vectors()).await;
}

#[tokio::test]
async fn comments_of_a_file_that_are_written_to_be_run_are_words() {
    let desk = Desk::at("#/results").await;
    watch(&desk).await;
    let quoted = |vector: &String| format!("2026-03-01,3,\"{}\"\n", vector.replace('"', "\"\""));
    let rows: String = vectors().iter().map(quoted).collect();
    read(&desk, "mine.csv", &format!("date,score,comment\n{rows}")).await;
    desk.browser.until("document.querySelector('.comments li')").await;
    are_words(&desk, &vectors()).await;
}
