//! What repairs a finding in one step.

use crate::fatigue::{Policy, Profile};
use crate::score::Class;
use crate::survey::{Consent, ContactRequest, Ending, Look, Survey, TextKey, Texts};

/// One step that repairs a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Take the ready wording instead of this own text.
    UseReady {
        /// The language tag.
        language: String,
        /// Which text.
        key: TextKey,
    },
    /// Turn the two ends round.
    SwapEnds {
        /// The language tag.
        language: String,
    },
    /// Take the waiting times of a profile; the group stays.
    WaitAs(Profile),
    /// Take this colour, the shade that is shown anyway.
    Color(String),
    /// Leave the colours out of the scale.
    PlainLook,
    /// `https` in the logo's address.
    SecureLogo,
    /// `https` in the address that answers go to.
    SecureEndpoint,
    /// Wait this long before the card comes, in milliseconds.
    Delay(u32),
    /// Ask every visitor who may be asked.
    AskAll,
    /// Ask whatever this condition says; its place in the list.
    DropCondition(usize),
    /// Take a pattern that pages can fit, in `include` and `exclude`.
    Page {
        /// The pattern that fits nothing.
        was: String,
        /// The one in its place.
        fits: String,
    },
    /// Ask for consent before anything is kept.
    AskConsent,
    /// Ask only the unhappy for an address.
    ContactUnhappy,
    /// Show the link of the happy to everybody.
    SameLinkForAll,
    /// Leave out the reasons where an address is asked for.
    FewerQuestions,
}

impl Remedy {
    /// Repairs the document.
    pub fn apply(&self, survey: &mut Survey) {
        match self {
            Self::UseReady { language, key } => {
                change(survey, language, |texts| texts.remove(*key));
            }
            Self::SwapEnds { language } => {
                let ends = (TextKey::low(survey.metric), TextKey::high(survey.metric));
                change(survey, language, |texts| swap(texts, ends));
            }
            Self::WaitAs(profile) => {
                survey.fatigue.cooldown = Policy::of(*profile).cooldown;
            }
            Self::Color(color) => survey.brand.color.clone_from(color),
            Self::PlainLook => survey.brand.look = Look::Plain,
            Self::SecureLogo => survey.brand.logo = survey.brand.logo.take().map(secured),
            Self::SecureEndpoint => survey.endpoint = survey.endpoint.take().map(secured),
            Self::Delay(delay_ms) => survey.triggers.delay_ms = *delay_ms,
            Self::AskAll => survey.sampling.percent = 100,
            Self::DropCondition(index) => {
                if *index < survey.targeting.len() {
                    survey.targeting.remove(*index);
                }
            }
            Self::Page { was, fits } => {
                let triggers = &mut survey.triggers;
                let patterns = triggers.include.iter_mut().chain(&mut triggers.exclude);
                patterns.filter(|pattern| *pattern == was).for_each(|it| it.clone_from(fits));
            }
            Self::AskConsent => survey.privacy.consent = Consent::Required,
            Self::ContactUnhappy => {
                survey.contact = Some(ContactRequest { classes: vec![Class::Detractor] });
            }
            Self::SameLinkForAll => same_link_for_all(survey),
            Self::FewerQuestions => fewer_questions(survey),
        }
    }
}

fn change(survey: &mut Survey, language: &str, change: impl FnOnce(&mut Texts)) {
    let mut texts = survey.texts.get(language).cloned().unwrap_or_default();
    change(&mut texts);
    survey.texts.set(language, texts);
}

fn swap(texts: &mut Texts, (low, high): (TextKey, TextKey)) {
    let (was_low, was_high) =
        (texts.get(low).map(str::to_owned), texts.get(high).map(str::to_owned));
    for (key, text) in [(low, was_high), (high, was_low)] {
        match text {
            Some(text) => texts.set(key, text),
            None => texts.remove(key),
        }
    }
}

fn secured(address: String) -> String {
    match address.strip_prefix("http://") {
        Some(rest) => format!("https://{rest}"),
        None => address,
    }
}

fn same_link_for_all(survey: &mut Survey) {
    let happy = survey.endings.of(Class::Promoter).and_then(|ending| ending.link.clone());
    for class in Class::ALL {
        survey.endings.of_mut(class).get_or_insert_with(Ending::default).link.clone_from(&happy);
    }
}

/// Reasons that nobody is left to be asked for go altogether.
fn fewer_questions(survey: &mut Survey) {
    let asked = survey.contact.as_ref().map_or(&[][..], |contact| &contact.classes);
    if let Some(drivers) = &mut survey.drivers {
        drivers.classes.retain(|class| !asked.contains(class));
    }
    survey.drivers = survey.drivers.take().filter(|drivers| !drivers.classes.is_empty());
}
