//! What the card is from its first moment on: deaf to clicks that were meant for the page, above the
//! page, in the page's font and colours where it is told so.

use serde_json::{Value, json};

use crate::harness::{Page, ROOT, Stage, element, stays, survey_with};

/// The card's guard against stray clicks waits for this test's own clock: what is to run after 350 to
/// 450 ms runs when [`pass`] says that so much time has passed.
const CLOCK: &str = "window.waiting = []; const own = window.setTimeout; \
    window.setTimeout = function (act, ms, ...more) { if (!(ms >= 350 && ms <= 450)) \
    return own.call(window, act, ms, ...more); return -window.waiting.push([ms, act]) }";

/// So many milliseconds have passed since the latest appearing.
async fn pass(stage: &Stage, ms: u32) {
    let script = format!(
        "const due = window.waiting.filter(([at]) => at <= {ms}); \
         window.waiting = window.waiting.filter(([at]) => at > {ms}); due.forEach(([, act]) => act())"
    );
    stage.browser.run(&script).await;
}

fn shown_as(mode: &str) -> Value {
    survey_with(&json!({"display": {"mode": mode, "target": "#place"}}))
}

/// The card ignores clicks until 400 ms have passed, and then takes them.
async fn is_deaf_for_400_ms(stage: &Stage, mode: &str) {
    let card = "document.querySelector('out-of-ten')?.shadowRoot?.querySelector('.card')";
    stage.browser.until(card).await;
    stage.card().rests().await;
    for ms in [0, 399] {
        pass(stage, ms).await;
        // A bar has no more than question, scale and cross.
        let parts: &[&str] = if mode == "bar" { &[] } else { &[".quiet"] };
        for part in parts.iter().chain(&["input[value=\"7\"]", ".close"]) {
            stage.card().click(part).await;
        }
        assert_eq!(stage.card().selected().await, None, "{mode}, after {ms} ms");
        assert_eq!(stage.card().visible().await, 1, "{mode}, after {ms} ms");
    }
    pass(stage, 400).await;
    stage.card().choose(7).await;
    assert_eq!(stage.card().selected().await, Some(7), "{mode}, after 400 ms");
}

#[tokio::test]
async fn clicks_in_the_first_400_ms_do_nothing_in_any_display() {
    for mode in ["popup", "modal", "bar", "inline"] {
        let stage = Stage::with(&shown_as(mode)).await;
        stage.browser.before_pages(CLOCK).await;
        stage.visit().await;
        is_deaf_for_400_ms(&stage, mode).await;
    }
}

#[tokio::test]
async fn clicks_in_the_first_400_ms_do_nothing_to_the_edge_button_and_the_card_it_opens() {
    let stage = Stage::with(&shown_as("button")).await;
    stage.browser.before_pages(CLOCK).await;
    stage.visit().await;
    stage.browser.until("document.querySelector('out-of-ten')").await;
    stage.card().has(".edge").await;
    pass(&stage, 399).await;
    stage.card().click(".edge").await;
    stays("no card opens", 0, async || stage.card().visible().await).await;
    pass(&stage, 400).await;
    stage.card().click(".edge").await;
    is_deaf_for_400_ms(&stage, "button").await;
}

/// A page with a font of its own, and with names of its own that the card must not mistake.
fn page_with_font(stage: &Stage) -> Page {
    let style = "<style>:root { --font: Impact; --surface: red } body { font-family: 'Page Serif', Georgia } \
                 #place { font-family: 'Place Mono', Courier }</style>";
    Page::with_tag(&stage.tag("")).before_tag(style)
}

#[tokio::test]
async fn the_font_is_the_systems_a_named_one_or_the_one_of_the_page() {
    for (font, mode, wanted) in [
        (Value::Null, "popup", "system-ui, "),
        (json!("Georgia, serif"), "popup", "Georgia, serif"),
        (json!("inherit"), "popup", "\"Page Serif\", Georgia"),
        (json!("inherit"), "modal", "\"Page Serif\", Georgia"),
        (json!("inherit"), "bar", "\"Page Serif\", Georgia"),
        (json!("inherit"), "inline", "\"Place Mono\", Courier"),
        (json!("inherit"), "button", "\"Page Serif\", Georgia"),
    ] {
        let mut document = shown_as(mode);
        document["brand"]["font"] = font.clone();
        let stage = Stage::with(&document).await;
        stage.site.put("/", page_with_font(&stage));
        stage.visit().await;
        stage
            .browser
            .until("document.querySelector('out-of-ten')?.shadowRoot?.querySelector('button')")
            .await;
        let part = if mode == "button" { ".edge" } else { ".question" };
        let found = stage.card().style(part, "font-family").await;
        assert!(found.starts_with(wanted), "{font} in {mode}: {found}");
    }
}

#[tokio::test]
async fn a_card_in_an_element_of_the_authors_has_the_font_around_it() {
    let mut document = shown_as("inline");
    document["brand"]["font"] = json!("inherit");
    document["display"]["target"] = json!("#not-there");
    let stage = Stage::with(&document).await;
    let section =
        "<section style=\"font-family: 'Section Sans', Arial\"><out-of-ten></out-of-ten></section>";
    stage.site.put("/", page_with_font(&stage).at_end(section));
    stage.meet().await;
    let found = stage.card().style(".question", "font-family").await;
    assert_eq!(found, "\"Section Sans\", Arial");
}

