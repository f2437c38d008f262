//! What moves: from the question to what follows it, on the way out, and what leaves by itself.

use serde_json::{Value, json};

use crate::harness::{ROOT, Stage, element, stays, survey_with};

/// What is under the pointer that has just clicked a score, frame by frame until the question is gone.
const WATCH: &str = "const root = document.querySelector('out-of-ten').shadowRoot; window.under = []; \
    root.addEventListener('click', ({clientX, clientY}) => { const look = () => { \
    const hit = root.elementFromPoint(clientX, clientY); window.under.push(hit && (hit.value ?? hit.className)); \
    if (root.querySelector('.change').hidden) requestAnimationFrame(look) }; look() }, {once: true})";

fn at(mode: &str) -> Value {
    survey_with(&json!({"display": {"mode": mode, "target": "#place"}}))
}

#[tokio::test]
async fn a_number_that_is_clicked_stays_under_the_pointer_until_its_question_folds() {
    for mode in ["popup", "modal", "bar", "inline"] {
        let stage = Stage::with(&at(mode)).await;
        stage.meet().await;
        stage.browser.run(WATCH).await;
        stage.card().choose(9).await;
        let under = stage.browser.run("return window.under").await;
        let under = under.as_array().unwrap();
        let (last, before) = under.split_last().unwrap();
        assert!(before.len() >= 3 && before.iter().all(|hit| hit == "9"), "{mode}: {under:?}");
        assert_ne!(last, "9", "{mode}");
        assert_eq!(stage.card().text(".change").await, "You chose 9Change");
        let seen = format!("return {}.checkVisibility()", element(".scale"));
        assert_eq!(stage.browser.run(&seen).await, false, "{mode}");
        // The question comes back, with the score that was chosen.
        stage.card().click(".change").await;
        assert_eq!(stage.browser.run(&seen).await, true, "{mode}");
        assert_eq!(stage.card().focused().await, "input.9", "{mode}");
    }
}

/// Heights of the card, frame by frame, while something changes.
async fn heights(stage: &Stage, act: &str) -> Vec<f64> {
    let script = format!(
        "const done = arguments[0]; const heights = []; const from = performance.now(); const look = () => {{ \
         heights.push(document.querySelector('out-of-ten').shadowRoot.querySelector('.card').getBoundingClientRect().height); \
         if (performance.now() - from < 800) requestAnimationFrame(look); else done(heights) }}; look(); {act}"
    );
    let found = stage.browser.run_async(&script).await;
    found.as_array().unwrap().iter().filter_map(Value::as_f64).collect()
}

#[tokio::test]
async fn the_height_eases_and_does_not_for_who_wants_no_motion() {
    for (motion, eases) in [("no-preference", true), ("reduce", false)] {
        let contact = json!({"contact": {"classes": ["detractor", "passive", "promoter"]}});
        let stage = Stage::with(&survey_with(&contact)).await;
        stage.browser.prefer("prefers-reduced-motion", motion).await;
        stage.meet().await;
        let counts =
            || stage.door.asked().iter().any(|asked| asked.path.ends_with("/display-events.js"));
        crate::harness::until("what eases is there", async || counts()).await;
        stage.browser.run_async("setTimeout(arguments[0], 300)").await;
        let act = format!("{}.click()", element("input[value=\"3\"]"));
        let heights = heights(&stage, &act).await;
        let (first, last) = (heights[0], heights[heights.len() - 1]);
        assert!(last > first + 40.0, "{heights:?}");
        let between =
            heights.iter().filter(|height| **height > first + 2.0 && **height < last - 2.0).count();
        assert_eq!(between >= 3, eases, "{motion}: {heights:?}");
        assert_eq!(stage.browser.troubles().await, [""; 0]);
    }
}

