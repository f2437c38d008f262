//! The report and the queue as they look and sound: no rule broken in light and dark, on a phone
//! too, in every language, and by keyboard alone.

use fantoccini::key::Key;
use serde_json::Value;

use super::example;
use crate::harness::Desk;
use crate::harness::checker::{RULES, brief, bring, check};

async fn is_clean(desk: &Desk, state: &str) {
    let found = check(&desk.browser, &RULES.map(Value::from)).await;
    assert!(found["passes"].as_array().is_some_and(|passes| passes.len() > 10), "{found}");
    let broken = brief(&found["violations"]);
    assert!(broken.is_empty(), "{state}: {broken:#?}");
}

async fn report_is_clean(theme: &str, width: u32) {
    let desk = example().await;
    desk.browser.resize(width, 900).await;
    desk.browser.prefer("prefers-color-scheme", theme).await;
    bring(&desk.browser).await;
    is_clean(&desk, theme).await;
    desk.put("target", "60").await;
    desk.unfold().await;
    is_clean(&desk, &format!("{theme}, unfolded")).await;
    let wider =
        "const page = document.scrollingElement; return page.scrollWidth - page.clientWidth";
    assert_eq!(desk.browser.run(wider).await, 0);
}

#[tokio::test]
async fn the_report_in_light() {
    report_is_clean("light", 1280).await;
}

#[tokio::test]
async fn the_report_in_dark() {
    report_is_clean("dark", 1280).await;
}

#[tokio::test]
async fn the_report_on_a_phone() {
    report_is_clean("light", 375).await;
    report_is_clean("dark", 375).await;
}

#[tokio::test]
async fn the_report_speaks_spanish_and_macedonian() {
    let desk = example().await;
    let english = desk.text("#trend h2").await;
    for language in ["es", "mk"] {
        desk.put("language", language).await;
        desk.browser.until("document.querySelector('#comments .comments li')").await;
        assert_ne!(desk.text("#trend h2").await, english, "{language}");
        let left =
            "return [...document.querySelectorAll('#report h2')].map(h => h.textContent).join()";
        let headings = desk.browser.run(left).await;
        for word in ["Over time", "Comments", "Themes", "Segments"] {
            assert!(!headings.as_str().unwrap().contains(word), "{language}: {headings}");
        }
    }
}

#[tokio::test]
async fn results_are_read_without_a_pointer() {
    let desk = Desk::at("#/results").await;
    let focus = async |id: &str| {
        for _ in 0..120 {
            desk.browser.press(&[Key::Tab]).await;
            if desk.browser.run("return document.activeElement.id").await == id {
                return;
            }
        }
        panic!("Tab does not lead to {id}");
    };
    focus("example").await;
    desk.browser.press(&[Key::Enter]).await;
    desk.browser.until("document.querySelector('#comments .comments li')").await;
    focus("period-month").await;
    desk.browser.press(&[Key::Right]).await;
    desk.browser.until("document.querySelectorAll('#trend tbody tr').length === 3").await;
    focus("comment-search").await;
    desk.browser.type_text("slow").await;
    desk.browser
        .until(
            "[...document.querySelectorAll('.comments p')].every(p => /slow/i.test(p.textContent))",
        )
        .await;
}
