//! The accessibility checker: every state of every display, in every look.

use serde_json::Value;

use super::{Asks, LONG, STATES, meet, reach, site, visit};
use crate::harness::checker::{RULES, brief, bring, check};
use crate::harness::{Stage, element};

/// How a visitor may see a page: the window's size, and a preference.
struct Look {
    name: &'static str,
    size: (u32, u32),
    feature: &'static str,
    value: &'static str,
}

/// A window of 1,280 by 1,024 px that shows everything four times as large has 320 by 256 of a page's own.
const LOOKS: [Look; 5] = [
    look("dark", (1_200, 640), "prefers-color-scheme", "dark"),
    look("forced colours", (1_200, 640), "forced-colors", "active"),
    look("320 px", (320, 640), "prefers-color-scheme", "light"),
    look("400 %", (320, 256), "prefers-color-scheme", "dark"),
    look("light", (1_200, 640), "prefers-color-scheme", "light"),
];

const fn look(
    name: &'static str,
    size: (u32, u32),
    feature: &'static str,
    value: &'static str,
) -> Look {
    Look { name, size, feature, value }
}

async fn in_every_look(mode: &str) {
    let stage = site().await;
    if mode == "button" {
        visit(&stage, mode, LONG).await;
        bring(&stage.browser).await;
        is_clean_in(&stage, "button, closed", ".edge").await;
    }
    meet(&stage, mode, LONG).await;
    bring(&stage.browser).await;
    // Where it stands, with the page around it, before it is moved for its colours.
    let found = check(&stage.browser, &RULES.map(Value::from)).await;
    assert_eq!(brief(&found["violations"]), [""; 0], "{mode} where it stands");
    is_clean_in(&stage, &format!("{mode}, question"), ".card").await;
    let mut before = "question";
    for state in STATES {
        if before == "chosen" {
            stage.card().write("Some words about it").await;
            is_clean_in(&stage, &format!("{mode}, written"), ".card").await;
        }
        before = state;
        reach(&stage, state).await;
        is_clean_in(&stage, &format!("{mode}, {state}"), ".card").await;
    }
}

/// What the checker's authors call good practice, over the card alone: the page is not ours.
#[tokio::test]
async fn good_practice() {
    let stage = site().await;
    for mode in super::MODES {
        visit(&stage, mode, LONG).await;
        bring(&stage.browser).await;
        if mode == "button" {
            keeps_good_practice(&stage, "button, closed").await;
        }
        meet(&stage, mode, LONG).await;
        bring(&stage.browser).await;
        keeps_good_practice(&stage, &format!("{mode}, question")).await;
        for state in STATES {
            reach(&stage, state).await;
            keeps_good_practice(&stage, &format!("{mode}, {state}")).await;
        }
    }
}

async fn keeps_good_practice(stage: &Stage, state: &str) {
    let script = "const [done] = arguments; axe.run('out-of-ten:not([survey])', {runOnly: ['best-practice']})\
                  .then((found) => done(found), (error) => done({error: String(error)}))";
    let found = stage.browser.run_async(script).await;
    assert_eq!(found["error"], Value::Null, "{state}");
    // Of a lone button the rules have nothing to say.
    let rules = if state.contains("closed") { "inapplicable" } else { "passes" };
    assert!(found[rules].as_array().is_some_and(|rules| !rules.is_empty()), "{state}: {found}");
    assert_eq!(brief(&found["violations"]), [""; 0], "{state}");
}

/// From right to left, at 320 px.
async fn in_arabic(mode: &str) {
    let stage = site().await;
    stage.browser.resize(320, 640).await;
    meet(&stage, mode, Asks { language: "ar", ..LONG }).await;
    bring(&stage.browser).await;
    is_clean(&stage, &format!("{mode}, question, ar"), ".card").await;
    for state in STATES {
        reach(&stage, state).await;
        is_clean(&stage, &format!("{mode}, {state}, ar"), ".card").await;
    }
}

async fn is_clean_in(stage: &Stage, state: &str, part: &str) {
    for Look { name: look, size: (width, height), feature, value } in LOOKS {
        stage.browser.resize(width, height).await;
        stage.browser.prefer(feature, value).await;
        is_clean(stage, &format!("{state}, {look}"), part).await;
    }
}

