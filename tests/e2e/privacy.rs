//! What a walk with the default settings sends and keeps, as `docs/privacy.md` lists it; and what
//! changes for visitors who do not want to be recognised, whose clock is wrong or who forget.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::harness::{Asked, Page, Stage, stays, survey_with, until};

/// Everything that a page can keep in a browser, by name of the place.
const KEPT: &str = "const done = arguments[0]; (async () => done({ \
    localStorage: {...localStorage}, sessionStorage: {...sessionStorage}, cookie: document.cookie, \
    databases: await indexedDB.databases(), caches: await caches.keys(), \
    workers: (await navigator.serviceWorker.getRegistrations()).length }))()";

/// What differs from walk to walk becomes a word in brackets.
fn general(text: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let text = text.replace(&format!("v{version}"), "vX.Y.Z");
    let text = text.trim_end().replace('\n', " ⏎ ");
    let is_id = |word: &str| word.len() == 36 && word.matches('-').count() == 4;
    let is_instant = |word: &str| word.len() == 13 && word.as_bytes().get(8) == Some(&b'-');
    let words = text.split(' ').map(|word| match word {
        word if is_id(word) => "<id>".to_owned(),
        word if is_instant(word) => "<instant>".to_owned(),
        word if word.len() >= 13 && word.bytes().all(|byte| byte.is_ascii_digit()) => {
            "<time>".to_owned()
        }
        word => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A request as a line: what is asked, and each field of what is sent.
fn line(asked: &Asked) -> String {
    let query = if asked.query.is_empty() { String::new() } else { format!("?{}", asked.query) };
    let mut line = general(&format!("- `{} {}{query}`", asked.method, asked.path));
    if let Ok(Value::Object(fields)) = serde_json::from_str(&asked.body) {
        let field = |(name, value): (&String, &Value)| match name.as_str() {
            "id" => format!("`{name}` <id>"),
            "key" => format!("`{name}` <random key>"),
            "display" => format!("`{name}` <signed id>"),
            "elapsed_ms" => format!("`{name}` <milliseconds>"),
            _ => format!("`{name}` {value}"),
        };
        let fields: Vec<_> = fields.iter().map(field).collect();
        line = format!("{line} with {}", fields.join(", "));
    }
    format!("{line}\n")
}

/// The requests since the last call, each once, in an order that does not depend on the network.
fn requests(stage: &Stage) -> String {
    let asked = stage.door.asked();
    for asked in &asked {
        assert_eq!(asked.cookie, None, "{}", asked.path);
        assert_ne!(asked.method, "OPTIONS", "{}", asked.path);
    }
    stage.door.forget();
    asked.iter().map(line).collect::<BTreeSet<_>>().into_iter().collect()
}

fn storage(kept: &Value) -> String {
    let mut text = String::new();
    for (place, name) in [("localStorage", "Local storage"), ("sessionStorage", "Session storage")]
    {
        let all = kept[place].as_object().unwrap();
        for (key, value) in all {
            let value = general(value.as_str().unwrap());
            text.push_str(&format!("- {name}, `{key}`: `{value}`\n"));
        }
        if all.is_empty() {
            text.push_str(&format!("- {name}: nothing\n"));
        }
    }
    for (place, name, nothing) in [
        ("cookie", "Cookies", json!("")),
        ("databases", "Databases", json!([])),
        ("caches", "Caches", json!([])),
        ("workers", "Service workers", json!(0)),
    ] {
        assert_eq!(kept[place], nothing, "{place}");
        text.push_str(&format!("- {name}: none\n"));
    }
    text
}

/// Addresses of everything the page has loaded that is neither the site's nor the collector's.
async fn others(stage: &Stage) -> Value {
    let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)\
                  .filter((name) => !name.startsWith(arguments[0]) && !name.startsWith(location.origin))";
    stage.browser.run_with(script, vec![stage.door.origin().into()]).await
}

fn document() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("docs").join("privacy.md")
}

#[tokio::test]
async fn docs_privacy_lists_what_a_walk_sends_and_keeps() {
    let stage = Stage::met().await;
    until("the display is counted", async || stage.door.counted() == ["shown"]).await;
    // The reply to it, which signs the display, is there.
    let replied = "performance.getEntriesByType('resource').some((entry) => \
                   entry.name.endsWith('/v1/events') && entry.responseEnd > 0)";
    stage.browser.until(replied).await;
    stays("and nothing else", 7, async || stage.door.asked().len()).await;
    let shown = requests(&stage);
    stage.card().choose(7).await;
    stage.answers(1).await;
    let scored = requests(&stage);
    stage.card().write("Quick and friendly").await;
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.answers(1).await;
    stage.delivered().await;
    let sent = requests(&stage);
    stage.delivered().await;
    assert_eq!(others(&stage).await, json!([]), "no third party");
    let kept = storage(&stage.browser.run_async(KEPT).await);
    stage.visit().await;
    stays("one request", 1, async || stage.door.asked().len()).await;
    let again = requests(&stage);
    let written = include_str!("../pages/privacy.md");
    let parts =
        [("SHOWN", shown), ("SCORED", scored), ("SENT", sent), ("KEPT", kept), ("AGAIN", again)];
    let text = parts.iter().fold(written.to_owned(), |text, (mark, part)| {
        text.replace(&format!("<!-- {mark} -->"), part.trim_end())
    });
    if std::env::var_os("OUTOFTEN_WRITE_TABLES").is_some() {
        std::fs::write(document(), &text).unwrap();
    }
    let old = std::fs::read_to_string(document()).unwrap_or_default();
    assert_eq!(
        old, text,
        "renew docs/privacy.md with OUTOFTEN_WRITE_TABLES=1 cargo xtask test e2e"
    );
}

#[tokio::test]
async fn who_asks_for_privacy_gets_no_number_of_their_own() {
    for (percent, asked) in [(50, 0), (100, 1)] {
        let stage = Stage::with(&survey_with(&json!({"sampling": {"percent": percent}}))).await;
        let asks = "Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})";
        stage.browser.before_pages(asks).await;
        stage.visit().await;
        if asked == 1 {
            stage.card().stands().await;
            stage.delivers(9).await;
        } else {
            stays("no card", 0, async || stage.card().visible().await).await;
        }
        let kept = stage.kept().await;
        let names: Vec<_> = kept.as_object().unwrap().keys().map(String::as_str).collect();
        assert!(!names.contains(&"oot:lot"), "{percent}: {names:?}");
        for asked in stage.door.asked() {
            let sent: Value = serde_json::from_str(&asked.body).unwrap_or_default();
            if let Some(id) = sent["id"].as_str().or(sent["answer"].as_str()) {
                assert!(!kept.to_string().contains(id), "by which an answer is found: {kept}");
            }
        }
        // The collector counts the display and stores the answer, and nothing of either says whose.
        for asked in stage.door.asked() {
            for name in ["person", "lot", "visitor"] {
                assert!(!asked.body.contains(name), "{} sends {name}: {}", asked.path, asked.body);
            }
        }
        until("the display is counted, if there was one", async || {
            stage.collector.displays("acme").await["shown"].as_i64().unwrap_or(0) == asked
        })
        .await;
        assert_eq!(stage.collector.people().await, 0);
        assert_eq!(stage.browser.run("return document.cookie").await, "");
    }
}

/// The page names its visitor before the loader is there.
async fn knows_the_visitor(stage: &Stage) {
    let token = stage.collector.token_of("customer 7").await;
    let stub = "window.outoften = function () { (outoften.q = outoften.q || []).push(arguments) }";
    let know = format!("<script>{stub}; outoften('identify', {{token: '{token}'}})</script>");
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&know));
}

