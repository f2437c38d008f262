//! What goes wrong while somebody designs: it is said, and the work is kept.

use crate::harness::Desk;

const NAME: &str = "field-brand.name";

async fn import(desk: &Desk, bytes: &[u8]) -> String {
    desk.browser.run("document.querySelector('#notice button')?.click()").await;
    desk.choose_file("import", "survey.json", "application/json", bytes).await;
    desk.browser.until("document.getElementById('notice')").await;
    desk.text("#notice").await
}

#[tokio::test]
async fn files_that_are_no_documents_change_nothing() {
    let desk = Desk::at("#/design").await;
    desk.put(NAME, "Mine").await;
    for bytes in [&b""[..], b"\xff\xfe\x00", b"score,comment\n9,fine\n"] {
        assert!(import(&desk, bytes).await.contains("not JSON"), "{bytes:?}");
    }
    let newer = import(&desk, br#"{"id":"a","sparkle":{"on":true}}"#).await;
    assert!(newer.contains("sparkle"), "{newer}");
    let wrong = import(&desk, br#"{"id":"a","triggers":{"delay_ms":-1}}"#).await;
    assert!(wrong.contains("triggers.delay_ms"), "{wrong}");
    assert_eq!(desk.value(NAME).await, "Mine");
    desk.is_well().await;
}

#[tokio::test]
async fn a_full_storage_is_said_and_the_design_can_still_leave() {
    let desk = Desk::at("#/design").await;
    desk.browser
        .run(
            "let part = 'x'.repeat(1 << 20); for (let n = 0; part; n += 1) {\
             try { localStorage.setItem('other' + n, part) } catch { part = part.slice(part.length / 2 + 1) } }",
        )
        .await;
    desk.put(NAME, &"Long ".repeat(15)).await;
    desk.browser.until("document.querySelector('#kept.lost')").await;
    assert!(desk.text("#kept").await.contains("Not saved"));
    desk.press("export").await;
    let (_, bytes) = desk.saved().await;
    assert!(String::from_utf8(bytes).unwrap().contains("Long Long"));
    desk.browser.run("localStorage.clear()").await;
    desk.put(NAME, "Short").await;
    desk.browser.until("document.querySelector('#kept:not(.lost)')").await;
}

#[tokio::test]
async fn a_kept_design_of_another_version_is_not_the_end() {
    let desk = Desk::at("#/design").await;
    desk.browser
        .run("localStorage.setItem('oot:studio:draft', '{\"id\":\"a\",\"sparkle\":1}')")
        .await;
    desk.open("#/design").await;
    assert!(!desk.value(NAME).await.is_empty());
    desk.is_well().await;
}

#[tokio::test]
async fn publishing_says_what_is_wrong_and_then_works() {
    let desk = Desk::at("#/install").await;
    let said = "document.getElementById('published').textContent";
    desk.press("publish").await;
    desk.browser.until(&format!("{said}.includes('token')")).await;
    desk.put("collector-token", "wrong").await;
    desk.press("publish").await;
    desk.browser.until(&format!("{said}.includes('does not accept')")).await;
    desk.put("collector-token", &desk.collector.token()).await;
    desk.press("publish").await;
    desk.browser.until(&format!("{said}.includes('/v1/surveys/alder-coffee.json')")).await;
}

#[tokio::test]
async fn a_collector_that_went_away_leaves_the_work() {
    let mut desk = Desk::at("#/install").await;
    desk.collector.stop().await;
    desk.put("collector-token", "any").await;
    desk.press("publish").await;
    desk.says("#published", "No answer").await;
    desk.turn_to("#/design").await;
    assert_eq!(desk.value(NAME).await, "Alder Coffee");
}