#[tokio::test]
async fn the_pages_custom_properties_win_over_the_brands() {
    let drivers = json!({"options": [{"id": "price", "labels": {"en": "Price"}}, {"id": "help", "labels": {"en": "Help"}}],
        "classes": ["detractor", "passive", "promoter"]});
    let document = survey_with(&json!({"drivers": drivers,
        "brand": {"name": "Acme", "color": "#4338ca", "cover": "#222222"}}));
    let all = [
        ("--oot-surface", "rgb(255, 245, 224)", ".card", "background-color", "rgb(255, 245, 224)"),
        ("--oot-text", "rgb(16, 32, 48)", ".question", "color", "rgb(16, 32, 48)"),
        ("--oot-muted", "rgb(64, 64, 72)", ".ends", "color", "rgb(64, 64, 72)"),
        ("--oot-line", "rgb(1, 2, 3)", ".face", "border-top-color", "rgb(1, 2, 3)"),
        ("--oot-fill", "rgb(0, 96, 80)", ".send", "background-color", "rgb(0, 96, 80)"),
        ("--oot-on-fill", "rgb(250, 250, 210)", ".send", "color", "rgb(250, 250, 210)"),
        ("--oot-cover", "rgb(9, 9, 90)", ".brand", "background-color", "rgb(9, 9, 90)"),
        ("--oot-on-cover", "rgb(240, 240, 240)", ".brand", "color", "rgb(240, 240, 240)"),
        ("--oot-font", "Georgia", ".question", "font-family", "Georgia"),
        ("--oot-radius", "3px", ".card", "border-top-left-radius", "3px"),
        ("--oot-width", "480px", ".card", "width", "480px"),
    ];
    let stage = Stage::with(&document).await;
    let rules: String = all.iter().map(|(name, value, ..)| format!("{name}: {value};")).collect();
    let soft = "rgb(200, 220, 200)";
    let style = format!("<style>out-of-ten {{ {rules} --oot-soft: {soft} }}</style>");
    stage.site.put("/", Page::with_tag(&stage.tag("")).before_tag(&style));
    stage.meet().await;
    stage.card().choose(4).await;
    stage.card().click(".drivers input").await;
    stage.card().rests().await;
    for (name, _, part, property, wanted) in all {
        assert_eq!(stage.card().style(part, property).await, wanted, "{name}");
    }
    // What lies beneath the pointer.
    let close = element(".close");
    let middle = format!(
        "const at = {close}.getBoundingClientRect(); return [at.x + at.width / 2, at.y + at.height / 2]"
    );
    let at = stage.browser.run(&middle).await;
    let moved = json!({"type": "mouseMoved", "x": at[0], "y": at[1]});
    stage.browser.devtools("Input.dispatchMouseEvent", moved).await;
    stage.browser.until(&format!("getComputedStyle({close}).backgroundColor === '{soft}'")).await;
}

#[tokio::test]
async fn a_theme_that_is_chosen_stands_against_the_visitors_system() {
    let (white, black) = ("rgb(255, 255, 255)", "rgb(27, 29, 36)");
    for (theme, system, wanted) in [
        ("light", "dark", white),
        ("dark", "light", black),
        ("auto", "dark", black),
        ("auto", "light", white),
    ] {
        let stage = Stage::with(&survey_with(&json!({"brand": {"theme": theme}}))).await;
        stage.browser.prefer("prefers-color-scheme", system).await;
        stage.meet().await;
        let found = stage.card().style(".card", "background-color").await;
        assert_eq!(found, wanted, "{theme} in a {system} system");
    }
}

/// Lies over the whole page, as high as a page can put it.
const COVER: &str = "<div id=\"cover\" style=\"position: fixed; inset: 0; z-index: 2147483646; \
    background: #eee\"></div>";

#[tokio::test]
async fn the_card_lies_above_the_page_with_popovers_and_without() {
    let absent = "for (const name of ['popover', 'showPopover', 'hidePopover', 'togglePopover']) \
                  delete HTMLElement.prototype[name]";
    for (has_popovers, mode) in [
        (true, "popup"),
        (true, "bar"),
        (true, "button"),
        (false, "popup"),
        (false, "bar"),
        (false, "button"),
    ] {
        let stage = Stage::with(&shown_as(mode)).await;
        if !has_popovers {
            stage.browser.before_pages(absent).await;
        }
        // In the top layer it lies even above what has the same z-index and comes later.
        let cover = if has_popovers { COVER.replace("646", "647") } else { COVER.to_owned() };
        stage.site.put("/", Page::with_tag(&stage.tag("")).at_end(&cover));
        stage.visit().await;
        stage.browser.until("document.querySelector('out-of-ten')").await;
        stage.card().has("button").await;
        stage.browser.until(&format!("!{ROOT}.querySelector('.settling')")).await;
        let open = "return document.querySelector('out-of-ten').matches(':popover-open')";
        assert_eq!(stage.browser.run(open).await, has_popovers, "{mode}");
        if mode == "button" {
            stage.card().click(".edge").await;
        }
        stage.card().stands().await;
        let moved = "document.documentElement.append(document.getElementById('cover'))";
        if has_popovers {
            stage.browser.run(moved).await;
        }
        stage.card().choose(7).await;
        stage.card().click(".send").await;
        stage.card().has(".thanks").await;
        stage.delivered().await;
        assert_eq!(stage.collector.rows("acme").await.len(), 1, "{mode}");
    }
}
