//! Where the form stands.

use serde_json::json;

use super::{FRAME, HOST, heard, inside, kinds, leaves, meet, stage, stands};
use crate::harness::{Page, Stage, stays, survey_with};

/// Distances of the frame from the window's edges: left, top, right, bottom, and its width.
async fn edges(stage: &Stage) -> Vec<f64> {
    let script = format!(
        "const at = {FRAME}.getBoundingClientRect(), {{clientWidth: width, clientHeight: height}} = \
         document.documentElement; return [at.left, at.top, width - at.right, height - at.bottom, at.width]"
    );
    let edges = stage.browser.run(&script).await;
    edges.as_array().unwrap().iter().map(|edge| edge.as_f64().unwrap()).collect()
}

#[tokio::test]
async fn in_each_of_the_six_places() {
    let stage = stage(&json!({})).await;
    for position in
        ["bottom-right", "bottom-left", "bottom-center", "top-right", "top-left", "top-center"]
    {
        let document = survey_with(&json!({"display": {"position": position}}));
        stage.collector.put(&document).await;
        stage.visit().await;
        stands(&stage).await;
        let [left, top, right, bottom, width] = edges(&stage).await[..] else { panic!() };
        let (down, across) = position.split_once('-').unwrap();
        assert_eq!(if down == "top" { top } else { bottom }, 16.0, "{position}");
        match across {
            "left" => assert_eq!(left, 16.0, "{position}"),
            "right" => assert_eq!(right, 16.0, "{position}"),
            _ => assert!((left - right).abs() <= 1.0, "{position}: {left} {right}"),
        }
        assert_eq!(width, 528.0, "{position}");
        stage.browser.run("localStorage.clear()").await;
    }
}

#[tokio::test]
async fn as_a_bar_along_the_whole_window() {
    for (position, edge) in [("bottom-left", 3), ("top-center", 1)] {
        let stage = stage(&json!({"display": {"mode": "bar", "position": position}})).await;
        meet(&stage).await;
        let edges = edges(&stage).await;
        assert_eq!([edges[0], edges[2], edges[edge]], [0.0; 3], "{position}");
    }
}

#[tokio::test]
async fn as_a_dialog_before_the_page() {
    let stage = stage(&json!({"display": {"mode": "modal"}})).await;
    let focus = "<script>document.getElementById('name').focus()</script>";
    let page = Page::with_tag(&stage.tag("")).at_end(focus);
    stage.site.put("/", page);
    meet(&stage).await;
    let edges = edges(&stage).await;
    assert!((edges[0] - edges[2]).abs() <= 1.0 && (edges[1] - edges[3]).abs() <= 1.0, "{edges:?}");
    let dialog = format!("{HOST}.shadowRoot.querySelector('dialog:modal')");
    stage.browser.until(&dialog).await;
    // What lies behind cannot be used, until the dialog is closed; then the focus is back.
    stage.browser.click("document.getElementById('count')").await;
    assert_eq!(stage.browser.run("return document.getElementById('count').textContent").await, "0");
    inside(&stage, "document.querySelector('.close').click()").await;
    leaves(&stage).await;
    assert_eq!(stage.browser.run("return document.activeElement.id").await, "name");
    stage.browser.click("document.getElementById('count')").await;
    stage.browser.until("document.getElementById('count').textContent === '1'").await;
    assert_eq!(kinds(&stage).await, ["shown", "dismissed"]);
}

#[tokio::test]
async fn inside_an_element_of_the_page() {
    for (target, place) in [
        ("#place", "<div id=\"place\"></div>"),
        ("#elsewhere", "<out-of-ten survey=\"acme\" id=\"place\"></out-of-ten>"),
    ] {
        let stage = stage(&json!({"display": {"mode": "inline", "target": target}})).await;
        stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(place));
        meet(&stage).await;
        let own = format!("return {HOST}.closest('#place') !== null && !{HOST}.popover");
        assert_eq!(stage.browser.run(&own).await, true, "{target}");
        inside(&stage, "document.querySelector('.close').click()").await;
        let gone = "!document.getElementById('place').querySelector('iframe') && \
                    !document.getElementById('place').shadowRoot?.querySelector('iframe')";
        stage.browser.until(gone).await;
        assert_eq!(kinds(&stage).await, ["shown", "dismissed"], "{target}");
    }
}

#[tokio::test]
async fn without_a_place_there_is_one_line_that_says_what_to_change() {
    let stage = stage(&json!({"display": {"mode": "inline", "target": "#nowhere"}})).await;
    stage.visit().await;
    crate::bad_input::is_silent_with_one_line(&stage, "#nowhere").await;
    assert_eq!(stage.kept().await, json!({}));
}

#[tokio::test]
async fn behind_a_button_on_the_edge_nobody_is_asked_until_it_is_pressed() {
    for (position, edge) in [("top-left", 0), ("bottom-right", 2)] {
        let stage = stage(&json!({"display": {"mode": "button", "position": position}})).await;
        stage.visit().await;
        let button = format!(
            "{HOST} && !{HOST}.hidden && {HOST}.dataset.at.startsWith('edge') && \
             {FRAME}.getBoundingClientRect().height > 100 && !{FRAME}.matches('.settling')"
        );
        stage.browser.until(&button).await;
        let edges = edges(&stage).await;
        assert_eq!((edges[edge], edges[4]), (0.0, 44.0), "{position}");
        stays("nothing is kept", json!({}), async || stage.kept().await).await;
        inside(&stage, "document.querySelector('.edge').click()").await;
        stage.browser.until(&format!("{FRAME}.getBoundingClientRect().width === 528")).await;
        stands(&stage).await;
        assert_eq!(kinds(&stage).await, ["shown"]);
        assert_eq!(heard(&stage).await, ["shown"]);
        let focused = "return document.activeElement.name";
        assert_eq!(inside(&stage, focused).await, "score", "whoever opened it is in it");
    }
}

#[tokio::test]
async fn a_page_that_calls_for_the_card_gets_it_without_its_button() {
    let stage =
        stage(&json!({"display": {"mode": "button"}, "triggers": {"delay_ms": 600_000}})).await;
    stage.visit().await;
    stage.browser.until("typeof window.outoften === 'function'").await;
    stage.browser.run("outoften('open')").await;
    stands(&stage).await;
    assert_eq!(kinds(&stage).await, ["shown"]);
}

#[tokio::test]
async fn a_page_that_calls_for_it_opens_what_waits_behind_the_button() {
    let stage = stage(&json!({"display": {"mode": "button"}})).await;
    stage.visit().await;
    let button = format!("{HOST} && !{HOST}.hidden && {HOST}.dataset.at.startsWith('edge')");
    stage.browser.until(&button).await;
    stage.browser.run("outoften('open')").await;
    stage.browser.until(&format!("{FRAME}.getBoundingClientRect().width === 528")).await;
    stands(&stage).await;
    assert_eq!(kinds(&stage).await, ["shown"]);
}
