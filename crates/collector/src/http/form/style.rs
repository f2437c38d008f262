//! The page's style: the fixed part, the brand's colours, and what is shown for which score.

use std::fmt::Write as _;

use outoften_core::Class;
use outoften_core::color::{Accent, Color};
use outoften_core::survey::{Mode, Survey, Theme};

/// The style of a survey's pages. No text of the document gets in except colours, numbers and
/// names of fonts, so nothing can close the element.
pub fn style(survey: &Survey, frame: Option<Mode>) -> String {
    let brand = Color::parse(&survey.brand.color).unwrap_or(Color::BLACK);
    let accent = |surface| {
        let accent = Accent::of(brand, surface);
        format!("--fill:{};--on-fill:{}", accent.fill.to_hex(), accent.text.to_hex())
    };
    let steps = survey.metric.scores().count();
    let light = format!(
        ":root{{{};--radius:{}px;--steps:{steps};--steps-narrow:{}}}",
        accent(Color::LIGHT_SURFACE),
        survey.brand.radius_px,
        // Eleven numbers in one row are too narrow for a thumb.
        if steps > 7 { 6 } else { steps },
    );
    let dark = format!(
        ":root{{color-scheme:dark;--surface:{};--ink:#f2f3f7;--soft:#a9b0bf;--line:#7d8595;\
         --edge:rgba(255,255,255,.14);--page:#101116;{}}}",
        Color::DARK_SURFACE.to_hex(),
        accent(Color::DARK_SURFACE),
    );
    let mut style = format!("{}{light}", include_str!("form.css"));
    match survey.brand.theme {
        Theme::Light => {}
        Theme::Dark => style += &dark,
        // Writing to a String cannot fail.
        Theme::Auto => drop(write!(style, "@media (prefers-color-scheme:dark){{{dark}}}")),
    }
    if frame.is_some() {
        let cover = survey.brand.cover.as_deref().and_then(Color::parse).unwrap_or(brand);
        let (cover, on_cover) = (cover.to_hex(), cover.text_on().to_hex());
        let font = font(survey.brand.font.as_deref()).unwrap_or("system-ui");
        style += &format!(":root{{--cover:{cover};--on-cover:{on_cover};--font:{font}}}");
        style += include_str!("frame.css");
    }
    style + &Class::ALL.map(|class| shown_for(survey, class)).concat()
}

/// A brand's font, if it is nothing but names. The page's own font comes from the page (`form.js`).
fn font(font: Option<&str>) -> Option<&str> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '"' | '\'');
    let is_closed = |font: &str| ['"', '\''].iter().all(|c| font.matches(*c).count() % 2 == 0);
    font.filter(|font| *font != "inherit" && font.chars().all(is_name) && is_closed(font))
}

/// Shows what belongs to a class when one of its scores is selected. Which score is in which
/// class only the core knows.
fn shown_for(survey: &Survey, class: Class) -> String {
    let scores = survey.metric.scores().filter(|score| survey.metric.class(*score) == class);
    let selectors = scores.map(|score| {
        format!("form:has([name=score][value=\"{score}\"]:checked) .{}", class.name())
    });
    format!("{}{{display:block}}", selectors.collect::<Vec<_>>().join(","))
}
