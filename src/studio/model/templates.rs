//! Documents to begin with.

use outoften_core::fatigue::{Policy, Profile};
use outoften_core::survey::{Kind, Survey};

/// A document to begin with, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// What it is called.
    pub name: &'static str,
    /// When to take it.
    pub purpose: &'static str,
    kind: Kind,
    touchpoint: Option<&'static str>,
    profile: Profile,
    delay_ms: u32,
}

/// All templates, the usual one first.
pub const ALL: [Template; 4] = [
    Template {
        name: "The whole relationship",
        purpose: "Twice a year at most: how likely people are to recommend you.",
        kind: Kind::Relational,
        touchpoint: None,
        profile: Profile::Strict,
        delay_ms: 5_000,
    },
    Template {
        name: "One phase",
        purpose: "A part of the journey, such as getting started or renewing.",
        kind: Kind::Phase,
        touchpoint: Some("getting started"),
        profile: Profile::Strict,
        delay_ms: 8_000,
    },
    Template {
        name: "After a purchase",
        purpose: "Right after one interaction, at most every 90 days.",
        kind: Kind::Transactional,
        touchpoint: Some("your order"),
        profile: Profile::Transactional,
        delay_ms: 2_000,
    },
    Template {
        name: "After support",
        purpose: "When a conversation with your team has ended.",
        kind: Kind::Transactional,
        touchpoint: Some("talking to our team"),
        profile: Profile::Transactional,
        delay_ms: 1_000,
    },
];

impl Template {
    /// Puts the template's values into a document; brand and own wordings stay.
    pub fn apply(&self, survey: &mut Survey) {
        survey.kind = self.kind;
        survey.touchpoint = self.touchpoint.map(str::to_owned);
        survey.fatigue = Policy::of(self.profile);
        survey.triggers.delay_ms = self.delay_ms;
    }

    /// Whether a document asks the template's question by the template's rule.
    pub fn is_taken(&self, survey: &Survey) -> bool {
        survey.kind == self.kind
            && survey.touchpoint.as_deref() == self.touchpoint
            && survey.fatigue == Policy::of(self.profile)
    }
}

/// What the Studio shows before anybody designed anything.
pub fn first() -> Survey {
    let mut survey = Survey::new("alder-coffee");
    survey.brand.name = "Alder Coffee".to_owned();
    survey.brand.color = "#1d6b52".to_owned();
    survey
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::studio::model::draft::flaw;

    #[test]
    fn every_template_gives_a_document_without_flaw_and_keeps_the_brand() {
        for template in ALL {
            let mut survey = first();
            template.apply(&mut survey);
            assert_eq!(flaw(&survey), None, "{}", template.name);
            assert_eq!(survey.brand, first().brand);
            let taken = ALL.iter().filter(|other| other.is_taken(&survey)).count();
            assert_eq!(taken, 1, "{}", template.name);
        }
    }
}
