//! Who is asked again, over many visits: the third "later", two surveys, samples and their waves; and
//! what the page hears of how a card ended.

use outoften_core::sampling::is_drawn;
use serde_json::{Value, json};

use crate::harness::{Page, Stage, survey_with};

/// Visits with the clock this many days ahead; the core has said no, and no card comes.
async fn is_not_asked_after(stage: &Stage, days: f64) {
    stage.browser.shift_clock(days).await;
    stage.visit().await;
    stage.browser.until("typeof window.outoften === 'function'").await;
    stage.shows_no_card().await;
}

async fn later_after(stage: &Stage, days: f64) {
    stage.browser.shift_clock(days).await;
    stage.meet().await;
    stage.card().click(".quiet").await;
    stage.card().leaves().await;
}

#[tokio::test]
async fn a_third_later_in_a_row_is_a_no() {
    let stage = Stage::new().await;
    later_after(&stage, 0.0).await;
    later_after(&stage, 7.1).await;
    later_after(&stage, 14.2).await;
    // Not after seven days, as the first two.
    is_not_asked_after(&stage, 21.3).await;
    is_not_asked_after(&stage, 14.2 + 180.0).await;
    stage.browser.shift_clock(14.2 + 185.0).await;
    stage.meet().await;
}

#[tokio::test]
async fn between_two_surveys_lies_the_gap_that_the_document_names() {
    let other = json!({"id": "other", "fatigue": {"group": "support"}});
    let stage = Stage::new().await;
    stage.collector.put(&survey_with(&other)).await;
    stage.meet().await;
    stage.delivers(9).await;
    let tag = stage.tag("").replace("acme", "other");
    stage.site.put("/", Page::with_tag(&tag));
    is_not_asked_after(&stage, 0.0).await;
    is_not_asked_after(&stage, 29.9).await;
    stage.browser.shift_clock(30.1).await;
    stage.meet().await;
    stage.card().close().await;
    // The first survey's own clock has gone on meanwhile.
    stage.site.put("/", Page::with_tag(&stage.tag("")));
    is_not_asked_after(&stage, 61.0).await;
    stage.browser.shift_clock(185.0).await;
    stage.meet().await;
}

#[tokio::test]
async fn a_sample_draws_the_same_visitors_each_time_and_others_in_another_wave() {
    let stage = Stage::new().await;
    stage.site.put("/elsewhere", Page::with_tag(""));
    let lots = ["a", "b", "c", "d", "e", "f"];
    let drawn = |wave: &str| lots.map(|lot| is_drawn(lot, "acme", wave, 50));
    assert_ne!(drawn("spring"), drawn("autumn"), "the waves differ for these visitors");
    for wave in ["spring", "autumn"] {
        let sampling = json!({"sampling": {"percent": 50, "wave": wave}});
        stage.collector.put(&survey_with(&sampling)).await;
        for (lot, drawn) in lots.into_iter().zip(drawn(wave)) {
            stage.browser.shift_clock(0.0).await;
            stage.browser.goto(&stage.site.at("/elsewhere")).await;
            let forget = format!("localStorage.clear(); localStorage.setItem('oot:lot', '{lot}')");
            stage.browser.run(&forget).await;
            for days in [0.0, 2.0] {
                stage.browser.shift_clock(days).await;
                stage.visit().await;
                stage.browser.until("localStorage.getItem('oot:due:acme')").await;
                let shown = "return (localStorage.getItem('oot:ledger') || '').includes('shown ')";
                assert_eq!(stage.browser.run(shown).await, drawn, "{lot} in {wave}");
                assert_eq!(stage.kept().await["oot:lot"], lot);
                if drawn {
                    break;
                }
                // Looked at again the day after, with the same outcome.
                stage.browser.run("localStorage.removeItem('oot:due:acme')").await;
            }
        }
    }
}

/// Hears everything that happens to the card, on the document and by call.
const HEAR: &str = "window.heard = []; window.called = []; \
    for (const name of ['shown', 'scored', 'answered', 'later', 'dismissed', 'optedout', 'failed', 'closed']) { \
    document.addEventListener('oot:' + name, ({type, detail, target}) => \
        window.heard.push([type, detail, target === document])); \
    outoften('on', name, ({type}) => window.called.push(type)) }";

#[tokio::test]
async fn the_page_hears_how_a_card_ended_and_which() {
    for (button, name) in
        [(".quiet", "oot:later"), (".quiet + .quiet", "oot:optedout"), (".close", "oot:dismissed")]
    {
        let stage = Stage::with(&survey_with(&json!({"triggers": {"delay_ms": 3_600_000}}))).await;
        stage.visit().await;
        stage.browser.until("typeof window.outoften === 'function'").await;
        stage.browser.run(HEAR).await;
        stage.browser.run("outoften('open')").await;
        stage.card().stands().await;
        stage.card().click(button).await;
        stage.browser.until("window.called.includes('oot:closed')").await;
        let heard = stage.browser.run("return window.heard").await;
        let ledger = stage.kept().await["oot:ledger"].as_str().unwrap().to_owned();
        let id = heard[0][1].as_str().unwrap();
        assert!(
            ledger.lines().count() == 2
                && ledger.lines().all(|line| line.ends_with(&format!(" {}", &id[..13]))),
            "{ledger}"
        );
        let wanted: Vec<Value> =
            ["oot:shown", name, "oot:closed"].iter().map(|name| json!([name, id, true])).collect();
        assert_eq!(heard, json!(wanted));
        let called = stage.browser.run("return window.called").await;
        assert_eq!(called, json!(["oot:shown", name, "oot:closed"]));
    }
}
