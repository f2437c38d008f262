//! Where the card stands and how it looks, from a wide page down to 320 px.

use serde_json::json;

use crate::harness::{Page, Stage, element, stays, survey, survey_with};

/// The boxes of the eleven radios: `[x, y, width, height]`.
const BOXES: &str = "return [...document.querySelector('out-of-ten').shadowRoot\
    .querySelectorAll('input[type=radio]')].map((radio) => { const at = radio.getBoundingClientRect(); \
    return [at.x, at.y, at.width, at.height] })";

async fn boxes(stage: &Stage) -> Vec<[f64; 4]> {
    let found = stage.browser.run(BOXES).await;
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    let read =
        |at: &serde_json::Value| [number(&at[0]), number(&at[1]), number(&at[2]), number(&at[3])];
    found.as_array().unwrap().iter().map(read).collect()
}

fn rows(boxes: &[[f64; 4]]) -> Vec<usize> {
    let mut counted: Vec<(f64, usize)> = Vec::new();
    for [_, y, ..] in boxes {
        match counted.iter_mut().find(|(known, _)| known == y) {
            Some((_, number)) => *number += 1,
            None => counted.push((*y, 1)),
        }
    }
    counted.into_iter().map(|(_, number)| number).collect()
}

#[tokio::test]
async fn a_wide_page_has_the_scores_in_one_row() {
    let stage = Stage::new().await;
    stage.meet().await;
    let boxes = boxes(&stage).await;
    assert_eq!(rows(&boxes), [11]);
    assert!(boxes.iter().all(|[.., width, height]| *width >= 24.0 && *height >= 44.0), "{boxes:?}");
    assert!(boxes.is_sorted_by(|left, right| left[0] < right[0]), "0 comes first");
}

#[tokio::test]
async fn at_320_px_the_scores_have_two_rows_and_nothing_scrolls_sideways() {
    let stage = Stage::new().await;
    stage.browser.resize(320, 640).await;
    stage.meet().await;
    let boxes = boxes(&stage).await;
    assert_eq!(rows(&boxes), [6, 5]);
    assert!(boxes.iter().all(|[.., width, height]| *width >= 24.0 && *height >= 44.0), "{boxes:?}");
    stage.card().choose(0).await;
    let within = format!(
        "const card = {}; const at = card.getBoundingClientRect(); \
         return [at.left >= 0, at.right <= innerWidth, at.top >= 0, at.bottom <= innerHeight, \
         card.scrollWidth <= card.clientWidth, \
         document.documentElement.scrollWidth <= innerWidth]",
        element(".card")
    );
    assert_eq!(stage.browser.run(&within).await, json!([true, true, true, true, true, true]));
}

#[tokio::test]
async fn the_card_stands_in_the_corner_the_survey_names() {
    for (corner, left, top) in [
        ("bottom-right", false, false),
        ("bottom-left", true, false),
        ("top-right", false, true),
        ("top-left", true, true),
    ] {
        let stage = Stage::with(&survey_with(&json!({"display": {"position": corner}}))).await;
        stage.meet().await;
        let script = format!(
            "const at = {}.getBoundingClientRect(); \
             return [at.left, innerWidth - at.right, at.top, innerHeight - at.bottom]",
            element(".card")
        );
        let gaps = stage.browser.run(&script).await;
        let gap = |index: usize| gaps[index].as_f64().unwrap();
        let (near_x, near_y) = (gap(usize::from(!left)), gap(2 + usize::from(!top)));
        assert!(
            (0.0..=32.0).contains(&near_x) && (0.0..=32.0).contains(&near_y),
            "{corner}: {gaps}"
        );
        assert!(
            gap(usize::from(left)) > 100.0 && gap(2 + usize::from(top)) > 100.0,
            "{corner}: {gaps}"
        );
    }
}

#[tokio::test]
async fn an_inline_card_stands_in_the_element_the_survey_names() {
    let display = json!({"display": {"mode": "inline", "target": "#place"}});
    let stage = Stage::with(&survey_with(&display)).await;
    stage.meet().await;
    let place = "const host = document.querySelector('out-of-ten'); \
                 return [host.parentElement.id, getComputedStyle(host).position, \
                 host.shadowRoot.querySelector('.card').getAttribute('role')]";
    assert_eq!(stage.browser.run(place).await, json!(["place", "static", "region"]));
    stage.card().choose(9).await;
    stage.card().click(".send").await;
    stage.delivered().await;
    assert_eq!(stage.collector.rows("acme").await[0].score, 9);
}

