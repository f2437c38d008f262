//! Where WebAssembly does not run: the collector's own form, in a frame.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::bad_input::is_silent_with_one_line;
use crate::harness::{Page, Stage, Start, axe, stays, survey, survey_with, until};

const HOST: &str = "document.querySelector('out-of-ten')";
const FRAME: &str = "document.querySelector('out-of-ten').shadowRoot.querySelector('iframe')";

/// A visitor whose browser has no WebAssembly.
async fn without_webassembly() -> Stage {
    let start = Start { flags: vec!["--js-flags=--jitless"], ..Start::default() };
    Stage::started(&survey(), start).await
}

/// Waits until the form stands in the page.
async fn meets_the_form(stage: &Stage) {
    let stands =
        format!("{HOST} && !{HOST}.hidden && {FRAME}.getBoundingClientRect().height > 100");
    stage.browser.until(&stands).await;
}

/// Goes the whole way of an answer in the frame.
pub async fn asks_in_a_frame(stage: &Stage) {
    meets_the_form(stage).await;
    stage.browser.enter(FRAME).await;
    stage.browser.run("document.querySelector('[value=\"9\"]').click()").await;
    stage.browser.run("document.querySelector('.send').click()").await;
    stage.browser.until("document.querySelector('[role=status]')").await;
    stage.browser.leave_frame().await;
    until("the answer is stored", async || stage.collector.rows("acme").await.len() == 1).await;
    assert_eq!(stage.collector.rows("acme").await[0].score, 9);
    until("the page knows of it", async || kinds(stage).await == ["shown", "answered"]).await;
}

async fn kinds(stage: &Stage) -> Vec<String> {
    let kept = stage.kept().await;
    let ledger = kept["oot:ledger"].as_str().unwrap_or_default();
    ledger.lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect()
}

async fn is_left_alone(stage: &Stage) {
    stage.door.forget();
    stage.visit().await;
    let hosts = "return document.querySelectorAll('out-of-ten').length";
    stays("no card shows", json!(0), async || stage.browser.run(hosts).await).await;
    assert_eq!(stage.door.loaded().len(), 1, "only the loader");
}

#[tokio::test]
async fn a_browser_without_webassembly_asks_in_a_frame_and_remembers_it() {
    let stage = without_webassembly().await;
    stage.visit().await;
    assert_eq!(stage.browser.run("return typeof WebAssembly").await, "undefined");
    asks_in_a_frame(&stage).await;
    assert_eq!(stage.browser.troubles().await, [""; 0]);
    assert!(stage.door.asked().iter().all(|asked| !asked.path.ends_with(".wasm")));
    is_left_alone(&stage).await;
    stage.browser.shift_clock(185.0).await;
    stage.visit().await;
    meets_the_form(&stage).await;
}

/// Within a second of the due moment, whatever the machine: between the two nothing waits.
#[tokio::test]
async fn the_form_waits_for_nothing_once_the_moment_has_come() {
    let stage = without_webassembly().await;
    let never = "<script>const own = setTimeout; window.setInterval = window.requestIdleCallback = () => 0; \
                 window.setTimeout = (act, ms) => ms ? 0 : own(act)</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(never));
    stage.visit().await;
    meets_the_form(&stage).await;
    let path = |asked: &crate::harness::Asked| asked.path.clone();
    let mut asked: Vec<_> = stage.door.asked().iter().map(path).collect();
    asked.retain(|path| !path.ends_with("/events"));
    asked.sort_unstable();
    asked.dedup();
    assert!(asked.len() <= 8, "few requests: {asked:?}");
}

#[tokio::test]
async fn the_form_can_be_filled_in_by_keyboard_alone() {
    let stage = without_webassembly().await;
    stage.visit().await;
    meets_the_form(&stage).await;
    stage.browser.enter(FRAME).await;
    stage.browser.run("document.querySelector('[name=score]').focus()").await;
    stage.browser.press(&[Key::Space, Key::Right, Key::Right, Key::Tab]).await;
    stage.browser.type_text("by keys").await;
    stage.browser.press(&[Key::Tab, Key::Enter]).await;
    stage.browser.until("document.querySelector('[role=status]')").await;
    let row = stage.collector.rows("acme").await.remove(0);
    assert_eq!((row.score, row.comment.as_deref()), (2, Some("by keys")));
}

