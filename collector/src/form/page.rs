//! The hosted pages: the question and the thanks. Native radios in a labelled group, the open
//! question of the class that fits the chosen score, no script needed.

use std::fmt::Write as _;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use outoften_core::color::{Accent, Color};
use outoften_core::survey::{Survey, TextKey, Theme, Wording};
use outoften_core::wire::COMMENT_MAX_CHARS;
use outoften_core::{Class, Score};

/// Tells the page around the frame its height, that it was closed, that it was answered.
pub const SCRIPT: &str = include_str!("form.js");

/// What a form carries from its GET to its POST.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// Names and values of the hidden fields.
    pub fields: Vec<(&'static str, String)>,
    /// The score that is selected when the page opens.
    pub score: Option<Score>,
    /// What was written before an error.
    pub comment: String,
    /// What was wrong with the last try.
    pub error: Option<String>,
    /// Whether the page stands in a frame.
    pub in_frame: bool,
    /// For the page around the frame: how long this survey waits after each outcome.
    pub waits: Option<String>,
}

/// The page with the question.
pub fn question(survey: &Survey, words: &Wording, carried: &Carried, style: &str) -> String {
    let content = html! {
        form method="post" accept-charset="utf-8" {
            @if let Some(error) = &carried.error {
                p.error role="alert" { (error) }
            }
            @for (name, value) in &carried.fields {
                input type="hidden" name=(name) value=(value);
            }
            fieldset {
                legend { (words.question()) }
                div.scores { @for score in survey.metric.scores() { (radio(words, score, carried.score)) } }
                p.ends aria-hidden="true" {
                    span { "0 – " (words.get(TextKey::Low)) }
                    span { "10 – " (words.get(TextKey::High)) }
                }
            }
            @for class in Class::ALL { (why(words, class)) }
            div.comment {
                textarea name="comment" rows="4" maxlength=(COMMENT_MAX_CHARS)
                    aria-label=(words.get(TextKey::Hint)) placeholder=(words.get(TextKey::Hint))
                    { (carried.comment) }
            }
            // People do not see it; programs that fill in every field do.
            div.trap aria-hidden="true" {
                input name="company" tabindex="-1" autocomplete="off";
            }
            div.actions {
                button.send { (words.get(TextKey::Send)) }
                @if carried.in_frame {
                    button.close type="button" { (words.get(TextKey::Close)) }
                }
            }
        }
    };
    let shell =
        Shell { in_frame: carried.in_frame, waits: carried.waits.as_deref(), answered: None };
    page(survey, words, &shell, style, &content)
}

/// The page after the answer.
pub fn thanks(
    survey: &Survey,
    words: &Wording,
    score: Score,
    in_frame: bool,
    style: &str,
) -> String {
    let content = html! {
        h1 role="status" { (words.get(TextKey::Thanks)) }
        @if in_frame {
            div.actions { button.close type="button" { (words.get(TextKey::Close)) } }
        }
    };
    page(survey, words, &Shell { in_frame, waits: None, answered: Some(score) }, style, &content)
}

fn radio(words: &Wording, score: Score, selected: Option<Score>) -> Markup {
    html! {
        label.score {
            input type="radio" name="score" value=(score) required
                aria-label=(words.spoken(score)) checked[selected == Some(score)];
            span aria-hidden="true" { (score) }
        }
    }
}

fn why(words: &Wording, class: Class) -> Markup {
    html! {
        p class={ "why " (class.name()) } {
            strong { (words.why(class)) } " "
            small { "(" (words.get(TextKey::Optional)) ")" }
        }
    }
}

/// What the body says to the script in a frame.
struct Shell<'a> {
    in_frame: bool,
    waits: Option<&'a str>,
    answered: Option<Score>,
}

fn page(
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

/// The page's style: the fixed part and the brand's. No text of the document gets in except
/// colours and a number, so nothing can close the element.
pub fn style(survey: &Survey) -> String {
    let brand = Color::parse(&survey.brand.color).unwrap_or(Color::BLACK);
    let accent = |surface| {
        let accent = Accent::of(brand, surface);
        format!("--fill:{};--on-fill:{}", accent.fill.to_hex(), accent.text.to_hex())
    };
    let light =
        format!(":root{{{};--radius:{}px}}", accent(Color::LIGHT_SURFACE), survey.brand.radius_px);
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
    style + &shown_questions()
}

/// Shows the open question that fits the selected score. Which score is in which class only the
/// core knows.
fn shown_questions() -> String {
    let selectors = Score::all()
        .map(|score| format!("form:has([value=\"{score}\"]:checked) .{}", score.class().name()));
    format!("{}{{display:block}}", selectors.collect::<Vec<_>>().join(","))
}
