//! Whether everybody can see and hit each display: sizes, motion, wider text, right to left, no colours.
//! The ring of the focus is in `ring`.

use fantoccini::key::Key;
use serde_json::{Value, json};

use super::{Asks, LONG, MODES, SHORT, meet, picture_of, reach, site, visit};
use crate::harness::{ROOT, Stage, element};

/// Everything that is pressed, with the box that takes the press: a tick's is its whole line.
const TARGETS: &str = ".querySelectorAll('button, textarea, .address, a, [type=radio], .tick')]\
    .filter(target => target.checkVisibility()).map(target => [target.localName + '.' + \
    target.className, target.getBoundingClientRect()])";

/// The targets that are smaller than this.
async fn smaller_than(stage: &Stage, px: f64) -> Value {
    let script = format!(
        "return [...{ROOT}{TARGETS}.filter(([, at]) => at.width < {px} || at.height < {px})\
         .map(([name, at]) => [name, at.width, at.height])"
    );
    stage.browser.run(&script).await
}

#[tokio::test]
async fn targets_at_320_px_for_a_pointer_and_for_a_finger() {
    let stage = site().await;
    let rows = format!(
        "return new Set([...{ROOT}.querySelectorAll('.cell')].map((cell) => \
         Math.round(cell.getBoundingClientRect().top))).size"
    );
    for (is_touch, width, px) in [(false, 320, 24.0), (true, 320, 44.0), (true, 375, 44.0)] {
        let phone =
            json!({"width": width, "height": 640, "deviceScaleFactor": 2, "mobile": is_touch});
        stage.browser.devtools("Emulation.setDeviceMetricsOverride", phone).await;
        let touch = json!({"enabled": is_touch});
        stage.browser.devtools("Emulation.setTouchEmulationEnabled", touch).await;
        for mode in MODES {
            visit(&stage, mode, LONG).await;
            if mode == "button" {
                assert_eq!(smaller_than(&stage, px).await, json!([]), "the edge button");
            }
            meet(&stage, mode, LONG).await;
            assert_eq!(smaller_than(&stage, px).await, json!([]), "{mode}, question, {px} px");
            // An inline card is as narrow as its place.
            if mode != "inline" {
                assert_eq!(stage.browser.run(&rows).await, 2, "{mode}, {width} px: rows of scores");
            }
            reach(&stage, "chosen").await;
            assert_eq!(smaller_than(&stage, px).await, json!([]), "{mode}, {px} px");
            // Smaller text would make some phones zoom into the page.
            for field in ["textarea", ".address"] {
                assert_eq!(stage.card().style(field, "font-size").await, "16px", "{mode}");
            }
            stage.browser.run(WIDER).await;
            assert_eq!(smaller_than(&stage, px).await, json!([]), "{mode}, wider, {px} px");
            reach(&stage, "error").await;
            assert_eq!(smaller_than(&stage, px).await, json!([]), "{mode}, error, {px} px");
            reach(&stage, "thanks").await;
            assert_eq!(smaller_than(&stage, px).await, json!([]), "{mode}, thanks, {px} px");
        }
    }
}

#[tokio::test]
async fn nothing_moves_for_who_wants_no_motion() {
    let stage = site().await;
    stage.browser.prefer("prefers-reduced-motion", "reduce").await;
    let watch = "window.motions = 0; for (const name of ['animationstart', 'transitionrun']) \
                 addEventListener(name, () => window.motions++, true); \
                 document.addEventListener('oot:shown', () => { const root = \
                 document.querySelector('out-of-ten:not([survey])').shadowRoot; \
                 for (const name of ['animationstart', 'transitionrun']) \
                 root.addEventListener(name, () => window.motions++, true); \
                 requestAnimationFrame(() => { window.motions += root.getAnimations().length; \
                 window.looked = true }) })";
    stage.browser.before_pages(watch).await;
    for mode in MODES {
        meet(&stage, mode, LONG).await;
        stage.browser.until("window.looked").await;
        for state in super::STATES {
            reach(&stage, state).await;
        }
        assert_eq!(stage.browser.run("return window.motions").await, 0, "{mode}");
    }
}

/// Rules that a visitor may set for the spacing of all text (WCAG 1.4.12).
const WIDER: &str = "const sheet = new CSSStyleSheet(); sheet.replaceSync('* { line-height: 1.5 !important; \
    letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }'); \
    const root = document.querySelector('out-of-ten:not([survey])').shadowRoot; \
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]";

