//! Two tags of two versions in one page: one card, one display, one set of listeners, whichever
//! comes first.

use serde_json::json;

use crate::harness::{Page, Stage, dist, stays, until};

/// The version that the other tag says it is.
const OTHER: &str = "9.9.9";

/// Puts everything of this version on the website as another version, with a loader of its own.
fn publish_other(stage: &Stage) {
    let version = env!("CARGO_PKG_VERSION");
    let folder = dist().join(format!("v{version}"));
    for entry in std::fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_file() && (name.ends_with(".js") || name.ends_with(".wasm")) {
            let mut bytes = std::fs::read(entry.path()).unwrap();
            if name == "outoften.js" {
                let loader = String::from_utf8(bytes).unwrap();
                assert!(loader.contains(version), "the loader names its version");
                bytes = loader.replace(version, OTHER).into_bytes();
            }
            stage.site.put(&format!("/v{OTHER}/{name}"), Page::file(&name, bytes));
        }
    }
}

/// How often a listener of these names was added to the window or the document; of those that wait for
/// the page to have loaded, how many are left: whether one is needed is chance.
const COUNT: &str = "window.added = {}; const own = EventTarget.prototype.addEventListener; \
    EventTarget.prototype.addEventListener = function (name) { \
    if (this === window || this === document) window.added[name] = (window.added[name] || 0) + 1; \
    return own.apply(this, arguments) }; const drop = EventTarget.prototype.removeEventListener; \
    EventTarget.prototype.removeEventListener = function (name) { \
    if (this === window && name === 'load') window.added.load--; return drop.apply(this, arguments) }";

/// A page with these tags, once the card stands; gives what was listened to.
async fn stands(stage: &Stage, tags: &str) -> serde_json::Value {
    let page = Page::with_tag(tags).before_tag(&format!("<script>{COUNT}</script>"));
    stage.site.put("/", page);
    stage.meet().await;
    until("the display is counted", async || !stage.door.counted().is_empty()).await;
    stays("one card", json!(1), async || {
        stage.browser.run("return document.querySelectorAll('out-of-ten').length").await
    })
    .await;
    stage.browser.run("return {load: 0, ...window.added}").await
}

#[tokio::test]
async fn two_versions_in_one_page_are_one_card_whichever_comes_first() {
    let alone = Stage::new().await;
    let ours = alone.tag("").replace("async ", "");
    let listeners = stands(&alone, &ours).await;
    for other_first in [true, false] {
        let stage = Stage::new().await;
        publish_other(&stage);
        let ours = stage.tag("").replace("async ", "");
        let other = format!(
            "<script src=\"/v{OTHER}/outoften.js\" data-survey=\"acme\" data-consent=\"none\" data-api=\"{}\"></script>",
            stage.door.origin()
        );
        let (first, second) = if other_first { (&other, &ours) } else { (&ours, &other) };
        let added = stands(&stage, &format!("{first}{second}")).await;
        assert_eq!(added, listeners, "the listeners of one");
        let runs = stage.browser.run("return window[Symbol.for('outoften')]").await;
        assert_eq!(runs, if other_first { OTHER } else { env!("CARGO_PKG_VERSION") });
        let lines = stage.browser.console().await;
        let ignored = lines.iter().filter(|line| line.contains("a second tag is ignored")).count();
        assert_eq!(ignored, 1, "{lines:?}");
        stage.card().answer(9).await;
        stage.delivered().await;
        assert_eq!(stage.door.counted(), ["shown"]);
        until("the collector has counted one", async || {
            stage.collector.displays("acme").await["shown"] == 1
        })
        .await;
        assert_eq!(stage.collector.rows("acme").await.len(), 1);
        assert_eq!(stage.browser.troubles().await, [""; 0]);
    }
}