#[tokio::test]
async fn closing_the_form_counts_as_asked() {
    let stage = without_webassembly().await;
    stage.visit().await;
    meets_the_form(&stage).await;
    stage.browser.enter(FRAME).await;
    stage.browser.run("document.querySelector('.close').click()").await;
    stage.browser.leave_frame().await;
    stage.browser.until("!document.querySelector('out-of-ten')").await;
    assert_eq!(kinds(&stage).await, ["shown", "dismissed"]);
    is_left_alone(&stage).await;
    assert_eq!(stage.collector.rows("acme").await, []);
}

#[tokio::test]
async fn the_form_takes_no_focus_and_changes_no_page() {
    let stage = without_webassembly().await;
    let focus = "<script>document.getElementById('name').focus()</script>";
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(focus));
    stage.visit().await;
    let before = stage.browser.run("return document.body.outerHTML").await;
    meets_the_form(&stage).await;
    assert_eq!(stage.browser.run("return document.activeElement.id").await, "name");
    assert_eq!(stage.browser.run("return document.body.outerHTML").await, before);
}

#[tokio::test]
async fn the_form_speaks_the_pages_language() {
    let stage = without_webassembly().await;
    stage.site.put("/", Page::with_tag(&stage.tag("data-lang=\"es\"")));
    stage.visit().await;
    meets_the_form(&stage).await;
    stage.browser.enter(FRAME).await;
    assert_eq!(stage.browser.run("return document.documentElement.lang").await, "es");
}

#[tokio::test]
async fn the_form_breaks_no_rule_of_accessibility() {
    let stage = without_webassembly().await;
    stage.visit().await;
    meets_the_form(&stage).await;
    stage.browser.enter(FRAME).await;
    stage.browser.run(&std::fs::read_to_string(axe()).unwrap()).await;
    for state in ["", "document.querySelector('[value=\"0\"]').click()"] {
        stage.browser.run(state).await;
        let script = "const done = arguments[0]; axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', \
                      'wcag21a', 'wcag21aa', 'wcag22aa']}).then((found) => done(\
                      found.violations.map((rule) => rule.id + ' ' + rule.nodes.map((node) => node.html))))";
        assert_eq!(stage.browser.run_async(script).await, json!([]), "{state}");
    }
}

#[tokio::test]
async fn without_storage_there_is_no_form_either() {
    let stage = without_webassembly().await;
    let page = Page::with_tag(&stage.tag(""));
    stage.site.put("/", page.header("content-security-policy", "sandbox allow-scripts"));
    stage.visit().await;
    is_silent_with_one_line(&stage, "torage").await;
}

#[tokio::test]
async fn without_a_collector_there_is_one_line_that_says_what_to_change() {
    let stage = without_webassembly().await;
    let document: Value = survey();
    stage.site.put("/card.json", Page::new(document.to_string()));
    stage.site.put("/", Page::with_tag(&stage.tag("data-src=\"/card.json\"")));
    stage.visit().await;
    is_silent_with_one_line(&stage, "wasm-unsafe-eval").await;
}

#[tokio::test]
async fn answers_that_are_to_go_somewhere_else_are_not_taken_by_the_collector() {
    let elsewhere = survey_with(&json!({"endpoint": "https://answers.example/in"}));
    let start = Start { flags: vec!["--js-flags=--jitless"], ..Start::default() };
    let stage = Stage::started(&elsewhere, start).await;
    stage.visit().await;
    is_silent_with_one_line(&stage, "wasm-unsafe-eval").await;
    assert!(stage.door.asked().iter().all(|asked| asked.path != "/f/acme"));
    assert_eq!(stage.kept().await, json!({}));
}

