//! The form by keyboard: Tab leads into it and out of it, Escape inside closes it.

use fantoccini::key::Key;
use serde_json::json;

use super::{heard, kinds, leaves, meet, stage};
use crate::harness::{Page, Stage};

/// Whether the form has the focus, as the page sees it.
async fn is_in_form(stage: &Stage) -> bool {
    stage.browser.run("return document.activeElement.localName === 'out-of-ten'").await == true
}

async fn tab_until(stage: &Stage, inside: bool) -> usize {
    for presses in 1..=20 {
        stage.browser.press(&[Key::Tab]).await;
        if is_in_form(stage).await == inside {
            if inside {
                // Keys go to the frame's own process only once it knows that it has the focus.
                stage.browser.enter(super::FRAME).await;
                stage.browser.until("document.hasFocus()").await;
                stage.browser.leave_frame().await;
            }
            return presses;
        }
    }
    panic!("20 times Tab did not lead {}", if inside { "into the form" } else { "out of it" });
}

#[tokio::test]
async fn tab_leads_into_the_form_and_out_of_it_again() {
    let stage = stage(&json!({})).await;
    let page = Page::with_tag(&stage.tag(""));
    stage.site.put("/", page.at_end("<script>document.getElementById('name').focus()</script>"));
    meet(&stage).await;
    tab_until(&stage, true).await;
    // The scale, later, never, the cross: then the page again, from its beginning.
    let within = tab_until(&stage, false).await;
    assert!(within <= 6, "{within} stops in the form");
    stage.browser.press_shifted(Key::Tab).await;
    assert!(is_in_form(&stage).await, "backwards too");
    assert_eq!(kinds(&stage).await, ["shown"], "nothing was chosen on the way");
}

#[tokio::test]
async fn escape_inside_closes_the_form_and_the_focus_is_where_it_was() {
    for mode in ["popup", "bar"] {
        let stage = stage(&json!({"display": {"mode": mode}})).await;
        // A key that took its frame away may be sent again by the driver: only what reaches the page
        // while the form stands is counted.
        let focus = "<script>window.keys = 0; addEventListener('keydown', (event) => \
                     window.keys += event.key === 'Escape' && !!document.querySelector('out-of-ten')); \
                     document.getElementById('name').focus()</script>";
        let page = Page::with_tag(&stage.tag("")).before_tag(super::EARS);
        stage.site.put("/", page.at_end(focus));
        meet(&stage).await;
        stage.browser.press(&[Key::Escape]).await;
        assert_eq!(stage.browser.run("return window.keys").await, 1, "the page's own Escape");
        assert_eq!(kinds(&stage).await, ["shown"], "{mode}: closes only from inside");
        tab_until(&stage, true).await;
        stage.browser.press(&[Key::Escape]).await;
        leaves(&stage).await;
        assert_eq!(stage.browser.run("return document.activeElement.id").await, "name", "{mode}");
        assert_eq!(stage.browser.run("return window.keys").await, 1, "{mode}: not the page's");
        assert_eq!(heard(&stage).await, ["shown", "dismissed", "closed"], "{mode}");
    }
}

/// After sending, the button that had the focus is gone: the thank-you has it.
#[tokio::test]
async fn the_thank_you_has_the_focus_after_sending_by_key() {
    let stage = stage(&json!({})).await;
    meet(&stage).await;
    tab_until(&stage, true).await;
    stage.browser.press(&[Key::Space, Key::Enter]).await;
    stage.browser.enter(super::FRAME).await;
    stage.browser.until("document.activeElement.matches('h1[role=status]')").await;
    stage.browser.leave_frame().await;
    assert_eq!(stage.collector.rows("acme").await[0].score, 0);
}
