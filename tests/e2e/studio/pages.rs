//! The Studio's pages: each has an address, speaks three languages, fits a phone and stands still.

use serde_json::{Value, json};

use crate::harness::{Desk, Start};

/// Every page, by its address.
pub const PAGES: [&str; 6] =
    ["#/design", "#/wording", "#/install", "#/results", "#/follow-up", "#/calculator"];

#[tokio::test]
async fn every_page_has_an_address_and_a_title() {
    let desk = Desk::at("#/design").await;
    let mut titles = Vec::new();
    for page in PAGES {
        desk.open(page).await;
        let chapter = if page == "#/wording" { "#/design" } else { page };
        let link = format!("document.querySelector('nav a[aria-current]').hash === '{chapter}'");
        desk.browser.until(&link).await;
        titles.push(desk.browser.run("return document.title").await);
    }
    titles.dedup();
    assert_eq!(titles.len(), PAGES.len(), "{titles:?}");
    desk.is_well().await;
}

#[tokio::test]
async fn the_browsers_back_button_turns_pages() {
    let desk = Desk::at("#/design").await;
    desk.browser.click("document.getElementById('go-install')").await;
    desk.browser.until("document.querySelector('.install')").await;
    desk.browser.back().await;
    desk.browser.until("document.querySelector('.design')").await;
}

#[tokio::test]
async fn a_folder_without_its_slash_leads_to_the_studio() {
    let desk = Desk::closed(Start::default()).await;
    desk.browser.goto(desk.address("").trim_end_matches('/')).await;
    desk.rests().await;
    assert_eq!(desk.browser.run("return location.pathname").await, "/studio/");
}

#[tokio::test]
async fn the_browsers_language_is_spoken() {
    for (languages, tag, design) in
        [("es-MX,es", "es", "Diseño"), ("mk", "mk", "Дизајн"), ("fr,de", "en", "Design")]
    {
        let desk = Desk::closed(Start { languages: Some(languages), ..Start::default() }).await;
        desk.open("#/design").await;
        assert_eq!(desk.browser.run("return document.documentElement.lang").await, tag);
        assert_eq!(desk.text("#go-design").await, design);
    }
}

#[tokio::test]
async fn a_chosen_language_is_kept_and_changes_every_page() {
    let desk = Desk::at("#/design").await;
    let heading =
        "return [...document.querySelectorAll('main h1, main h2')].map(h => h.textContent).join()";
    for page in PAGES {
        let mut headings = Vec::new();
        for language in ["en", "es", "mk"] {
            desk.put("language", language).await;
            desk.open(page).await;
            assert_eq!(desk.value("language").await, language);
            headings.push(desk.browser.run(heading).await);
        }
        headings.dedup();
        assert_eq!(headings.len(), 3, "{page}: {headings:?}");
    }
}

#[tokio::test]
async fn nothing_is_wider_than_a_phone() {
    let desk = Desk::at("#/design").await;
    for width in [320, 375] {
        desk.browser.resize(width, 720).await;
        for language in ["en", "es", "mk"] {
            desk.put("language", language).await;
            for page in PAGES {
                desk.turn_to(page).await;
                desk.unfold().await;
                let wider = "const page = document.scrollingElement;\
                             return Math.max(0, page.scrollWidth - page.clientWidth)";
                assert_eq!(desk.browser.run(wider).await, 0, "{page} in {language} at {width}");
            }
        }
    }
}

#[tokio::test]
async fn pages_stand_still_while_they_load() {
    let desk = Desk::closed(Start::default()).await;
    desk.browser.watch_shifts().await;
    for (width, height) in [(1280, 900), (375, 720)] {
        desk.browser.resize(width, height).await;
        for page in PAGES {
            desk.open(page).await;
            assert_eq!(desk.browser.shifts().await, json!([]), "{page} at {width}");
        }
    }
}

#[tokio::test]
async fn dark_or_light_is_kept() {
    let desk = Desk::at("#/design").await;
    let ground = "return getComputedStyle(document.body).backgroundColor";
    let light = desk.browser.run(ground).await;
    desk.press("theme").await;
    desk.open("#/install").await;
    assert_ne!(desk.browser.run(ground).await, light);
    let pressed = "return document.getElementById('theme').getAttribute('aria-pressed')";
    assert_eq!(desk.browser.run(pressed).await, "true");
}

#[tokio::test]
async fn the_page_comes_with_a_policy_that_it_keeps() {
    let desk = Desk::at("#/design").await;
    let script = "const done = arguments[0]; fetch(location.href).then((reply) =>\
                  done(reply.headers.get('content-security-policy')))";
    let policy = desk.browser.run_async(script).await;
    let policy = policy.as_str().unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
    for page in PAGES {
        desk.turn_to(page).await;
        desk.unfold().await;
    }
    desk.is_well().await;
    let styled: Value = desk.browser.run("return document.styleSheets.length").await;
    assert_eq!(styled, json!(1));
}
