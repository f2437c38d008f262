//! The ring around what has the focus: how wide, how far it stands out, by style and in the picture.

use fantoccini::key::Key;
use serde_json::{Value, json};

use super::{LONG, MODES, SHORT, meet, picture_of, reach, site, visit};
use crate::display::{contrast, rgb};
use crate::harness::{ROOT, Stage, element};

/// A media feature and its value, in each of which the ring is looked at.
const LOOKS: [(&str, &str); 3] = [
    ("prefers-color-scheme", "light"),
    ("prefers-color-scheme", "dark"),
    ("forced-colors", "active"),
];

/// `rgb(1, 2, 3)` or `rgba(1, 2, 3, 0.5)`, as it is seen on what lies below.
fn over(color: &Value, below: [f64; 3]) -> [f64; 3] {
    let text = color.as_str().unwrap();
    if text.starts_with("color(") {
        return rgb(text);
    }
    let inner = text.split(['(', ')']).nth(1).unwrap_or_else(|| panic!("{text} is no colour"));
    let parts: Vec<f64> = inner.split(',').map(|part| part.trim().parse().unwrap()).collect();
    let share = parts.get(3).copied().unwrap_or(1.0);
    std::array::from_fn(|at| parts[at] * share + below[at] * (1.0 - share))
}

/// The ring of what has the focus: what it is, its line, how wide, its colour, and the colour it
/// lies on.
async fn ring(stage: &Stage) -> Value {
    let script = format!(
        "const at = {ROOT}.activeElement; const shown = at.type === 'radio' ? at.nextElementSibling : at; \
         const style = getComputedStyle(shown); const card = {ROOT}.querySelector('.card'); \
         return [at.localName + '.' + at.className, style.outlineStyle, parseFloat(style.outlineWidth), \
         style.outlineColor, card && getComputedStyle(card).backgroundColor]"
    );
    stage.browser.run(&script).await
}

#[tokio::test]
async fn the_ring_of_the_focus_is_wide_and_stands_out() {
    let stage = site().await;
    for (feature, value) in LOOKS {
        stage.browser.prefer(feature, value).await;
        for mode in MODES {
            meet(&stage, mode, LONG).await;
            stage.card().focus_scale().await;
            stage.browser.press(&[Key::Space]).await;
            let mut stops = 0;
            // The scale, three reasons, words, an address, its tick, Send, the cross.
            for _ in 0..9 {
                let found = ring(&stage).await;
                assert!(found[1] == "solid" && found[2].as_f64() >= Some(2.0), "{mode}: {found}");
                let card = over(&found[4], [255.0; 3]);
                let line = over(&found[3], card);
                assert!(contrast(line, card) >= 3.0, "{mode}, {value}: {found}");
                stops += 1;
                stage.browser.press(&[Key::Tab]).await;
            }
            assert_eq!(stops, 9);
        }
    }
}

#[tokio::test]
async fn the_ring_stands_out_on_a_band_of_any_colour_and_on_any_page() {
    let stage = site().await;
    for cover in ["#000000", "#ffffff", "#4338ca", "#777777"] {
        let document = json!({"id": "popup", "triggers": {"delay_ms": 0},
            "brand": {"name": "Acme", "color": "#4338ca", "cover": cover}});
        stage.collector.put(&document).await;
        let tag = stage.tag("").replace("acme", "popup");
        stage.site.put("/band", crate::harness::Page::with_tag(&tag));
        stage.browser.goto(&stage.site.at("/band")).await;
        stage.card().stands().await;
        stage.browser.run(&format!("{}.focus({{focusVisible: true}})", element(".close"))).await;
        let band = over(&json!(stage.card().style(".brand", "background-color").await), [255.0; 3]);
        let line = over(&json!(stage.card().style(".close", "outline-color").await), band);
        assert!(contrast(line, band) >= 3.0, "{cover}: {line:?} on {band:?}");
    }
    // The edge button brings a border of the card's surface for its ring.
    visit(&stage, "button", SHORT).await;
    stage.browser.run(&format!("{}.focus({{focusVisible: true}})", element(".edge"))).await;
    let shadow = stage.card().style(".edge", "box-shadow").await;
    assert!(shadow.contains("rgb(255, 255, 255) 0px 0px 0px 2px"), "{shadow}");
}

/// What a ring is to be measured on: seen by what changes in the picture once the focus is gone.
#[tokio::test]
async fn the_ring_is_seen_in_the_picture() {
    let stage = site().await;
    for (feature, value) in LOOKS {
        stage.browser.prefer(feature, value).await;
        meet(&stage, "popup", LONG).await;
        reach(&stage, "chosen").await;
        for part in ["textarea", ".send", ".close", "input[value=\"7\"]"] {
            stage.browser.run(&format!("{}.focus({{focusVisible: true}})", element(part))).await;
            stage.card().rests().await;
            let ring = around(&stage, part).await;
            stage.browser.run(&format!("{}.blur()", element(part))).await;
            stage.card().rests().await;
            let without = around(&stage, part).await;
            let found =
                stage.browser.run_async_with(OUTSTANDING, vec![json!(ring), json!(without)]);
            let found = found.await;
            let (pixels, around) = (found[0].as_f64().unwrap(), found[1].as_f64().unwrap());
            // A line of two pixels around a box has at least so many; corners are rounded off.
            assert!(pixels >= 1.8 * around, "{part}, {value}: {pixels} of {around} times two");
        }
    }
}

/// How many pixels differ by 3:1 at least from what they were, and how long the box's outline is that
/// the picture was taken of, each side of which is 8 px less.
const OUTSTANDING: &str = "const [one, other, done] = arguments; const read = async (data) => { \
    const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob()); \
    const canvas = new OffscreenCanvas(image.width, image.height); const brush = canvas.getContext('2d'); \
    brush.drawImage(image, 0, 0); return brush.getImageData(0, 0, image.width, image.height) }; \
    const channel = (value) => value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4; \
    const light = (data, at) => 0.05 + 0.2126 * channel(data[at]) + 0.7152 * channel(data[at + 1]) + \
    0.0722 * channel(data[at + 2]); \
    Promise.all([read(one), read(other)]).then(([one, other]) => { let pixels = 0; \
    for (let at = 0; at < one.data.length; at += 4) { const [here, there] = [light(one.data, at), \
    light(other.data, at)]; if (Math.max(here, there) / Math.min(here, there) >= 3) pixels++ } \
    done([pixels, 2 * (one.width + one.height - 32)]) })";

/// A picture of a part, with 8 px on each side.
async fn around(stage: &Stage, part: &str) -> String {
    let script = format!(
        "const part = {}; const at = (part.type === 'radio' ? part.nextElementSibling : part)\
         .getBoundingClientRect(); const [x, y] = [Math.floor(at.x), Math.floor(at.y)]; \
         return {{x: x + scrollX - 8, y: y + scrollY - 8, width: Math.round(at.width) + 16, \
         height: Math.round(at.height) + 16, scale: 1}}",
        element(part)
    );
    picture_of(stage, &script).await
}
