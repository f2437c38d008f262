//! Somebody signs out, or another person signs in, while a card stands: what one person chose and wrote is
//! not sent under the name of the next, nor at all.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::framed::{self, kinds};
use crate::harness::{Page, ROOT, Stage, stays, survey_with, until};

const EARS: &str = "<script>window.heard = []; for (const name of ['shown', 'scored', 'answered', \
    'later', 'dismissed', 'closed']) document.addEventListener('oot:' + name, () => \
    window.heard.push(name)); window.outoften = window.outoften || function () { \
    (outoften.q = outoften.q || []).push(arguments) };</script>";

/// The front page of a site that knows this visitor.
async fn know(stage: &Stage, person: &str) {
    let who = json!({"token": stage.collector.token_of(person).await});
    let page = Page::with_tag(&stage.tag("")).before_tag(EARS);
    let call = format!("<script>outoften('identify', {who})</script>");
    stage.site.put("/", page.before_tag(&call));
}

/// Chooses by key, which sends nothing before Send, and writes.
async fn begin(stage: &Stage) {
    stage.card().focus_scale().await;
    stage.browser.press(&[Key::Space]).await;
    stage.card().has("textarea").await;
    stage.card().write("I am Ana").await;
}

async fn heard(stage: &Stage) -> Value {
    stage.browser.run("return window.heard").await
}

#[tokio::test]
async fn signing_out_ends_the_card_and_nothing_is_sent() {
    for mode in ["popup", "modal"] {
        let stage = Stage::with(&survey_with(&json!({"display": {"mode": mode}}))).await;
        know(&stage, "ana").await;
        stage.meet().await;
        begin(&stage).await;
        stage.browser.run("outoften('reset')").await;
        stage.card().leaves().await;
        stays("nothing is sent", 0, async || stage.door.answers().len()).await;
        assert_eq!(kinds(&stage).await, ["shown"], "it is no dismissal");
        assert_eq!(heard(&stage).await, json!(["shown", "closed"]));
        assert_eq!(stage.browser.run("return localStorage.getItem('oot:outbox') || ''").await, "");
        assert_eq!(stage.browser.troubles().await, [""; 0]);
    }
}

#[tokio::test]
async fn another_person_ends_the_card_and_the_same_one_does_not() {
    let stage = Stage::new().await;
    know(&stage, "ana").await;
    stage.meet().await;
    begin(&stage).await;
    let ana = json!({"token": stage.collector.token_of("ana").await});
    for same in [ana, json!({"traits": {"plan": "pro"}})] {
        stage.browser.run(&format!("outoften('identify', {same})")).await;
        stays("the card stands", 1, async || stage.card().visible().await).await;
        assert_eq!(stage.card().text("textarea").await, "");
        let words = format!("return {ROOT}.querySelector('textarea').value");
        assert_eq!(stage.browser.run(&words).await, "I am Ana");
    }
    let bea = json!({"token": stage.collector.token_of("bea").await});
    stage.browser.run(&format!("outoften('identify', {bea})")).await;
    stage.card().leaves().await;
    stays("nothing is sent", 0, async || stage.door.answers().len()).await;
    assert_eq!(kinds(&stage).await, ["shown"]);
}

/// Also a visitor whom the site did not know; and what was sent before stays sent.
#[tokio::test]
async fn nobodys_card_ends_too_and_the_button_at_the_edge_goes() {
    let stage = Stage::met().await;
    stage.card().choose(4).await;
    assert_eq!(stage.answers(1).await[0]["score"], 4);
    stage.card().write("more").await;
    stage.browser.run("outoften('reset')").await;
    stage.card().leaves().await;
    stays("no more is sent", 1, async || stage.door.answers().len()).await;
    let stage = Stage::with(&survey_with(&json!({"display": {"mode": "button"}}))).await;
    stage.visit().await;
    stage.browser.until("document.querySelector('out-of-ten')").await;
    stage.browser.run("outoften('reset')").await;
    stage.browser.until("!document.querySelector('out-of-ten')").await;
}

#[tokio::test]
async fn the_form_in_a_frame_ends_too() {
    let stage = framed::stage(&json!({})).await;
    framed::meet(&stage).await;
    let begin = "document.querySelector('[value=\"4\"]').click(); \
                 document.querySelector('textarea').value = 'I am Ana'";
    framed::inside(&stage, begin).await;
    stage.browser.run("outoften('reset')").await;
    framed::leaves(&stage).await;
    stays("nothing is stored", 0, async || stage.collector.rows("acme").await.len()).await;
    assert_eq!(framed::heard(&stage).await, ["shown", "closed"]);
    until("no dismissal", async || kinds(&stage).await == ["shown"]).await;
}
