//! Geometry: what is pressed is large enough, nothing is cut, Send is in sight and each end stands at its
//! own score, on every window down to 320 by 256 px and with more in it than a card is made for.

use fantoccini::key::Key;
use serde_json::{Value, json};

use super::MODES;
use crate::harness::{Page, ROOT, Stage, element};

const WINDOWS: [(u32, u32); 6] =
    [(320, 256), (320, 640), (375, 667), (667, 375), (768, 1_024), (1_280, 800)];

/// A survey that is as much as one may be.
fn worst(mode: &str, language: &str, logo: (u32, u32)) -> Value {
    let all = ["detractor", "passive", "promoter"];
    let option = |at: usize| json!({"id": format!("reason-{at}"), "labels": {"en": format!("Reason {at}, in some words")}});
    let question = "How likely are you to recommend us after all of this? ".repeat(6);
    let question = question.chars().take(300).collect::<String>();
    let (width, height) = logo;
    json!({
        "id": mode, "triggers": {"delay_ms": 0}, "display": {"mode": mode, "target": "#place"},
        "brand": {"name": "Brand ".repeat(13).trim(), "font": "inherit", "logo": format!(
            "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'/>")},
        "texts": {language: {"question_relational": question.trim()}},
        "drivers": {"options": (0..12).map(option).collect::<Vec<_>>(), "classes": all},
        "contact": {"classes": all},
    })
}

async fn meet(stage: &Stage, document: &Value, language: &str, style: &str) {
    let mode = document["id"].as_str().unwrap();
    stage.collector.put(document).await;
    let tag = stage.tag(&format!("data-lang=\"{language}\"")).replace("acme", mode);
    stage.site.put("/fits", Page::with_tag(&tag).before_tag(&format!("<style>{style}</style>")));
    stage.browser.goto(&stage.site.at("/fits")).await;
    if mode == "button" {
        stage.browser.until("document.querySelector('out-of-ten')").await;
        stage.browser.until(&format!("{ROOT}?.querySelector('button.edge')")).await;
        stage.browser.until(&format!("!{ROOT}.querySelector('.settling')")).await;
        stage.card().click("button.edge").await;
    }
    stage.card().stands().await;
}

/// What cannot be reached or seen: what sticks out of its card or its card out of the window, and what
/// is not what is hit in its middle once it has been brought into view.
const FLAWS: &str = "const flaws = []; const card = ROOT.querySelector('.card'); \
    if (card.closest('[data-mode]').dataset.mode === 'inline') card.scrollIntoView(); \
    const edge = card.getBoundingClientRect(); \
    if (edge.left < -1 || edge.right > innerWidth + 1) flaws.push(['sideways', edge.left, edge.right]); \
    if (card.closest('[data-mode]').dataset.mode !== 'inline' && (edge.top < -1 || edge.bottom > innerHeight + 1)) \
        flaws.push(['off the window', edge.top, edge.bottom]); \
    for (const part of ROOT.querySelectorAll('[type=radio], .quiet, .change, .tick, textarea, .address, .send, .close')) { \
        if (!part.checkVisibility()) continue; \
        part.scrollIntoView({block: 'nearest'}); \
        const at = part.getBoundingClientRect(); \
        const hit = ROOT.elementFromPoint(at.left + at.width / 2, at.top + Math.min(at.height, 44) / 2); \
        if (!hit || !(part.contains(hit) || hit.contains(part) && hit.matches('label'))) \
            flaws.push([part.className || part.localName, part.value, hit && hit.className, at.top, at.bottom]); \
        if (at.width < 24 || at.height < 24 || at.left < edge.left - 1 || at.right > edge.right + 1) \
            flaws.push(['size', part.className, at.left, at.right]) } \
    return flaws";

async fn flaws(stage: &Stage) -> Value {
    stage.browser.run(&FLAWS.replace("ROOT", ROOT)).await
}

/// Whether Send is in sight without anybody's scrolling.
async fn send_is_in_sight(stage: &Stage) -> Value {
    let script = format!(
        "const part = {}; const at = part.getBoundingClientRect(); \
         const hit = {ROOT}.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2); \
         return at.top >= 0 && at.bottom <= innerHeight && hit === part",
        element(".send")
    );
    stage.browser.run(&script).await
}

#[tokio::test]
async fn more_than_a_card_is_made_for_is_within_reach_on_every_window() {
    let stage = super::site().await;
    let cases = [
        ("de", (400, 100), "body { font: 10px serif }"),
        ("th", (100, 400), "body { font: 24px serif }"),
    ];
    for mode in MODES {
        for (width, height) in WINDOWS {
            stage.browser.resize(width, height).await;
            for (language, logo, style) in cases {
                let case = format!("{mode}, {width} x {height}, {language}");
                meet(&stage, &worst(mode, language, logo), language, style).await;
                assert_eq!(flaws(&stage).await, json!([]), "{case}");
                stage.card().choose(6).await;
                if mode != "inline" {
                    assert_eq!(send_is_in_sight(&stage).await, json!(true), "{case}");
                }
                assert_eq!(flaws(&stage).await, json!([]), "{case}, chosen");
                stage.browser.run(&format!("{}.click()", element(".close"))).await;
                stage.card().leaves().await;
            }
        }
    }
}

