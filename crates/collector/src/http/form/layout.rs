//! What stands around the content of every hosted page, and the pages without a question: the
//! thanks, "not now", and what is wrong with a link.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use outoften_core::Score;
use outoften_core::survey::{Mode, Survey, TextKey, Wording};

use super::{frame, not_now};

/// Tells the page around the frame its height, and what the visitor does.
pub const SCRIPT: &str = include_str!("form.js");

/// What the body tells the script in a frame.
#[derive(Default)]
pub struct Layout<'a> {
    /// How the page stands in a frame, if in one.
    pub frame: Option<Mode>,
    /// How long this survey waits after each outcome.
    pub waits: Option<&'a str>,
    /// The score that was given.
    pub answered: Option<Score>,
    /// Whether the form was left with that score.
    pub left: bool,
}

/// The page after the answer. Where a path of the site leads, only a page around the frame knows.
pub fn thanks(
    survey: &Survey,
    words: &Wording,
    (score, left): (Score, bool),
    frame: Option<Mode>,
    style: &str,
) -> String {
    let class = survey.metric.class(score);
    let link = survey.endings.of(class).and_then(|ending| ending.link.as_ref());
    let content = html! {
        h1 role="status" tabindex="-1" { (words.thanks(class)) }
        @if let Some(link) = link {
            @let label = link.labels.best(&words.language, &survey.locale);
            @if frame::is_whole(&link.address) {
                p.ending { a href=(link.address) rel="noopener" target=[frame.map(|_| "_blank")] { (label) } }
            } @else if frame.is_some() {
                p.ending { a data-path=(link.address) rel="noopener" target="_blank" hidden { (label) } }
            }
        }
    };
    let layout = Layout { frame, answered: Some(score), left, ..Layout::default() };
    page(survey, words, &layout, style, &content)
}

/// The page for somebody who was asked a short while ago.
pub fn later(survey: &Survey, words: &Wording, frame: Option<Mode>, style: &str) -> String {
    let content = html! {
        h1 role="status" { (not_now::text(&words.language)) }
    };
    page(survey, words, &Layout { frame, ..Layout::default() }, style, &content)
}

/// The page for somebody whose link leads nowhere, or whose answer cannot be taken now.
pub fn refusal(
    survey: &Survey,
    words: &Wording,
    sentence: &str,
    frame: Option<Mode>,
    style: &str,
) -> String {
    let content = html! {
        h1 role="alert" { (sentence) }
    };
    page(survey, words, &Layout { frame, ..Layout::default() }, style, &content)
}

/// A whole page.
pub fn page(
    survey: &Survey,
    words: &Wording,
    layout: &Layout<'_>,
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
            @match layout.frame {
                Some(mode) => (framed(survey, words, (layout, mode), content)),
                None => body data-look=(survey.brand.look.name()) {
                    main.done[layout.answered.is_some()] {
                        (frame::brand(&survey.brand, false))
                        (content)
                    }
                }
            }
        }
    }
    .into_string()
}

fn framed(
    survey: &Survey,
    words: &Wording,
    (layout, mode): (&Layout<'_>, Mode),
    content: &Markup,
) -> Markup {
    let asks = layout.waits.is_some();
    html! {
        body.in-frame data-mode=(mode.name()) data-look=(survey.brand.look.name()) data-radius=(survey.brand.radius_px)
            data-answered=[layout.answered] data-left=[layout.left.then_some("1")]
            data-waits=[layout.waits] {
            @if asks && mode == Mode::Button { (frame::edge(words)) }
            main.done[layout.answered.is_some()] {
                @if asks && !matches!(mode, Mode::Inline | Mode::Modal) {
                    p.said aria-live="polite" data-line=(words.get(TextKey::Announce)) {}
                }
                (frame::brand(&survey.brand, true))
                (content)
                (frame::cross(words))
            }
            script { (PreEscaped(SCRIPT)) }
        }
    }
}