/// What shows the form is there before the moment: then only the form itself is asked for.
#[tokio::test]
async fn when_the_moment_comes_only_the_form_has_still_to_be_loaded() {
    let waits = survey_with(&json!({"triggers": {"delay_ms": 0, "event": "bought"}}));
    let start = Start { flags: vec!["--js-flags=--jitless"], ..Start::default() };
    let stage = Stage::started(&waits, start).await;
    stage.visit().await;
    let asked = |end: &str| stage.door.asked().iter().any(|asked| asked.path.ends_with(end));
    until("everything is loaded", async || asked("/frame.js") && asked("/triggers.js")).await;
    stays("nothing else", json!({}), async || stage.kept().await).await;
    stage.door.forget();
    stage.browser.run("outoften('event', 'bought')").await;
    meets_the_form(&stage).await;
    let first = stage.door.asked()[0].path.clone();
    assert_eq!(first, "/f/acme");
}

#[tokio::test]
async fn while_another_surveys_wait_lasts_the_form_asks_nobody_who_has_not_asked_for_it() {
    let stage = without_webassembly().await;
    let tag = stage.tag("");
    let mark = "<script>localStorage.setItem('oot:due:other', `${Date.now()} ${Date.now() + 864e5}`)\
                </script>";
    stage.site.put("/", Page::with_tag(&tag).before_tag(mark));
    stage.visit().await;
    let hosts = "return document.querySelectorAll('out-of-ten').length";
    stays("no form shows", json!(0), async || stage.browser.run(hosts).await).await;
    stage.browser.run("outoften('open'); outoften('open')").await;
    meets_the_form(&stage).await;
    assert_eq!(stage.browser.run(hosts).await, 1);
    assert_eq!(kinds(&stage).await, ["shown"]);
}

#[tokio::test]
async fn who_belongs_to_a_sample_the_form_cannot_tell_and_asks_nobody() {
    for chosen in [
        json!({"sampling": {"percent": 50}}),
        json!({"targeting": [{"trait": "plan", "is": ["pro"]}]}),
        json!({"fatigue": {"first_seen_delay": {"days": 30}}}),
    ] {
        let start = Start { flags: vec!["--js-flags=--jitless"], ..Start::default() };
        let stage = Stage::started(&survey_with(&chosen), start).await;
        stage.visit().await;
        stage.browser.until("typeof window.outoften === 'function'").await;
        is_silent_with_one_line(&stage, "whom the survey chooses").await;
        assert_eq!(stage.kept().await, json!({}), "{chosen}");
        // Whoever calls for it is asked.
        stage.browser.run("outoften('open')").await;
        meets_the_form(&stage).await;
    }
}

#[tokio::test]
async fn consent_taken_back_takes_the_form_away_and_leaves_nothing() {
    let stage = without_webassembly().await;
    stage.site.put("/", Page::with_tag(&stage.tag("data-consent=\"required\"")));
    stage.visit().await;
    stage.browser.run("localStorage.setItem('host', 'own'); outoften('consent', true)").await;
    meets_the_form(&stage).await;
    stage.browser.run("outoften('consent', false)").await;
    stage.browser.until("!document.querySelector('out-of-ten')").await;
    stage.browser.until("Object.keys(localStorage).join() === 'host'").await;
    stays("and nothing comes back", json!({"host": "own"}), async || stage.kept().await).await;
}

#[tokio::test]
async fn a_page_closes_the_form_as_it_closes_the_card() {
    let stage = without_webassembly().await;
    stage.visit().await;
    meets_the_form(&stage).await;
    stage.browser.run("outoften('close')").await;
    stage.browser.until("!document.querySelector('out-of-ten')").await;
    assert_eq!(kinds(&stage).await, ["shown", "dismissed"]);
}

#[tokio::test]
async fn a_policy_that_only_reports_takes_no_form_away() {
    let stage = without_webassembly().await;
    let page = Page::with_tag(&stage.tag(""));
    let policy = "content-security-policy-report-only";
    stage.site.put("/", page.header(policy, "frame-src 'none'"));
    stage.visit().await;
    asks_in_a_frame(&stage).await;
}

#[tokio::test]
async fn a_document_that_only_names_its_survey_is_enough_for_the_form() {
    let stage = without_webassembly().await;
    stage.site.put(
        "/card.json",
        Page::new(json!({"id": "acme", "triggers": {"delay_ms": 0}}).to_string()),
    );
    let tag = format!("data-src=\"/card.json\" data-api=\"{}\"", stage.door.origin());
    stage.site.put("/", Page::with_tag(&stage.tag(&tag)));
    stage.visit().await;
    asks_in_a_frame(&stage).await;
}
