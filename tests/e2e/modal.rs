//! A dialog of the page opens while the card stands: the card steps aside, keeps what was written,
//! takes no focus, and comes back when the dialog is gone.

use crate::harness::{Page, Stage, element, stays};

/// How a page opens and closes its dialog.
struct Own {
    html: &'static str,
    open: &'static str,
    close: &'static str,
}

const NATIVE: Own = Own {
    html: "<dialog id=\"own\"><input id=\"mine\"></dialog>",
    open: "document.getElementById('own').showModal()",
    close: "document.getElementById('own').close()",
};

/// As Bootstrap, jQuery UI and React's libraries make theirs; this one stays in the page.
const OF_A_LIBRARY: Own = Own {
    html: "<div id=\"own\" role=\"dialog\" aria-modal=\"true\" style=\"display: none; position: fixed; \
           inset: 20px\"><input id=\"mine\"></div>",
    open: "document.getElementById('own').style.display = 'block'; \
           document.getElementById('mine').focus()",
    close: "document.getElementById('name').focus(); \
            document.getElementById('own').style.display = 'none'",
};

async fn the_card_steps_aside(own: Own) {
    let stage = Stage::new().await;
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(own.html));
    stage.meet().await;
    stage.card().choose(4).await;
    stage.card().write("half a sentence").await;
    stage.browser.run(own.open).await;
    stage.browser.until("!document.querySelector('out-of-ten').checkVisibility()").await;
    assert_eq!(stage.browser.run("return document.activeElement.id").await, "mine");
    stage.browser.type_text("words").await;
    stays("still aside", 0, async || stage.card().visible().await).await;
    assert_eq!(stage.browser.run("return document.getElementById('mine').value").await, "words");
    stage.browser.run(own.close).await;
    let focused = stage.browser.run("return document.activeElement.outerHTML").await;
    stage.card().stands().await;
    assert_eq!(stage.browser.run("return document.activeElement.outerHTML").await, focused);
    let written = format!("return {}.value", element("textarea"));
    assert_eq!(stage.browser.run(&written).await, "half a sentence");
    stage.card().click(".send").await;
    stage.card().has(".thanks").await;
    stage.delivered().await;
    assert_eq!(stage.browser.troubles().await, [""; 0]);
}

#[tokio::test]
async fn from_the_browsers_own_dialog() {
    the_card_steps_aside(NATIVE).await;
}

#[tokio::test]
async fn from_a_dialog_of_a_library() {
    the_card_steps_aside(OF_A_LIBRARY).await;
}

#[tokio::test]
async fn a_dialog_that_is_in_the_page_but_closed_silences_nobody() {
    let stage = Stage::new().await;
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(OF_A_LIBRARY.html));
    stage.meet().await;
}
