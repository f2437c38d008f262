//! Which language the card speaks: the tag's, else the page's, else the browser's.

use crate::harness::{Page, Stage, Start, survey};

/// The card's language and its Send button, for a tag, a page and a browser in some languages.
async fn spoken(tag: &str, page: &str, browser: &'static str) -> (String, String) {
    let start = Start { languages: Some(browser), ..Start::default() };
    let stage = Stage::started(&survey(), start).await;
    let html = Page::with_tag(&stage.tag(tag)).replace("<html lang=\"en\">", page);
    stage.site.put("/", html);
    stage.meet().await;
    let language =
        "return document.querySelector('out-of-ten').shadowRoot.querySelector('.root').lang";
    let language = stage.browser.run(language).await.as_str().unwrap().to_owned();
    stage.card().choose(0).await;
    stage.card().click(".send").await;
    stage.delivered().await;
    let row = stage.collector.rows("acme").await.remove(0);
    assert_eq!(
        row.lang.as_ref(),
        Some(&language),
        "the answer says in which language it was given"
    );
    (language, stage.card().text(".thanks").await)
}

#[tokio::test]
async fn the_tags_language_comes_first() {
    let (language, thanks) = spoken("data-lang=\"es\"", "<html lang=\"mk\">", "en").await;
    assert_eq!(language, "es");
    assert!(thanks.contains("Gracias"), "{thanks}");
}

#[tokio::test]
async fn then_the_pages() {
    let (language, thanks) = spoken("", "<html lang=\"mk\">", "es,en").await;
    assert_eq!(language, "mk");
    assert!(thanks.contains("Благодар") || thanks.contains("Ви благодариме"), "{thanks}");
}

#[tokio::test]
async fn then_the_browsers() {
    assert_eq!(spoken("", "<html>", "es-MX,en").await.0, "es");
}

#[tokio::test]
async fn a_language_nobody_wrote_gives_way_to_the_next() {
    assert_eq!(spoken("data-lang=\"tlh\"", "<html lang=\"xx\">", "mk").await.0, "mk");
}
