//! What the accessibility checker finds on the Studio's pages: nothing, in any look, on a phone
//! and on a desk.

use serde_json::Value;

use super::pages::PAGES;
use crate::harness::checker::{RULES, brief, bring, check};
use crate::harness::{Desk, Start};

/// Asserts that the page as it stands breaks no rule.
async fn is_clean(desk: &Desk, state: &str) {
    let found = check(&desk.browser, &RULES.map(Value::from)).await;
    assert!(found["passes"].as_array().is_some_and(|passes| passes.len() > 10), "{found}");
    let broken = brief(&found["violations"]);
    assert!(broken.is_empty(), "{state}: {broken:#?}");
}

/// Walks through every page with everything unfolded.
async fn every_page_is_clean(theme: &str, width: u32, height: u32) {
    let desk = Desk::closed(Start::default()).await;
    desk.browser.resize(width, height).await;
    desk.browser.prefer("prefers-color-scheme", theme).await;
    desk.open("#/design").await;
    bring(&desk.browser).await;
    for page in PAGES {
        desk.turn_to(page).await;
        is_clean(&desk, page).await;
        desk.unfold().await;
        is_clean(&desk, &format!("{page}, unfolded")).await;
    }
    desk.is_well().await;
}

#[tokio::test]
async fn light_on_a_desk() {
    every_page_is_clean("light", 1440, 900).await;
}

#[tokio::test]
async fn dark_on_a_desk() {
    every_page_is_clean("dark", 1440, 900).await;
}

#[tokio::test]
async fn light_on_a_phone() {
    every_page_is_clean("light", 375, 720).await;
}

#[tokio::test]
async fn dark_on_a_phone() {
    every_page_is_clean("dark", 375, 720).await;
}
