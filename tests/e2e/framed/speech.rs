//! Which language the form speaks, and what it says aloud.

use serde_json::json;

use super::{inside, meet, speaking, stage, stands};
use crate::harness::{Page, Start, until};

#[tokio::test]
async fn the_first_language_it_has_of_those_that_are_wanted() {
    for (tag, languages, spoken) in [
        ("data-lang=\"tlh\"", "es-MX,en", "es"),
        ("data-lang=\"xx-YY\"", "pt-AO,de", "pt"),
        ("", "en", "mk"),
        ("data-lang=\"zh-TW\"", "en", "zh-TW"),
    ] {
        let start = Start { languages: Some(languages), ..Start::default() };
        let stage = speaking(&json!({}), start).await;
        let page = if tag.is_empty() { "<html lang=\"mk\">" } else { "<html>" };
        let html = Page::with_tag(&stage.tag(tag)).replace("<html lang=\"en\">", page);
        stage.site.put("/", html);
        meet(&stage).await;
        let lang = inside(&stage, "return document.documentElement.lang").await;
        assert_eq!(lang, spoken, "{tag} {page} {languages}");
        let said = tag.contains("tlh") || tag.contains("xx-YY");
        until("a language in vain is one line", async || {
            let lines = stage.browser.console().await;
            let ours = lines.iter().filter(|line| line.contains("has no texts")).count();
            ours == usize::from(said)
        })
        .await;
    }
}

#[tokio::test]
async fn that_it_stands_there_is_said_once_and_not_at_once() {
    let stage = stage(&json!({})).await;
    meet(&stage).await;
    let said = "return document.querySelector('.said[aria-live=polite]').textContent";
    until("it is said", async || inside(&stage, said).await != "").await;
    let line = inside(&stage, said).await;
    let wanted = inside(&stage, "return document.querySelector('.said').dataset.line").await;
    assert_eq!(line, wanted);
    // Before an open dialog the browser itself says it.
    stage.browser.run("localStorage.clear()").await;
    stage.collector.put(&crate::harness::survey_with(&json!({"display": {"mode": "modal"}}))).await;
    stage.visit().await;
    stands(&stage).await;
    assert_eq!(inside(&stage, "return document.querySelectorAll('.said').length").await, 0);
}