#[tokio::test]
async fn without_the_named_element_there_is_no_card_and_one_line() {
    let display = json!({"display": {"mode": "inline", "target": "#not-there"}});
    let stage = Stage::with(&survey_with(&display)).await;
    stage.visit().await;
    crate::bad_input::is_silent_with_one_line(&stage, "display.target").await;
    // Nobody was asked, so this was no display.
    assert_eq!(stage.kept().await["oot:ledger"], json!(null));
}

#[tokio::test]
async fn the_brands_colour_is_corrected_until_its_text_can_be_read() {
    for color in ["#ffff00", "#ffffff", "#0f766e", "#777777", "#ff69b4"] {
        let stage = Stage::with(&survey_with(&json!({"brand": {"color": color}}))).await;
        for scheme in ["light", "dark"] {
            stage.browser.prefer("prefers-color-scheme", scheme).await;
            stage.meet().await;
            stage.card().choose(6).await;
            stage.card().rests().await;
            let text = rgb(&stage.card().style(".send", "color").await);
            let fill = rgb(&stage.card().style(".send", "background-color").await);
            let ratio = contrast(text, fill);
            assert!(ratio >= 4.5, "{color} in {scheme}: {ratio:.2} ({text:?} on {fill:?})");
            let surface = rgb(&stage.card().style(".card", "background-color").await);
            let edge = contrast(fill, surface);
            assert!(edge >= 3.0, "{color} in {scheme}: the button is {edge:.2} against the card");
            // Closed first: a selected score is an answer when the page is left.
            stage.card().click(".close").await;
            stage.card().leaves().await;
            stage.browser.run("localStorage.clear()").await;
        }
    }
}

/// `rgb(1, 2, 3)`, or `color(srgb 0.1 0.2 0.3)` of what was mixed.
pub fn rgb(text: &str) -> [f64; 3] {
    if let Some(mixed) = text.strip_prefix("color(srgb ") {
        let parts = mixed.trim_end_matches(')').split(' ').take(3);
        let parts: Vec<f64> = parts.map(|part| part.parse::<f64>().unwrap() * 255.0).collect();
        return parts.try_into().unwrap();
    }
    let inner = text.trim_start_matches("rgb(").trim_end_matches(')');
    let parts: Vec<f64> = inner.split(',').map(|part| part.trim().parse().unwrap()).collect();
    parts.try_into().unwrap()
}

/// The contrast ratio of WCAG 2, written here anew so that the card's own sum is checked.
pub fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let linear = |channel: f64| match channel / 255.0 {
        low if low <= 0.04045 => low / 12.92,
        high => ((high + 0.055) / 1.055).powf(2.4),
    };
    let luminance =
        |[r, g, b]: [f64; 3]| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[tokio::test]
async fn a_hidden_tab_is_not_asked_until_it_is_looked_at() {
    let stage = Stage::with(&survey()).await;
    let hide = "Object.defineProperty(document, 'visibilityState', \
                {configurable: true, get: () => window.looking ? 'visible' : 'hidden'})";
    stage.browser.before_pages(hide).await;
    stage.visit().await;
    stays("no card shows", 0, async || stage.card().visible().await).await;
    assert_eq!(stage.kept().await, json!({}), "it is no display yet");
    assert_eq!(stage.door.counted(), [""; 0]);
    stage
        .browser
        .run("window.looking = true; document.dispatchEvent(new Event('visibilitychange'))")
        .await;
    stage.card().stands().await;
}

#[tokio::test]
async fn a_page_made_in_advance_is_not_asked_until_it_is_shown() {
    let stage = Stage::with(&survey()).await;
    let advance = "Object.defineProperty(document, 'prerendering', \
                   {configurable: true, get: () => !window.shown})";
    stage.browser.before_pages(advance).await;
    stage.visit().await;
    stays("only the loader", 1, async || stage.door.asked().len()).await;
    stage
        .browser
        .run("window.shown = true; document.dispatchEvent(new Event('prerenderingchange'))")
        .await;
    stage.card().stands().await;
}

#[tokio::test]
async fn the_logo_and_a_missing_logo() {
    let pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    for (logo, hidden) in [(pixel, false), ("/no/such/logo.png", true)] {
        let document = survey_with(&json!({"brand": {"name": "Acme", "logo": logo}}));
        let stage = Stage::with(&document).await;
        stage.site.put("/", Page::with_tag(&stage.tag("")));
        stage.meet().await;
        let image = element(".brand img");
        stage.browser.until(&format!("{image}.complete")).await;
        stage.browser.until(&format!("{image}.hidden === {hidden}")).await;
        assert_eq!(stage.card().text(".brand").await, "Acme");
    }
}
