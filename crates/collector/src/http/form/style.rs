//! The page's style: the fixed part, the brand's colours, and what is shown for which score.

use std::fmt::Write as _;

use outoften_core::Class;
use outoften_core::color::{Accent, Color};
use outoften_core::survey::{Brand, Look, Mode, Survey, Theme};

/// The style of a survey's pages. No text of the document gets in except colours, numbers and
/// names of fonts, so nothing can close the element.
pub fn style(survey: &Survey, frame: Option<Mode>) -> String {
    let brand = &survey.brand;
    let light = format!(
        ":root{{{};--radius:{}px;--steps:{};--cover:{};--on-cover:{};--font:{}}}",
        colors(brand, false),
        brand.radius_px,
        survey.metric.scores().count(),
        brand.band().to_hex(),
        brand.band().text_on().to_hex(),
        font(brand.font.as_deref()).unwrap_or("system-ui"),
    );
    let dark = format!(
        ":root{{color-scheme:dark;--ink:#f2f3f7;--soft:#a9b0bf;--line:#8a92a2;\
         --edge:rgba(255,255,255,.14);{}}}",
        colors(brand, true),
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

/// The colours of the light or the dark card, as `src/widget/card.css` mixes them, and that of the page
/// around it.
fn colors(brand: &Brand, is_dark: bool) -> String {
    let (plain, soft, share) = match (is_dark, brand.look == Look::Tinted) {
        (false, tinted) => (Color::LIGHT_SURFACE, "#f3f4f7", if tinted { 0.07 } else { 0.0 }),
        (true, tinted) => (Color::DARK_SURFACE, "#272a33", if tinted { 0.12 } else { 0.05 }),
    };
    let color = Color::parse(&brand.color).unwrap_or(Color::BLACK);
    let Accent { fill, text } = Accent::of(color, plain);
    let surface = plain.mixed(fill, share);
    let page =
        surface.mixed(if is_dark { Color::BLACK } else { fill }, if is_dark { 0.4 } else { 0.06 });
    let [surface, page, fill, text] = [surface, page, fill, text].map(Color::to_hex);
    format!("--surface:{surface};--wash:{soft};--page:{page};--fill:{fill};--on-fill:{text}")
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
