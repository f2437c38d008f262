//! The demo: an embedded shop page with the tag in it, and the survey it asks.

use include_dir::{Dir, include_dir};
use serde_json::json;

use crate::clock::Clock;
use crate::store::{Store, StoreError};

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../www/examples/shop");

/// The survey of the demo page.
pub const SURVEY: &str = "demo";

/// A file under `/demo/`, if the demo is on.
#[must_use]
pub fn file(on: bool, name: &str) -> Option<&'static [u8]> {
    let page = name.strip_prefix("demo/").filter(|_| on)?;
    PAGES.get_file(page).map(include_dir::File::contents)
}

/// Stores the demo survey unless it is there already.
pub async fn prepare(store: &Store, clock: &Clock) -> Result<(), StoreError> {
    if store.survey(SURVEY).await?.is_some() {
        return Ok(());
    }
    let document = json!({
        "id": SURVEY,
        "brand": {"name": "Thistle & Fen", "color": "#2f6b4f", "logo": "/demo/leaf.svg",
            "font": "inherit", "look": "tinted"},
        "triggers": {"delay_ms": 1500},
    });
    store.put_survey(SURVEY, &document.to_string(), clock.now().as_ms()).await
}
