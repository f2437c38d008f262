//! The card has all the time in the world: it neither leaves by itself nor sends anything by itself.

use fantoccini::key::Key;
use serde_json::json;

use crate::displays::{MODES, SHORT, meet, site};
use crate::harness::{Stage, element};

/// The page's clock and whatever is to run after more than a second and a half wait for the test.
const CLOCK: &str = "window.ahead = 0; window.planned = []; const now = Date.now; \
    Date.now = () => now() + window.ahead; \
    for (const name of ['setTimeout', 'setInterval']) { const own = window[name]; \
    window[name] = function (act, ms, ...more) { \
    return ms >= 1500 ? -window.planned.push(act) : own.call(window, act, ms, ...more) } }";

/// A day passes, with all that was planned for it, and with what that plans in turn.
async fn a_day_passes(stage: &Stage) {
    let script = "window.ahead += 864e5; for (let round = 0; round < 100 && window.planned.length; round++) \
                  window.planned.splice(0).forEach((act) => act()); \
                  for (const name of ['visibilitychange', 'scroll', 'mousemove']) document.dispatchEvent(new Event(name))";
    stage.browser.run(script).await;
}

#[tokio::test]
async fn after_a_day_the_card_stands_as_it_was_left_and_has_sent_nothing() {
    let stage = site().await;
    stage.browser.before_pages(CLOCK).await;
    for mode in MODES {
        meet(&stage, mode, SHORT).await;
        a_day_passes(&stage).await;
        assert_eq!(stage.card().visible().await, 1, "{mode}, untouched");
        let ledger = stage.kept().await["oot:ledger"].as_str().unwrap().to_owned();
        assert!(ledger.starts_with("shown ") && ledger.lines().count() == 1, "{mode}: {ledger}");
        stage.card().focus_scale().await;
        stage.browser.press(&[Key::Right]).await;
        stage.card().has("textarea").await;
        stage.card().write("not yet finished").await;
        a_day_passes(&stage).await;
        assert_eq!(stage.card().visible().await, 1, "{mode}");
        assert_eq!(stage.card().selected().await, Some(1), "{mode}");
        let words = format!("return {}.value", element("textarea"));
        assert_eq!(stage.browser.run(&words).await, "not yet finished", "{mode}");
        assert_eq!(stage.door.answers(), [json!(null); 0], "{mode}");
        // What is closed now is still an answer, and the last one of its page.
        stage.card().click(".close").await;
        stage.answers(1).await;
        stage.card().leaves().await;
        stage.door.forget();
    }
}
