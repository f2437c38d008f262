//! What stands around the content of every hosted page, and the pages without a question: the
//! thanks, "not now", and what is wrong with a link.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use outoften_core::Score;
use outoften_core::survey::{Survey, TextKey, Wording};

use super::not_now;

/// Tells the page around the frame its height, that it was closed, that it was answered.
pub const SCRIPT: &str = include_str!("form.js");

/// What the body says to the script in a frame.
#[derive(Default)]
pub struct Shell<'a> {
    /// Whether the page stands in a frame.
    pub in_frame: bool,
    /// How long this survey waits after each outcome.
    pub waits: Option<&'a str>,
    /// The score that was given.
    pub answered: Option<Score>,
}

/// The page after the answer. A link to a path of the site leads nowhere from here, so only full
/// addresses are shown.
pub fn thanks(
    survey: &Survey,
    words: &Wording,
    score: Score,
    in_frame: bool,
    style: &str,
) -> String {
    let class = survey.metric.class(score);
    let link = survey.endings.of(class).and_then(|ending| ending.link.as_ref());
    let content = html! {
        h1 role="status" { (words.thanks(class)) }
        @if let Some(link) = link.filter(|link| link.address.starts_with("https://")) {
            p.ending {
                a href=(link.address) rel="noopener" target=[in_frame.then_some("_blank")] {
                    (link.labels.best(&words.language, &survey.locale))
                }
            }
        }
        @if in_frame {
            div.actions { button.close type="button" { (words.get(TextKey::Close)) } }
        }
    };
    page(survey, words, &Shell { in_frame, waits: None, answered: Some(score) }, style, &content)
}

/// The page for somebody who was asked a short while ago.
pub fn later(survey: &Survey, words: &Wording, in_frame: bool, style: &str) -> String {
    let content = html! {
        h1 role="status" { (not_now::text(&words.language)) }
        @if in_frame {
            div.actions { button.close type="button" { (words.get(TextKey::Close)) } }
        }
    };
    page(survey, words, &Shell { in_frame, ..Shell::default() }, style, &content)
}

/// The page for somebody whose link leads nowhere, or whose answer cannot be taken now.
pub fn trouble(
    survey: &Survey,
    words: &Wording,
    sentence: &str,
    in_frame: bool,
    style: &str,
) -> String {
    let content = html! {
        h1 role="alert" { (sentence) }
        @if in_frame {
            div.actions { button.close type="button" { (words.get(TextKey::Close)) } }
        }
    };
    page(survey, words, &Shell { in_frame, ..Shell::default() }, style, &content)
}

/// A whole page.
pub fn page(
    survey: &Survey,
    words: &Wording,
    &Shell { in_frame, waits, answered }: &Shell<'_>,
    style: &str,
    content: &Markup,
) -> String {
    let direction = if words.is_rtl() { "rtl" } else { "ltr" };
    html! {
        (DOCTYPE)
        html lang=(words.language) dir=(direction) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (survey.brand.name) }
                style { (PreEscaped(style)) }
            }
            body class=[in_frame.then_some("in-frame")] data-answered=[answered] data-waits=[waits] {
                main {
                    @if let Some(logo) = &survey.brand.logo {
                        img.logo src=(logo) alt=(survey.brand.name);
                    }
                    (content)
                }
                @if in_frame { script { (PreEscaped(SCRIPT)) } }
            }
        }
    }
    .into_string()
}