/// In each display and on each window where it fits, eleven scores stand in one row of 44 px each; else
/// in rows without a gap at their beginning that looks like a score, the ends beside their own.
#[tokio::test]
async fn one_row_where_it_fits_and_each_end_at_its_own_score() {
    let stage = super::site().await;
    for (width, height) in [(320, 640), (375, 667), (768, 1_024), (1_280, 800)] {
        stage.browser.resize(width, height).await;
        for (language, is_rtl) in [("en", false), ("ar", true)] {
            for mode in MODES {
                super::meet(&stage, mode, super::Asks { everything: false, language }).await;
                let script = format!(
                    "const box = (part) => {{ const at = part.getBoundingClientRect(); \
                     return [at.left, at.right, at.top, at.bottom] }}; \
                     return [[...{ROOT}.querySelectorAll('.cell')].map(box), \
                     [...{ROOT}.querySelectorAll('.ends span')].map(box), \
                     [...{ROOT}.querySelectorAll('.ends span')].map((end) => getComputedStyle(end, '::before').content)]"
                );
                let found = stage.browser.run(&script).await;
                let case = format!("{mode}, {width}, {language}");
                check(&found, width, is_rtl, &case);
            }
        }
    }
}

type Box4 = [f64; 4];

fn boxes(found: &Value) -> Vec<Box4> {
    let read = |at: &Value| std::array::from_fn(|side| at[side].as_f64().unwrap());
    found.as_array().unwrap().iter().map(read).collect()
}

fn check(found: &Value, width: u32, is_rtl: bool, case: &str) {
    let (cells, ends) = (boxes(&found[0]), boxes(&found[1]));
    let (first, last) = (cells[0], cells[10]);
    let start = |at: Box4| if is_rtl { -at[1] } else { at[0] };
    let end = |at: Box4| if is_rtl { -at[0] } else { at[1] };
    assert!(
        cells.iter().all(|at| at[1] - at[0] >= 43.9 && at[3] - at[2] >= 39.9),
        "{case}: {cells:?}"
    );
    let is_one_row = (first[2] - last[2]).abs() < 1.0;
    // An inline card is as narrow as its place.
    if !case.starts_with("inline") {
        assert_eq!(is_one_row, width >= 768, "{case}");
    }
    assert!(
        (start(ends[0]) - start(first)).abs() <= 3.0,
        "{case}: the low end {ends:?} at {first:?}"
    );
    assert!((end(ends[1]) - end(last)).abs() <= 8.0, "{case}: the high end {ends:?} at {last:?}");
    if is_one_row {
        assert!(ends.iter().all(|at| at[2] >= first[3]), "{case}: beneath the row");
        return;
    }
    assert_eq!(found[2], json!(["\"0 = \"", "\"10 = \""]), "{case}");
    assert!(
        ends[0][3] <= first[2] && ends[1][2] >= last[3],
        "{case}: above the first, below the last"
    );
    // As much room before the last row as after it.
    let last_row: Vec<_> = cells.iter().filter(|at| (at[2] - last[2]).abs() < 1.0).collect();
    let before = start(*last_row[0]) - start(first);
    let after = end(cells[5]) - end(last);
    assert!((before - after).abs() <= 1.0, "{case}: {before} {after}");
}

/// About 72 px, with question, scale and the ways out in one line.
#[tokio::test]
async fn a_bar_is_a_bar_before_an_answer() {
    let stage = super::site().await;
    for width in [1_040, 1_280, 1_920] {
        stage.browser.resize(width, 800).await;
        super::meet(&stage, "bar", super::SHORT).await;
        let height = format!("return {}.offsetHeight", element(".card"));
        let height = stage.browser.run(&height).await.as_f64().unwrap();
        assert!((68.0..=92.0).contains(&height), "{width}: {height}");
        let middle = format!(
            "return ['.question', '.scale', '.close'].map((part) => {{ \
             const at = {ROOT}.querySelector(part).getBoundingClientRect(); return (at.top + at.bottom) / 2 }})"
        );
        let middles = stage.browser.run(&middle).await;
        let middles: Vec<f64> =
            middles.as_array().unwrap().iter().filter_map(Value::as_f64).collect();
        assert!(middles.iter().all(|at| (at - middles[2]).abs() < 16.0), "{width}: {middles:?}");
        stage.browser.press(&[Key::Escape]).await;
    }
}
