//! Layout shifts: what of a page moves without its visitor's doing.
//!
//! A page moves by itself until it has loaded (its scripts run after its first frame, or before,
//! as the machine has time). So that this is never taken for the card's doing, a test holds the
//! survey document back until the page stands still, and counts from there.

use serde_json::Value;

use super::Fault;
use super::browser::Browser;
use super::stage::Stage;

/// The end of the path of the document that the loader waits for.
const DOCUMENT: &str = "/v1/surveys/acme.json";

impl Browser {
    /// Watches every page from now on.
    pub async fn watch_shifts(&self) {
        self.before_pages(include_str!("shifts.js")).await;
    }

    /// Waits until the page has loaded and stands still, and forgets what moved until then.
    pub async fn settles(&self) {
        let moves = "document.getAnimations().some((motion) => motion.playState === 'running')";
        self.until(&format!("document.readyState === 'complete' && !{moves}")).await;
        self.run_async("forgetShifts().then(arguments[0])").await;
    }

    /// What has moved since the page settled, in words that name the elements.
    pub async fn shifts(&self) -> Value {
        self.run_async("shifts().then(arguments[0])").await
    }
}

impl Stage {
    /// Opens a page whose card comes only when the page itself stands still; `alive` is an
    /// expression that holds once the page's scripts have done their work. Afterwards nothing is
    /// wrong with the network any more.
    pub async fn settles_before_the_card(&self, path: &str, alive: &str) {
        self.door.fault(DOCUMENT, Fault::Hold);
        self.browser.goto(&self.site.at(path)).await;
        self.browser.until(alive).await;
        self.browser.settles().await;
        self.door.mend();
    }
}
