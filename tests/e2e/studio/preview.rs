//! The stage: the real card in frames, paths, conditions, a story, a picture.

use crate::harness::Desk;

const PHONE: &str = "document.querySelector('#frame-phone out-of-ten')?.shadowRoot";

#[tokio::test]
async fn what_is_done_in_the_card_goes_into_the_story() {
    let desk = Desk::at("#/design").await;
    assert_eq!(desk.browser.run("return document.querySelectorAll('.meeting').length").await, 0);
    desk.browser.run(&format!("{PHONE}.querySelector('.close').click()")).await;
    desk.browser.until("document.querySelectorAll('.meeting.dismissed').length === 1").await;
    let after_closing = desk.text("#story-next").await;
    desk.press("story-opted_out").await;
    desk.browser.until("document.querySelectorAll('.meeting').length === 2").await;
    assert_ne!(desk.text("#story-next").await, after_closing);
    assert!(desk.text("#story-next").await.contains("never"));
}

#[tokio::test]
async fn the_frames_follow_device_language_and_theme() {
    let desk = Desk::at("#/design").await;
    desk.press("devices-tablet").await;
    desk.browser.until("document.querySelector('#frame-tablet out-of-ten')").await;
    assert_eq!(desk.browser.run("return document.querySelectorAll('.device').length").await, 1);
    desk.press("rtl").await;
    desk.browser.until("document.querySelector('#frame-tablet .glass').dir === 'rtl'").await;
    desk.press("dark-tablet").await;
    desk.browser.until("document.querySelector('#frame-tablet .glass.dark')").await;
}

#[tokio::test]
async fn system_colours_and_less_motion_change_the_card() {
    let desk = Desk::at("#/design").await;
    let surface = format!(
        "return getComputedStyle({PHONE}.querySelector('.send, .scale, .card')).backgroundColor"
    );
    let before = desk.browser.run(&surface).await;
    desk.press("dark-phone").await;
    desk.press("system-colors").await;
    let text = format!("getComputedStyle({PHONE}.querySelector('.card')).boxShadow === 'none'");
    desk.browser.until(&text).await;
    assert_ne!(desk.browser.run(&surface).await, before);
    desk.press("still").await;
    let still =
        format!("getComputedStyle({PHONE}.querySelector('.card')).animationName === 'none'");
    desk.browser.until(&still).await;
}

#[tokio::test]
async fn the_hostile_page_leaves_the_card_as_it_is() {
    let desk = Desk::at("#/design").await;
    let look = format!(
        "const style = getComputedStyle({PHONE}.querySelector('.card'));\
         return [style.fontFamily, style.letterSpacing, style.textTransform, style.color].join()"
    );
    let before = desk.browser.run(&look).await;
    desk.press("ground-loud").await;
    desk.browser.until("document.querySelector('#frame-phone .shop.loud')").await;
    assert_eq!(desk.browser.run(&look).await, before);
}

#[tokio::test]
async fn a_picture_of_the_card_is_a_png_with_something_on_it() {
    let desk = Desk::at("#/design").await;
    desk.press("photo").await;
    let (name, bytes) = desk.saved().await;
    assert_eq!(name, "card.png");
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    // A drawing without the card would be one flat surface, a few hundred bytes.
    assert!(bytes.len() > 8_000, "{} bytes", bytes.len());
    desk.is_well().await;
}
