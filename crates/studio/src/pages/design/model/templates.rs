//! Documents to begin with.

use outoften_core::fatigue::{Policy, Profile};
use outoften_core::survey::{Kind, Metric, Survey};

/// Which template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateName {
    /// Recommending, about everything.
    Whole,
    /// Recommending, about a part of the journey.
    Phase,
    /// Recommending, after a purchase.
    Purchase,
    /// Recommending, after a conversation with the team.
    Support,
    /// Effort.
    Effort,
    /// Satisfaction.
    Satisfaction,
    /// Attachment.
    Missing,
}

/// A document to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Which one.
    pub name: TemplateName,
    metric: Metric,
    kind: Kind,
    touchpoint: Option<&'static str>,
    profile: Profile,
    /// Metrics other than recommending wait apart from it.
    group: Option<&'static str>,
    delay_ms: u32,
}

const WHOLE: Template = Template {
    name: TemplateName::Whole,
    metric: Metric::Nps,
    kind: Kind::Relational,
    touchpoint: None,
    profile: Profile::Strict,
    group: None,
    delay_ms: 5_000,
};

const PURCHASE: Template = Template {
    name: TemplateName::Purchase,
    kind: Kind::Transactional,
    touchpoint: Some("your order"),
    profile: Profile::Transactional,
    delay_ms: 2_000,
    ..WHOLE
};

/// All templates, the usual one first.
pub const ALL: [Template; 7] = [
    WHOLE,
    Template {
        name: TemplateName::Phase,
        kind: Kind::Phase,
        touchpoint: Some("getting started"),
        delay_ms: 8_000,
        ..WHOLE
    },
    PURCHASE,
    Template {
        name: TemplateName::Support,
        touchpoint: Some("talking to our team"),
        delay_ms: 1_000,
        ..PURCHASE
    },
    Template {
        name: TemplateName::Effort,
        metric: Metric::Ces2,
        touchpoint: None,
        group: Some("effort"),
        delay_ms: 1_000,
        ..PURCHASE
    },
    Template {
        name: TemplateName::Satisfaction,
        metric: Metric::Csat,
        touchpoint: Some("your order"),
        group: Some("satisfaction"),
        ..PURCHASE
    },
    Template {
        name: TemplateName::Missing,
        metric: Metric::Fxf,
        profile: Profile::Yearly,
        group: Some("attachment"),
        ..WHOLE
    },
];

impl Template {
    /// Puts the template's values into a document; brand and own wordings stay.
    pub fn apply(&self, survey: &mut Survey) {
        survey.metric = self.metric;
        survey.kind = self.kind;
        survey.touchpoint = self.touchpoint.map(str::to_owned);
        survey.fatigue = self.policy();
        survey.triggers.delay_ms = self.delay_ms;
    }

    /// Whether a document asks the template's question by the template's rule.
    pub fn matches(&self, survey: &Survey) -> bool {
        survey.metric == self.metric
            && survey.kind == self.kind
            && survey.touchpoint.as_deref() == self.touchpoint
            && survey.fatigue == self.policy()
    }

    fn policy(&self) -> Policy {
        let mut policy = Policy::of(self.profile);
        if let Some(group) = self.group {
            policy.group = group.to_owned();
        }
        policy
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
    use crate::document::draft::flaw;

    #[test]
    fn every_template_gives_a_document_without_flaw_and_keeps_the_brand() {
        for template in ALL {
            let mut survey = first();
            template.apply(&mut survey);
            assert_eq!(flaw(&survey), None, "{:?}", template.name);
            assert_eq!(survey.brand, first().brand);
            let taken = ALL.iter().filter(|other| other.matches(&survey)).count();
            assert_eq!(taken, 1, "{:?}", template.name);
        }
    }
}
