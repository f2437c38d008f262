//! The form in a frame is the card where WebAssembly does not run: it stands where the card would,
//! looks and speaks like it, has its ways out, and leaves the same marks.
//!
//! Whether it comes at all, and when, is in `fallback`.

mod keys;
mod look;
mod pages;
mod place;
mod speech;
mod ways_out;

use serde_json::Value;

use crate::harness::{Page, Stage, Start, survey_with};

pub const HOST: &str = "document.querySelector('out-of-ten')";
pub const FRAME: &str = "document.querySelector('out-of-ten').shadowRoot.querySelector('iframe')";

/// Writes down what the card tells the page.
const EARS: &str = "<script>window.heard = []; for (const name of ['shown', 'scored', 'answered', \
    'later', 'dismissed', 'optedout', 'failed', 'closed']) document.addEventListener('oot:' + name, \
    (event) => window.heard.push(name))</script>";

/// A visitor whose browser has no WebAssembly, on a page that hears what the card tells.
pub async fn stage(more: &Value) -> Stage {
    speaking(more, Start::default()).await
}

/// The same with another browser.
pub async fn speaking(more: &Value, start: Start) -> Stage {
    let start = Start { no_webassembly: true, ..start };
    let stage = Stage::started(&survey_with(more), start).await;
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(EARS));
    stage
}

/// Waits until the form stands in the page and takes clicks.
pub async fn stands(stage: &Stage) {
    let stands = format!(
        "{HOST}?.shadowRoot?.querySelector('iframe') && !{HOST}.hidden && !{FRAME}.matches('.settling') && \
         {FRAME}.getBoundingClientRect().height > 100 && \
         !{HOST}.shadowRoot.getAnimations().some((motion) => motion.playState === 'running')"
    );
    stage.browser.until(&stands).await;
}

/// Opens the site's front page, and waits for the form.
pub async fn meet(stage: &Stage) {
    stage.visit().await;
    stands(stage).await;
}

/// Does something inside the form.
pub async fn inside(stage: &Stage, script: &str) -> Value {
    stage.browser.enter(FRAME).await;
    let value = stage.browser.run(script).await;
    stage.browser.leave_frame().await;
    value
}

/// Waits until the form is gone.
pub async fn leaves(stage: &Stage) {
    stage.browser.until(&format!("!{HOST}")).await;
}

/// What the page was told, in order.
pub async fn heard(stage: &Stage) -> Vec<String> {
    let heard = stage.browser.run("return window.heard").await;
    heard.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// The kinds of everything in the ledger.
pub async fn kinds(stage: &Stage) -> Vec<String> {
    let kept = stage.kept().await;
    let ledger = kept["oot:ledger"].as_str().unwrap_or_default();
    ledger.lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect()
}

/// For how many days the loader's mark asks to wait.
pub async fn marked_days(stage: &Stage) -> f64 {
    let mark = "const [written, due] = localStorage.getItem('oot:due:acme').split(' '); \
                return (due - written) / 864e5";
    stage.browser.run(mark).await.as_f64().unwrap()
}
