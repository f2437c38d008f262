//! What repairs a finding in one step.

use crate::fatigue::{Policy, Profile};
use crate::survey::{Survey, TextKey, Texts};

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
    /// `https` in the logo's address.
    SecureLogo,
    /// `https` in the address that answers go to.
    SecureEndpoint,
    /// Wait this long before the card comes, in milliseconds.
    Delay(u32),
}

impl Remedy {
    /// Repairs the document.
    pub fn apply(&self, survey: &mut Survey) {
        match self {
            Self::UseReady { language, key } => {
                change(survey, language, |texts| texts.remove(*key));
            }
            Self::SwapEnds { language } => change(survey, language, swap_ends),
            Self::WaitAs(profile) => {
                survey.fatigue.cooldown = Policy::of(*profile).cooldown;
            }
            Self::Color(color) => survey.brand.color.clone_from(color),
            Self::SecureLogo => survey.brand.logo = survey.brand.logo.take().map(secured),
            Self::SecureEndpoint => survey.endpoint = survey.endpoint.take().map(secured),
            Self::Delay(delay_ms) => survey.triggers.delay_ms = *delay_ms,
        }
    }
}

fn change(survey: &mut Survey, language: &str, change: impl FnOnce(&mut Texts)) {
    let mut texts = survey.texts.get(language).cloned().unwrap_or_default();
    change(&mut texts);
    survey.texts.set(language, texts);
}

fn swap_ends(texts: &mut Texts) {
    let low = texts.get(TextKey::Low).map(str::to_owned);
    let high = texts.get(TextKey::High).map(str::to_owned);
    for (key, text) in [(TextKey::Low, high), (TextKey::High, low)] {
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