/// What is cut off, and what lies on top of what.
async fn cut_off(stage: &Stage) -> Value {
    let script = format!(
        "const root = {ROOT}; const card = root.querySelector('.card'); const at = card.getBoundingClientRect(); \
         const cut = [...root.querySelectorAll('p:not(.said), span, label, legend, button, a, .face')]\
         .filter(part => part.checkVisibility() && getComputedStyle(part).display !== 'inline' && \
         (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 2 && \
         getComputedStyle(part).overflow !== 'visible')).map(part => part.outerHTML); \
         const box = (part) => part.getBoundingClientRect(); \
         const blocks = [...root.querySelectorAll('.question, .scale, .ends, .drivers, .why > label, \
         textarea, .contact')].map(box); \
         blocks.forEach((one, index) => {{ const next = blocks[index + 1]; \
         if (next && one.bottom > next.top + 1 && one.right > next.left + 1 && one.left < next.right - 1) \
         cut.push('overlap ' + index) }}); \
         if (card.scrollWidth > card.clientWidth) cut.push('sideways'); \
         if (at.left < -1 || at.right > innerWidth + 1 || at.top < -1 && card.parentElement.dataset.mode !== 'inline') \
         cut.push('off the page ' + JSON.stringify(at)); \
         return cut"
    );
    stage.browser.run(&script).await
}

/// Whether the button at the edge shows less than its whole label, or stands off the page.
async fn label_cut_off(stage: &Stage) -> Value {
    let script = format!(
        "const edge = {ROOT}.querySelector('.edge'); const at = edge.getBoundingClientRect(); \
         const range = new Range(); range.selectNodeContents(edge); const text = range.getBoundingClientRect(); \
         const inside = at.left <= text.left + 1 && at.right >= text.right - 1 && at.top <= text.top + 1 && \
         at.bottom >= text.bottom - 1 && at.left >= -1 && at.right <= innerWidth + 1 && at.top >= -1 && \
         at.bottom <= innerHeight + 1; return inside ? [] : [at, text]"
    );
    stage.browser.run(&script).await
}

#[tokio::test]
async fn on_a_screen_of_3840_px_each_display_keeps_its_measure() {
    let stage = site().await;
    stage.browser.resize(3_840, 2_160).await;
    for mode in MODES {
        meet(&stage, mode, LONG).await;
        for state in super::STATES {
            reach(&stage, state).await;
            assert_eq!(cut_off(&stage).await, json!([]), "{mode}, {state}");
            let widths = format!(
                "const wide = (part) => {ROOT}.querySelector(part)?.getBoundingClientRect().width ?? 0; \
                 return Math.max(wide('.scale'), wide('textarea'), wide('.thanks'), wide('.question'))"
            );
            let widest = stage.browser.run(&widths).await;
            assert!(
                widest.as_f64().is_some_and(|px| px > 0.0 && px <= 1_120.0),
                "{mode}: {widest}"
            );
        }
    }
}

#[tokio::test]
async fn wider_text_and_long_languages_at_320_px_are_not_cut_off() {
    let stage = site().await;
    stage.browser.resize(320, 640).await;
    for mode in MODES {
        for language in ["de", "ta", "ar"] {
            visit(&stage, mode, Asks { language, ..LONG }).await;
            if mode == "button" {
                stage.browser.run(WIDER).await;
                assert_eq!(label_cut_off(&stage).await, json!([]), "{language}, wider");
            }
            meet(&stage, mode, Asks { language, ..LONG }).await;
            assert_eq!(cut_off(&stage).await, json!([]), "{mode}, {language}");
            stage.browser.run(WIDER).await;
            assert_eq!(cut_off(&stage).await, json!([]), "{mode}, {language}, wider");
            for state in super::STATES {
                reach(&stage, state).await;
                assert_eq!(cut_off(&stage).await, json!([]), "{mode}, {language}, {state}, wider");
            }
        }
    }
}

/// All text twice as large, as a browser does that enlarges nothing but text (WCAG 1.4.4).
const TWICE: &str = "const root = document.querySelector('out-of-ten:not([survey])').shadowRoot; \
    const all = [...root.querySelectorAll('.root *')]; \
    const sizes = all.map((part) => parseFloat(getComputedStyle(part).fontSize)); \
    all.forEach((part, at) => part.style.setProperty('font-size', 2 * sizes[at] + 'px', 'important'))";

