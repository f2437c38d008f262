//! Pages built of components: triggers and places inside open shadow roots, and wrappers without a box.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::harness::{Page, Stage, stays, survey_with, until};

/// A component inside a component, each with an open root.
const SHOP: &str = "<x-shop></x-shop><script>\
    customElements.define('x-buy', class extends HTMLElement { connectedCallback() { \
    this.attachShadow({mode: 'open'}).innerHTML = '<button class=\"buy\"><b>Buy</b></button>\
    <p class=\"deep\">deep</p><div class=\"here\"></div>' } });\
    customElements.define('x-shop', class extends HTMLElement { connectedCallback() { \
    this.attachShadow({mode: 'open'}).innerHTML = '<section><x-buy></x-buy></section>' } });</script>";

const INSIDE: &str =
    "document.querySelector('x-shop').shadowRoot.querySelector('x-buy').shadowRoot";

async fn with(more: &Value, html: &str) -> Stage {
    let stage = Stage::with(&survey_with(more)).await;
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(html));
    stage.visit().await;
    stage
}

async fn triggered(triggers: &Value, html: &str) -> Stage {
    let mut all = triggers.clone();
    all["delay_ms"] = json!(0);
    with(&json!({"triggers": all}), html).await
}

async fn waits(stage: &Stage) {
    until("the triggers are there", async || {
        stage.door.asked().iter().any(|asked| asked.path.ends_with("triggers-extra.js"))
    })
    .await;
    stays("no card shows", 0, async || stage.card().visible().await).await;
}

#[tokio::test]
async fn what_is_clicked_inside_a_component() {
    let stage = triggered(&json!({"clicked": ".buy"}), SHOP).await;
    waits(&stage).await;
    stage.browser.click("document.getElementById('count')").await;
    stays("not by another button", 0, async || stage.card().visible().await).await;
    stage.browser.click(&format!("{INSIDE}.querySelector('b')")).await;
    stage.card().stands().await;
}

#[tokio::test]
async fn what_comes_into_view_inside_a_component() {
    let far = format!("<div style=\"height: 3000px\"></div>{SHOP}");
    let stage = triggered(&json!({"visible": ".deep"}), &far).await;
    waits(&stage).await;
    stage.browser.run(&format!("{INSIDE}.querySelector('.deep').scrollIntoView()")).await;
    stage.card().stands().await;
}

#[tokio::test]
async fn a_wrapper_without_a_box_counts_by_its_content() {
    for (wrapper, comes) in [
        ("<div class=\"wrap\" style=\"display: contents\"><p>seen</p></div>", true),
        ("<div class=\"wrap\" style=\"display: contents\">words alone</div>", true),
        ("<div class=\"wrap\"><p style=\"float: left\">floats</p></div>", true),
        (
            "<div class=\"wrap\" style=\"height: 0\"><div class=\"wrap2\" style=\"display: contents\"><p>deeper</p></div></div>",
            true,
        ),
        (
            "<x-wrap class=\"wrap\" style=\"display: contents\">slotted</x-wrap><script>\
          document.querySelector('x-wrap').attachShadow({mode: 'open'}).innerHTML = '<div><slot></slot></div>'</script>",
            true,
        ),
        (
            "<div class=\"wrap\" style=\"display: contents\"><p style=\"visibility: hidden\">hidden</p></div>",
            false,
        ),
        (
            "<div style=\"opacity: 0\"><div class=\"wrap\" style=\"display: contents\">words alone</div></div>",
            false,
        ),
        ("<div class=\"wrap\" style=\"display: none\"><p>none</p></div>", false),
        ("<div class=\"wrap\" style=\"height: 0; overflow: hidden\"><p>folded</p></div>", false),
        ("<div class=\"wrap\" style=\"display: contents\"></div>", false),
        (
            "<div style=\"height: 3000px\"></div><div class=\"wrap\" style=\"display: contents\"><p>far</p></div>",
            false,
        ),
    ] {
        let stage = triggered(&json!({"visible": ".wrap"}), wrapper).await;
        if comes {
            stage.card().stands().await;
        } else {
            waits(&stage).await;
        }
    }
}

#[tokio::test]
async fn a_card_inside_a_component() {
    let card = format!("{INSIDE}.querySelector('out-of-ten').shadowRoot");
    for target in [".here", "#not-there"] {
        let display = json!({"mode": "inline", "target": target});
        // Where the target is not, an element of the author's own is as good.
        let html = match target {
            ".here" => SHOP.to_owned(),
            _ => SHOP
                .replace("<div class=\"here\"></div>", "<out-of-ten survey=\"acme\"></out-of-ten>"),
        };
        let stage = with(&json!({"display": display}), &html).await;
        stage.browser.until(&format!("{INSIDE}.querySelector('out-of-ten')?.shadowRoot?.querySelector('.card')?.checkVisibility()")).await;
        stage.browser.until(&format!("!{card}.querySelector('.settling')")).await;
        stage.browser.run(&format!("{card}.querySelector('input').focus()")).await;
        stage.browser.press(&[Key::Space, Key::Enter, Key::Tab, Key::Enter]).await;
        stage.browser.until(&format!("{card}.activeElement?.matches('.thanks')")).await;
        stage.delivered().await;
        assert_eq!(stage.collector.rows("acme").await[0].score, 0);
        assert_eq!(stage.browser.troubles().await, [""; 0]);
    }
}

#[tokio::test]
async fn the_form_in_a_frame_inside_a_component() {
    let display = json!({"mode": "inline", "target": ".here"});
    let stage = crate::framed::stage(&json!({"display": display})).await;
    stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(SHOP));
    stage.visit().await;
    let frame =
        format!("{INSIDE}.querySelector('.here out-of-ten')?.shadowRoot.querySelector('iframe')");
    stage.browser.until(&format!("({frame})?.getBoundingClientRect().height > 100")).await;
}
