//! The page with the question. Native radios and checkboxes in labelled groups, the questions that
//! fit the chosen score, no script needed.

use maud::{Markup, html};
use outoften_core::survey::{Drivers, Mode, Survey, TextKey, Wording};
use outoften_core::wire::COMMENT_MAX_CHARS;
use outoften_core::{Class, Score};
use sha2::{Digest, Sha256};

use super::frame;
use super::layout::{self, Layout};
use crate::intake::FormFields;

/// What a form carries from its GET to its POST.
#[derive(Clone, Debug, Default)]
pub struct CarriedForm {
    /// Names and values of the hidden fields.
    pub fields: Vec<(&'static str, String)>,
    /// The score that is selected when the page opens.
    pub score: Option<Score>,
    /// What was filled in before an error.
    pub filled: FilledFields,
    /// What was wrong with the last try.
    pub error: Option<String>,
    /// How the page stands in a frame, if in one.
    pub frame: Option<Mode>,
    /// For the page around the frame: how long this survey waits after each outcome.
    pub waits: Option<String>,
}

/// What a person filled in besides the score.
#[derive(Clone, Debug, Default)]
pub struct FilledFields {
    pub comment: String,
    /// Ids of the ticked reasons.
    pub drivers: Vec<String>,
    /// The address to write to.
    pub address: String,
    /// Whether writing is allowed.
    pub agreed: bool,
}

impl FilledFields {
    /// What was sent, to be shown again.
    pub fn of(fields: &FormFields) -> Self {
        Self {
            comment: fields.value("comment").unwrap_or_default().to_owned(),
            drivers: fields.all("driver").map(str::to_owned).collect(),
            address: fields.value("address").unwrap_or_default().to_owned(),
            agreed: fields.value("agree").is_some(),
        }
    }
}

/// The page with the question.
pub fn page(survey: &Survey, words: &Wording, carried: &CarriedForm, style: &str) -> String {
    let (lowest, highest) = survey.metric.scale();
    let content = html! {
        form method="post" accept-charset="utf-8" {
            @if let Some(error) = &carried.error {
                p.error role="alert" { (error) }
            }
            @for (name, value) in &carried.fields {
                input type="hidden" name=(name) value=(value);
            }
            fieldset.asked {
                legend { (words.question()) }
                div.rate {
                    div.scores data-steps=(survey.metric.scores().count())  {
                        @for score in survey.metric.scores() {
                            (radio(words, score, carried.score))
                        }
                    }
                    p.ends aria-hidden="true" {
                        @for (end, key) in [(lowest, TextKey::Low), (highest, TextKey::High)] {
                            span data-score=(end) { (words.get(key)) }
                        }
                    }
                }
            }
            @if let Some(drivers) = &survey.drivers {
                (reasons(survey, drivers, words, carried))
            }
            @for class in Class::ALL { (why(words, class)) }
            div.comment {
                textarea name="comment" rows="3" maxlength=(COMMENT_MAX_CHARS)
                    aria-label=(words.get(TextKey::Hint)) placeholder=(words.get(TextKey::Hint))
                    { (carried.filled.comment) }
            }
            @if let Some(contact) = &survey.contact {
                (address(words, &contact.classes, &carried.filled))
            }
            // People do not see it; programs that fill in every field do.
            div.trap aria-hidden="true" {
                input name="company" tabindex="-1" autocomplete="off";
            }
            div.actions {
                @if carried.frame.is_some() {
                    span.left data-line=(words.get(TextKey::Left)) {}
                }
                button.send { (words.get(TextKey::Send)) }
            }
            @if carried.frame.is_some() {
                // Whoever closes the frame with a score chosen leaves it.
                input type="hidden" name="left" value="1" disabled;
                (frame::choices(words))
            }
        }
    };
    let waits = carried.waits.as_deref();
    let layout = Layout { frame: carried.frame, waits, ..Layout::default() };
    layout::page(survey, words, &layout, style, &content)
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
            small { (words.get(TextKey::Optional)) }
        }
    }
}

/// The classes a block is shown for, as names of style classes.
fn names(classes: &[Class]) -> String {
    classes.iter().map(|class| class.name()).collect::<Vec<_>>().join(" ")
}

fn reasons(survey: &Survey, drivers: &Drivers, words: &Wording, carried: &CarriedForm) -> Markup {
    let mut options: Vec<_> = drivers.options.iter().collect();
    if drivers.shuffle {
        // The same order for one form, also after an error.
        let id = carried.fields.iter().find(|(name, _)| *name == "id");
        let id = id.map(|(_, id)| id.as_str()).unwrap_or_default();
        options.sort_by_cached_key(|option| Sha256::digest(format!("{id}\n{}", option.id)));
    }
    html! {
        fieldset class={ "extra reasons " (names(&drivers.classes)) } {
            legend { (words.get(TextKey::Drivers)) }
            div.ticks {
                @for option in options {
                    label.tick {
                        input type="checkbox" name="driver" value=(option.id)
                            checked[carried.filled.drivers.contains(&option.id)];
                        span { (option.labels.best(&words.language, &survey.locale)) }
                    }
                }
            }
        }
    }
}

fn address(words: &Wording, classes: &[Class], filled: &FilledFields) -> Markup {
    html! {
        fieldset class={ "extra contact " (names(classes)) } {
            legend { (words.get(TextKey::Contact)) }
            label.address {
                span { (words.get(TextKey::ContactAddress)) }
                input type="email" name="address" maxlength="254" autocomplete="email" dir="ltr"
                    value=(filled.address);
            }
            label.agree {
                input type="checkbox" name="agree" value="1" checked[filled.agreed];
                span { (words.get(TextKey::ContactAgree)) }
            }
        }
    }
}
