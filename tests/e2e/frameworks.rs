//! The widget in applications of four frameworks, each as its own tools built it: three with the npm
//! package, and one that draws the card as a Leptos component.

use serde_json::json;

use crate::harness::{Page, Stage, examples, stays, survey_with};

/// Serves an example's built files under its name, and opens it with the address of the collector.
async fn open(stage: &Stage, framework: &str) {
    let folder = examples().join(framework);
    let assets = std::fs::read_dir(folder.join("assets")).expect("an example was built");
    for asset in assets {
        let path = asset.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let script = Page::new(std::fs::read_to_string(&path).unwrap());
        stage.site.put(&format!("/{framework}/assets/{name}"), script);
    }
    let index = std::fs::read_to_string(folder.join("index.html")).unwrap();
    stage.site.put(&format!("/{framework}/"), Page::new(index));
    let address =
        format!("{}?api={}", stage.site.at(&format!("/{framework}/")), stage.door.origin());
    stage.browser.goto(&address).await;
}

async fn is_answered_in(framework: &str) {
    let stage = Stage::new().await;
    open(&stage, framework).await;
    stage.card().stands().await;
    stage.delivers(9).await;
    assert_eq!(stage.collector.rows("acme").await[0].score, 9);
    // The framework heard of it as an event of its own element.
    stage.browser.until("document.getElementById('state').textContent === 'answered'").await;
    assert_eq!(stage.browser.troubles().await, [""; 0], "{framework}");
}

#[tokio::test]
async fn react_shows_the_card_and_hears_of_the_answer() {
    is_answered_in("react").await;
}

#[tokio::test]
async fn vue_shows_the_card_and_hears_of_the_answer() {
    is_answered_in("vue").await;
}

#[tokio::test]
async fn svelte_shows_the_card_and_hears_of_the_answer() {
    is_answered_in("svelte").await;
}

#[tokio::test]
async fn an_inline_card_stands_in_the_element_and_leaves_with_it() {
    let display = json!({"display": {"mode": "inline"}});
    const CARD: &str =
        "document.querySelector('out-of-ten[survey]')?.shadowRoot?.firstElementChild";
    for framework in ["react", "vue", "svelte"] {
        let stage = Stage::with(&survey_with(&display)).await;
        open(&stage, framework).await;
        stage.browser.until(CARD).await;
        stage.browser.run("document.getElementById('route').click()").await;
        stage.browser.until("!document.querySelector('out-of-ten')").await;
        // Back on the page: nobody is asked a second time.
        stage.browser.run("document.getElementById('route').click()").await;
        stage.browser.until("document.querySelector('out-of-ten[survey]')").await;
        let is_there = format!("return !!{CARD}");
        stays("no second card", json!(false), async || stage.browser.run(&is_there).await).await;
        // Unless somebody wants to.
        stage.browser.run("document.getElementById('open').click()").await;
        stage.browser.until(CARD).await;
        assert_eq!(stage.browser.troubles().await, [""; 0], "{framework}");
    }
}

/// An order page with `<Card survey=… />` in its own `view!`.
const LEPTOS: &str = "<!doctype html><html lang=en><title>Order</title><body>\
    <script type=module>import start from './assets/shop.js'; start();</script>";

async fn open_leptos(stage: &Stage) {
    let folder = examples().join("leptos").join("assets");
    for name in ["shop.js", "shop_bg.wasm"] {
        let file = Page::file(name, std::fs::read(folder.join(name)).unwrap());
        stage.site.put(&format!("/leptos/assets/{name}"), file);
    }
    stage.site.put("/leptos/", Page::new(LEPTOS));
    let address = format!("{}?api={}", stage.site.at("/leptos/"), stage.door.origin());
    stage.browser.goto(&address).await;
}

#[tokio::test]
async fn a_leptos_application_draws_the_card_as_a_component_and_hears_of_the_answer() {
    let stage = Stage::new().await;
    open_leptos(&stage).await;
    stage.card().stands().await;
    stage.card().choose(0).await;
    stage.browser.until("document.getElementById('state').textContent === 'You chose 0'").await;
    stage.card().click(".send").await;
    stage.delivered().await;
    assert_eq!(stage.collector.rows("acme").await[0].score, 0);
    stage
        .browser
        .until("!!document.querySelector('out-of-ten').shadowRoot.querySelector('.thanks')")
        .await;
    assert_eq!(stage.browser.troubles().await, [""; 0]);
    // The display counts for the rule: the same visitor is not asked again.
    open_leptos(&stage).await;
    stage.browser.until("!!document.querySelector('h1')").await;
    let is_there = "return !!document.querySelector('out-of-ten')";
    stays("no second card", json!(false), async || stage.browser.run(is_there).await).await;
}
