//! The page's style: the fixed part, the brand's colours, and what is shown for which score.

use std::fmt::Write as _;

use outoften_core::Class;
use outoften_core::color::Color;
use outoften_core::survey::{Brand, Mode, Palette, Survey, Theme};

/// The style of a survey's pages. No text of the document gets in except colours, numbers and
/// names of fonts, so nothing can close the element.
pub fn style(survey: &Survey, frame: Option<Mode>) -> String {
    let brand = &survey.brand;
    let light = format!(
        ":root{{{};--radius:{}px;--steps:{};--cover:{};--on-cover:{};--font:{}}}",
        palette(brand, false),
        brand.radius_px,
        survey.metric.scores().count(),
        brand.band().to_hex(),
        brand.band().text_on().to_hex(),
        font(brand.font.as_deref()).unwrap_or("system-ui"),
    );
    let dark = format!(
        ":root{{color-scheme:dark;--ink:#f2f3f7;--soft:#a9b0bf;--line:#8a92a2;\
         --edge:rgba(255,255,255,.14);{}}}",
        palette(brand, true),
    );
    let mut style = format!("{}{light}", include_str!("form.css"));
    match brand.theme {
        Theme::Light => {}
        Theme::Dark => style += &dark,
        // Writing to a String cannot fail.
        Theme::Auto => drop(write!(style, "@media (prefers-color-scheme:dark){{{dark}}}")),
    }
    if frame.is_some() {
        style += include_str!("frame.css");
    }
    style + &Class::ALL.map(|class| shown_for(survey, class)).concat()
}

/// The card's colours, and that of the page around it: its own, a step further from white.
fn palette(brand: &Brand, is_dark: bool) -> String {
    let Palette { surface, soft, accent } = brand.palette(is_dark);
    let page = if is_dark { surface.mixed(Color::BLACK, 0.4) } else { surface.mixed(accent.fill, 0.05) };
    format!(
        "--surface:{};--wash:{};--page:{};--fill:{};--on-fill:{}",
        surface.to_hex(),
        soft.to_hex(),
        page.to_hex(),
        accent.fill.to_hex(),
        accent.text.to_hex(),
    )
}

/// A brand's font, if it is nothing but names. The page's own is told by the page (`form.js`).
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