#[tokio::test]
async fn a_visitors_wrong_clock_changes_no_stored_time() {
    for days in [365.0, -365.0] {
        let stage = Stage::new().await;
        stage.browser.shift_clock(days).await;
        stage.meet().await;
        stage.delivers(9).await;
        let row = stage.collector.rows("acme").await.remove(0);
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let off_ms = now.as_millis().abs_diff(u128::try_from(row.received_at_ms).unwrap());
        // Far from a year, whatever the machine does.
        assert!(off_ms < 86_400_000, "{days} days: {off_ms} ms from the collector's clock");
    }
}

/// The collector goes by its own clock: nobody is asked again because their computer says that a
/// year has passed, not even if the browser has forgotten everything.
#[tokio::test]
async fn a_visitors_wrong_clock_brings_no_second_question_to_somebody_known() {
    for days in [365.0, -365.0] {
        let stage = Stage::new().await;
        knows_the_visitor(&stage).await;
        stage.meet().await;
        stage.delivers(9).await;
        stage.browser.run("localStorage.clear()").await;
        stage.browser.shift_clock(days).await;
        stage.door.forget();
        stage.visit().await;
        let is_asked = |asked: &Asked| asked.path.ends_with("/eligibility");
        until("the collector was asked", async || stage.door.asked().iter().any(is_asked)).await;
        stays("no card", 0, async || stage.card().visible().await).await;
    }
}

/// Ten days after the answer, by the collector's clock and in a browser that has forgotten: somebody
/// known is not asked; after six months and a day they are.
#[tokio::test]
async fn somebody_known_who_answered_ten_days_ago_is_not_asked_by_a_browser_that_forgot() {
    let stage = Stage::new().await;
    knows_the_visitor(&stage).await;
    stage.meet().await;
    stage.delivers(9).await;
    stage.collector.ages_by_days(10).await;
    stage.browser.run("localStorage.clear()").await;
    stage.door.forget();
    stage.visit().await;
    let is_asked = |asked: &Asked| asked.path.ends_with("/eligibility");
    until("the collector was asked", async || stage.door.asked().iter().any(is_asked)).await;
    stays("no card", 0, async || stage.card().visible().await).await;
    stage.collector.ages_by_days(175).await;
    stage.browser.run("localStorage.clear()").await;
    stage.meet().await;
}

/// What nobody can keep without an identifier: said in docs/privacy.md, and so tested.
#[tokio::test]
async fn a_visitor_without_a_name_whose_browser_forgets_may_be_asked_again() {
    let stage = Stage::met().await;
    stage.delivers(9).await;
    stage.site.put("/bare", Page::with_tag(""));
    stage.browser.goto(&stage.site.at("/bare")).await;
    stage.browser.run("localStorage.clear()").await;
    stage.browser.shift_clock(10.0).await;
    stage.meet().await;
}
