//! The page's style: the fixed part, the brand's colours, and what is shown for which score.

use std::fmt::Write as _;

use outoften_core::Class;
use outoften_core::color::{Accent, Color};
use outoften_core::survey::{Survey, Theme};

/// The style of a survey's pages. No text of the document gets in except colours and numbers, so
/// nothing can close the element.
pub fn style(survey: &Survey) -> String {
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
        ":root{{color-scheme:dark;--surface:{};--ink:#f2f3f7;--soft:#aab0c0;--line:#7c8294;\
         --page:#101116;{}}}",
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
    style + &Class::ALL.map(|class| shown_for(survey, class)).concat()
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
