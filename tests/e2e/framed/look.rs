//! That the form in a frame has the card's measures, and what the page says of the card's look.

use serde_json::{Value, json};

use super::{EARS, FRAME, HOST, inside, meet, stage, stands};
use crate::harness::{Browser, Page, ROOT, Stage, Start, survey_with};

/// Sizes and colours that card and form share, by the names that each has for its parts.
async fn looks(browser: &Browser, root: &str, names: &[&str]) -> Value {
    let script = format!(
        "return {names:?}.map((name) => {{ const part = {root}.querySelector(name), \
         at = part.getBoundingClientRect(), style = getComputedStyle(part); \
         return [Math.round(at.width), Math.round(at.height), style.fontSize, style.fontWeight, \
         style.color, style.borderRadius] }})"
    );
    browser.run(&script).await
}

#[tokio::test]
async fn with_the_measures_and_colours_of_the_card() {
    let brand = json!({
        "brand": {"name": "Acme", "color": "#0b6e4f", "radius_px": 8},
        "drivers": {"options": [
            {"id": "price", "labels": {"en": "Price"}}, {"id": "speed", "labels": {"en": "Speed"}},
        ]},
        "contact": {"classes": ["detractor"]},
    });
    let card = Stage::started(&survey_with(&brand), Start::default()).await;
    let form = stage(&brand).await;
    for (width, theme) in [(1200, "light"), (1200, "dark"), (375, "light")] {
        for stage in [&card, &form] {
            stage.browser.resize(width, 800).await;
            stage.browser.prefer("prefers-color-scheme", theme).await;
            stage.visit().await;
        }
        card.card().stands().await;
        stands(&form).await;
        are_alike(&card, &form, &ASKING, &format!("{width} {theme}")).await;
        card.card().choose(3).await;
        inside(&form, "document.querySelector('[value=\"3\"]').click()").await;
        are_alike(&card, &form, &CHOSEN, &format!("{width} {theme}, a choice")).await;
        for stage in [&card, &form] {
            // A card that is left writes down its end.
            stage.site.put("/elsewhere", Page::new("<!doctype html><title>Elsewhere</title>"));
            stage.browser.goto(&stage.site.at("/elsewhere")).await;
            stage.browser.run("localStorage.clear()").await;
        }
    }
}

/// What card and form call the parts that they share, with the question and after a choice.
const ASKING: [(&str, &str); 5] = [
    (".brand", ".brand"),
    (".face", ".score span"),
    (".ends span", ".ends span"),
    (".quiet", ".quiet"),
    (".close", ".close"),
];
const CHOSEN: [(&str, &str); 7] = [
    (".drivers .tick", ".tick"),
    (".drivers legend", ".reasons legend"),
    ("textarea", "textarea"),
    (".contact .address", ".address input"),
    (".contact .tick", ".agree"),
    (".left", ".left"),
    (".send", ".send"),
];

/// That these parts look the same.
async fn are_alike(card: &Stage, form: &Stage, parts: &[(&str, &str)], case: &str) {
    let (of_card, of_form): (Vec<_>, Vec<_>) = parts.iter().copied().unzip();
    let of_card = looks(&card.browser, ROOT, &of_card).await;
    form.browser.enter(FRAME).await;
    let of_form = looks(&form.browser, "document", &of_form).await;
    form.browser.leave_frame().await;
    assert_eq!(of_form, of_card, "{case}");
}

#[tokio::test]
async fn with_what_the_page_says_of_the_card() {
    let brand = json!({
        "brand": {"name": "Acme", "cover": "#223344", "font": "inherit", "logo": "brand/logo.svg"},
        "endings": {"detractor": {"link": {"address": "/help", "labels": {"en": "Get help"}}}},
    });
    let card = Stage::started(&survey_with(&brand), Start::default()).await;
    let form = stage(&brand).await;
    let style = "<style>body { font-family: 'DejaVu Serif', serif } out-of-ten { --oot-radius: 4px; \
         --oot-fill: #0f766e; --oot-on-fill: #fefefe; --oot-surface: #fffbe8; --oot-text: #331100; \
         --oot-muted: #553311; --oot-line: #996633; --oot-soft: #ffeecc; --oot-cover: #5b21b6; --oot-on-cover: #fdfdff; \
         --oot-width: 460px }</style>";
    for stage in [&card, &form] {
        let page = Page::with_tag(&stage.tag("")).before_tag(&format!("{EARS}{style}"));
        stage.site.put("/", page);
        let logo = Page::new("<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'/>");
        stage.site.put("/brand/logo.svg", logo.header("content-type", "image/svg+xml"));
        stage.visit().await;
    }
    card.card().stands().await;
    stands(&form).await;
    // A path of the site's, which the form's own policy lets a frame read by https only.
    let logo = format!(
        "return document.querySelector('.brand img').src === '{}'",
        form.site.at("/brand/logo.svg")
    );
    assert_eq!(inside(&form, &logo).await, true);
    are_alike(&card, &form, &ASKING, "the page's own").await;
    let surface = "const of = (part) => getComputedStyle(document.querySelector(part)); \
        return [of('main').backgroundColor, of('main').color, of('main').fontFamily.split(',')[0], \
        of('.brand').backgroundColor, of('.brand').color]";
    let told = json!([
        "rgb(255, 251, 232)",
        "rgb(51, 17, 0)",
        "\"DejaVu Serif\"",
        "rgb(91, 33, 182)",
        "rgb(253, 253, 255)"
    ]);
    assert_eq!(inside(&form, surface).await, told);
    let frame = format!("return [{FRAME}.clientWidth, getComputedStyle({FRAME}).borderRadius]");
    assert_eq!(form.browser.run(&frame).await, json!([460, "4px"]));
    // The thank-you is another document, which is told again.
    inside(&form, "document.querySelector('[name=score]').click()").await;
    inside(&form, "document.querySelector('.send').click()").await;
    form.browser.until("window.heard.includes('answered')").await;
    let link =
        format!("return document.querySelector('.ending a').href === '{}'", form.site.at("/help"));
    assert_eq!(inside(&form, &link).await, true);
    let fill = "return getComputedStyle(document.documentElement).getPropertyValue('--fill')";
    assert_eq!(inside(&form, fill).await, "#0f766e");
}

/// A phone's keyboard: the window stays, only 300 px of it are to be seen.
#[tokio::test]
async fn above_a_phones_keyboard_as_the_card() {
    for mode in ["popup", "bar", "modal"] {
        let stage = stage(&json!({"display": {"mode": mode}})).await;
        stage.browser.resize(375, 700).await;
        meet(&stage).await;
        let raise = "for (const [name, value] of [['height', 300], ['offsetTop', 0], ['scale', 1]]) \
            Object.defineProperty(visualViewport, name, {configurable: true, get: () => value})";
        stage.browser.run(raise).await;
        let fits = format!(
            "(visualViewport.dispatchEvent(new Event('resize')), {FRAME}.getBoundingClientRect().top >= 0 && \
             {FRAME}.getBoundingClientRect().bottom <= 300 && !{HOST}.hidden)"
        );
        stage.browser.until(&fits).await;
    }
}