#[tokio::test]
async fn a_card_that_is_closed_fades_and_takes_no_click_meanwhile() {
    for (motion, fades) in [("no-preference", true), ("reduce", false)] {
        let stage = Stage::new().await;
        stage.browser.prefer("prefers-reduced-motion", motion).await;
        stage.meet().await;
        let watch = format!(
            "const done = arguments[0], host = document.querySelector('out-of-ten'), seen = []; \
             const at = {close}.getBoundingClientRect(); {close}.click(); const look = () => {{ \
             if (!host.isConnected) return done(seen); \
             seen.push([parseFloat(getComputedStyle(host).opacity), host.checkVisibility(), \
             document.elementFromPoint(at.left + 9, at.top + 9) === host]); requestAnimationFrame(look) }}; \
             requestAnimationFrame(look)",
            close = element(".close")
        );
        let seen = stage.browser.run_async(&watch).await;
        let seen = seen.as_array().unwrap();
        let shown = seen.iter().filter(|at| at[1] == true && at[0].as_f64() > Some(0.0)).count();
        assert_eq!(shown >= 2, fades, "{motion}: {seen:?}");
        assert!(seen.iter().all(|at| at[2] == false), "{motion}: {seen:?}");
    }
}

/// Five seconds pass when the test says so.
const CLOCK: &str = "window.waiting = []; const own = window.setTimeout, clear = window.clearTimeout; \
    window.setTimeout = function (act, ms, ...more) { if (ms !== 5000) return own.call(window, act, ms, ...more); \
    return -window.waiting.push(act) }; \
    window.clearTimeout = (id) => { if (id < 0) window.waiting[-id - 1] = () => {}; else clear(id) }; \
    window.pass = () => window.waiting.splice(0).forEach((act) => act())";

async fn thanked(document: &Value) -> Stage {
    let stage = Stage::with(document).await;
    stage.browser.before_pages(CLOCK).await;
    stage.meet().await;
    stage.card().choose(9).await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.card().rests().await;
    stage
}

#[tokio::test]
async fn a_thank_you_that_nobody_touches_leaves_after_five_seconds() {
    for mode in ["popup", "modal", "bar"] {
        let stage = thanked(&at(mode)).await;
        stage.browser.until("window.waiting.length === 1").await;
        stage.browser.run("window.pass()").await;
        stage.card().leaves().await;
        assert_eq!(stage.browser.troubles().await, [""; 0], "{mode}");
    }
}

#[tokio::test]
async fn one_that_is_touched_or_holds_a_link_or_stands_in_the_page_stays() {
    let stage = thanked(&at("popup")).await;
    stage.browser.until("window.waiting.length === 1").await;
    stage.card().click(".thanks").await;
    stage.browser.run("window.pass()").await;
    stays("it stands", 1, async || stage.card().visible().await).await;
    let link = json!({"link": {"address": "/more", "labels": {"en": "More"}}});
    for document in [survey_with(&json!({"endings": {"promoter": link}})), at("inline")] {
        let stage = thanked(&document).await;
        stays("nothing is waited for", json!(0), async || {
            stage.browser.run("return window.waiting.length").await
        })
        .await;
    }
}

/// Who sends by key lets go of it in the thank-you, and reads it without hurry.
#[tokio::test]
async fn one_that_came_by_key_stays() {
    let stage = Stage::new().await;
    stage.browser.before_pages(CLOCK).await;
    stage.meet().await;
    stage.card().choose(9).await;
    stage.browser.run(&format!("{}.focus()", element(".send"))).await;
    stage.browser.press(&[fantoccini::key::Key::Enter]).await;
    stage.card().has(".thanks").await;
    stage.browser.until(&format!("{ROOT}.activeElement?.matches('.thanks')")).await;
    stage.browser.press(&[fantoccini::key::Key::Tab]).await;
    stage.browser.run("window.pass()").await;
    stays("it stands", 1, async || stage.card().visible().await).await;
}

/// What changes by a click moves the page's own things not at all, and the card's only within the half
/// second that belongs to the click.
#[tokio::test]
async fn nothing_shifts_without_the_visitors_doing() {
    for mode in ["popup", "modal", "bar", "inline"] {
        let stage = Stage::with(&at(mode)).await;
        stage.browser.watch_shifts().await;
        stage.visit().await;
        stage.card().stands().await;
        stage.browser.run_async("forgetShifts().then(arguments[0])").await;
        stage.card().choose(3).await;
        stage.card().choose(10).await;
        stage.card().click(".send").await;
        stage.card().has(".thanks").await;
        stage.card().rests().await;
        assert_eq!(stage.browser.shifts().await, json!([]), "{mode}");
    }
}