/// No rule is broken, and of each it can be told. What stands in the browser's top layer the
/// checker cannot see the colours of: for the look it moves into the page.
async fn is_clean(stage: &Stage, state: &str, part: &str) {
    let host = "const host = document.querySelector('out-of-ten:not([survey])');";
    let down = format!(
        "{host} const had = host.popover; const dialog = host.shadowRoot.querySelector('dialog'); \
         host.popover = null; dialog?.close(); dialog?.setAttribute('open', ''); \
         if (dialog) document.activeElement.blur(); if (had || dialog) document.body.append(host); \
         return [had ? 'popover' : dialog ? 'dialog' : '', {}.checkVisibility()]",
        element(part)
    );
    let moved = stage.browser.run(&down).await;
    assert_eq!(moved[1], true, "{state}: the checker sees it");
    stage.card().rests().await;
    let found = check(&stage.browser, &RULES.map(Value::from)).await;
    assert!(found["passes"].as_array().is_some_and(|passes| passes.len() > 10), "{state}: {found}");
    let (broken, unclear) = (brief(&found["violations"]), brief(&found["incomplete"]));
    // Of forced colours the checker knows nothing: they are the visitor's own.
    let is_known =
        |line: &&String| !(state.contains("forced") && line.starts_with("color-contrast"));
    let broken: Vec<_> = broken.iter().chain(&unclear).filter(is_known).collect();
    assert!(broken.is_empty(), "{state}: {broken:#?}");
    let back = match moved[0].as_str() {
        Some("popover") => "host.popover = 'manual'; host.showPopover()",
        Some("dialog") => {
            "const dialog = host.shadowRoot.querySelector('dialog'); \
             dialog.removeAttribute('open'); dialog.showModal()"
        }
        _ => return,
    };
    stage.browser.run(&format!("{host} document.documentElement.append(host); {back}")).await;
    stage.card().rests().await;
}

#[tokio::test]
async fn popup() {
    in_every_look("popup").await;
    in_arabic("popup").await;
}

#[tokio::test]
async fn modal() {
    in_every_look("modal").await;
    in_arabic("modal").await;
}

#[tokio::test]
async fn bar() {
    in_every_look("bar").await;
    in_arabic("bar").await;
}

#[tokio::test]
async fn inline() {
    in_every_look("inline").await;
    in_arabic("inline").await;
}

#[tokio::test]
async fn button() {
    in_every_look("button").await;
    in_arabic("button").await;
}

/// The form that stands in for the card where WebAssembly is refused, as a page of its own.
#[tokio::test]
async fn form() {
    let stage = site().await;
    for (mode, language) in
        super::MODES.map(|mode| (mode, "en")).into_iter().chain([("popup", "ar")])
    {
        stage.collector.put(&super::document(mode, LONG)).await;
        let origin = stage.door.origin();
        let address = format!("{origin}/f/{mode}?embed=1&mode={mode}&lang={language}");
        stage.browser.goto(&address).await;
        bring(&stage.browser).await;
        let click = async |part: &str| {
            stage.browser.run(&format!("document.querySelector('{part}').click()")).await;
        };
        if mode == "button" {
            form_is_clean(&stage, "button, closed").await;
            click(".edge").await;
        }
        form_is_clean(&stage, &format!("{mode}, question, {language}")).await;
        click("[name=score][value=\"3\"]").await;
        form_is_clean(&stage, &format!("{mode}, chosen, {language}")).await;
        click("[name=agree]").await;
        click(".send").await;
        stage.browser.until("document.querySelector('[role=alert]')").await;
        bring(&stage.browser).await;
        form_is_clean(&stage, &format!("{mode}, error, {language}")).await;
        click("[name=agree]").await;
        click(".send").await;
        stage.browser.until("document.querySelector('h1[role=status]')").await;
        bring(&stage.browser).await;
        form_is_clean(&stage, &format!("{mode}, thanks, {language}")).await;
    }
}

async fn form_is_clean(stage: &Stage, state: &str) {
    for Look { name: look, size: (width, height), feature, value } in LOOKS {
        stage.browser.resize(width, height).await;
        stage.browser.prefer(feature, value).await;
        let found = check(&stage.browser, &RULES.map(Value::from)).await;
        assert!(
            found["passes"].as_array().is_some_and(|passes| passes.len() > 5),
            "{state}: {found}"
        );
        let (broken, unclear) = (brief(&found["violations"]), brief(&found["incomplete"]));
        let is_known =
            |line: &&String| !(look == "forced colours" && line.starts_with("color-contrast"));
        let broken: Vec<_> = broken.iter().chain(&unclear).filter(is_known).collect();
        assert!(broken.is_empty(), "{state}, {look}: {broken:#?}");
        let fits = "return document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(stage.browser.run(fits).await, true, "{state}, {look}");
    }
}