#[tokio::test]
async fn text_twice_as_large_is_not_cut_off_in_long_languages() {
    let stage = site().await;
    for width in [1_280, 375] {
        stage.browser.resize(width, 800).await;
        for mode in MODES {
            for language in ["de", "ta", "ar"] {
                visit(&stage, mode, Asks { language, ..LONG }).await;
                if mode == "button" {
                    stage.browser.run(TWICE).await;
                    assert_eq!(stage.card().style(".edge", "font-size").await, "30px");
                    assert_eq!(label_cut_off(&stage).await, json!([]), "{language}, {width} px");
                }
                meet(&stage, mode, Asks { language, ..LONG }).await;
                reach(&stage, "chosen").await;
                stage.browser.run(TWICE).await;
                let size = stage.card().style(".question", "font-size").await;
                assert_eq!(size, "34px", "{mode}");
                assert_eq!(cut_off(&stage).await, json!([]), "{mode}, {language}, {width} px");
                stage.browser.run(WIDER).await;
                assert_eq!(
                    cut_off(&stage).await,
                    json!([]),
                    "{mode}, {language}, {width} px, wider"
                );
                stage.browser.run(&format!("{}.click()", element(".close"))).await;
                stage.card().leaves().await;
            }
        }
    }
}

#[tokio::test]
async fn from_right_to_left_the_card_the_scale_and_the_arrows_are_mirrored() {
    let stage = site().await;
    for mode in MODES {
        meet(&stage, mode, Asks { language: "ar", ..SHORT }).await;
        let order = format!(
            "const at = (part) => {ROOT}.querySelector(part).getBoundingClientRect(); \
             return [at('[value=\"0\"]').left > at('[value=\"10\"]').left, \
             at('.close').left < at('.question').right - at('.question').width / 2]"
        );
        assert_eq!(stage.browser.run(&order).await, json!([true, true]), "{mode}");
        stage.card().focus_scale().await;
        // To the left is onward.
        stage.browser.press(&[Key::Space, Key::Left, Key::Left]).await;
        let selected = stage.card().selected().await;
        stage.browser.press(&[Key::Down]).await;
        assert_eq!((selected, stage.card().selected().await), (Some(2), Some(3)), "{mode}");
    }
}

/// How different a score looks once it is selected, without any colour: the mean difference of
/// its picture's greys, 0 to 255.
#[tokio::test]
async fn without_colours_the_selected_score_is_seen() {
    let stage = site().await;
    let grey = json!({"type": "achromatopsia"});
    stage.browser.devtools("Emulation.setEmulatedVisionDeficiency", grey).await;
    for scheme in ["light", "dark"] {
        stage.browser.prefer("prefers-color-scheme", scheme).await;
        for mode in MODES {
            meet(&stage, mode, SHORT).await;
            let before = picture(&stage).await;
            stage.card().focus_scale().await;
            stage
                .browser
                .press(&[Key::Right, Key::Right, Key::Right, Key::Right, Key::Right])
                .await;
            assert_eq!(stage.card().selected().await, Some(5));
            stage.browser.run(&format!("{ROOT}.activeElement.blur()")).await;
            stage.card().rests().await;
            let difference = "const [one, other, done] = arguments; const read = async (data) => { \
                const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob()); \
                const canvas = new OffscreenCanvas(40, 40); const brush = canvas.getContext('2d'); \
                brush.drawImage(image, 0, 0, 40, 40); return brush.getImageData(0, 0, 40, 40).data }; \
                Promise.all([read(one), read(other)]).then(([one, other]) => { let sum = 0; \
                for (let at = 0; at < one.length; at += 4) sum += Math.abs(one[at] - other[at]); \
                done(sum / 1600) })";
            let both = vec![json!(before), json!(picture(&stage).await)];
            let difference = stage.browser.run_async_with(difference, both).await;
            assert!(difference.as_f64() > Some(40.0), "{mode}, {scheme}: {difference}");
            let line = stage.card().style("input:checked + .face", "text-decoration-line").await;
            assert_eq!(line, "underline", "{mode}: by shape too");
        }
    }
}

/// The score 5, as a picture.
async fn picture(stage: &Stage) -> String {
    let face = element("input[value=\"5\"] + .face");
    let script = format!(
        "{face}.scrollIntoView({{block: 'center'}}); const at = {face}.getBoundingClientRect(); \
         return {{x: at.x + scrollX, y: at.y + scrollY, width: at.width, height: at.height, scale: 1}}"
    );
    picture_of(stage, &script).await
}
