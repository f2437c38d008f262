//! The list of texts a card is made of, and which of them a survey needs.

use super::display::Mode;
use super::document::{Kind, Survey};
use crate::choices::choices;
use crate::metric::Metric;

choices! {
    /// One text of the card. Placeholders in braces are listed where a text may hold them.
    TextKey {
        QuestionRelational = "question_relational": "the question; {brand}",
        QuestionPhase = "question_phase": "the question; {brand}, {phase}",
        QuestionTransactional = "question_transactional": "the question; {brand}, {touchpoint}",
        QuestionCes1 = "question_ces1": "the question of CES 1.0; {brand}, {touchpoint}",
        QuestionCes2 = "question_ces2": "the statement of CES 2.0; {brand}, {touchpoint}",
        QuestionCsat = "question_csat": "the question of CSAT; {brand}, {touchpoint}",
        QuestionFxf = "question_fxf": "the question of FXF; {brand}, {touchpoint}",
        Low = "low": "what 0 means",
        High = "high": "what 10 means",
        LowCes1 = "low_ces1": "what 1 means in CES 1.0",
        HighCes1 = "high_ces1": "what 5 means in CES 1.0",
        LowCes2 = "low_ces2": "what 1 means in CES 2.0",
        HighCes2 = "high_ces2": "what 7 means in CES 2.0",
        LowCsat = "low_csat": "what 1 means in CSAT",
        HighCsat = "high_csat": "what 5 means in CSAT",
        LowFxf = "low_fxf": "what 0 means in FXF",
        HighFxf = "high_fxf": "what 10 means in FXF",
        Score = "score": "how a score is spoken; {score}, {top}",
        Chose = "chose": "in place of the question once it is answered; {score}",
        Change = "change": "beside it: brings the question back",
        WhyDetractor = "why_detractor": "asked of who is unhappy; {brand}",
        WhyPassive = "why_passive": "asked after 7 or 8 of recommending; {brand}",
        WhyMiddle = "why_middle": "asked in the middle of any other metric; {brand}",
        WhyPromoter = "why_promoter": "asked of who is happy; {brand}",
        Optional = "optional": "beside the comment's question",
        Hint = "hint": "inside the empty comment box",
        Left = "left": "under the comment box; {left}",
        Drivers = "drivers": "above the list of reasons; {brand}",
        Contact = "contact": "above the request for an address; {brand}",
        ContactAddress = "contact_address": "the name of the address field",
        ContactAgree = "contact_agree": "beside the tick that allows writing; {brand}",
        ContactWrong = "contact_wrong": "when only one of address and tick is there",
        Send = "send": "the button that sends",
        Later = "later": "the button that asks again in some days",
        Never = "never": "the button that never asks again",
        Close = "close": "the spoken name of the closing cross",
        Button = "button": "the label of the edge button",
        Thanks = "thanks": "after sending; {brand}",
        ThanksDetractor = "thanks_detractor": "the same, to who is unhappy; optional",
        ThanksPassive = "thanks_passive": "the same, to who is in the middle; optional",
        ThanksPromoter = "thanks_promoter": "the same, to who is happy; optional",
        Announce = "announce": "spoken when the card has opened",
    }
}

impl TextKey {
    /// Whether this survey shows the text.
    #[must_use]
    pub fn is_asked_by(self, survey: &Survey) -> bool {
        let metric = survey.metric;
        match self {
            Self::QuestionRelational
            | Self::QuestionPhase
            | Self::QuestionTransactional
            | Self::QuestionCes1
            | Self::QuestionCes2
            | Self::QuestionCsat
            | Self::QuestionFxf => self == Self::question(metric, survey.kind),
            Self::Low | Self::LowCes1 | Self::LowCes2 | Self::LowCsat | Self::LowFxf => {
                self == Self::low(metric)
            }
            Self::High | Self::HighCes1 | Self::HighCes2 | Self::HighCsat | Self::HighFxf => {
                self == Self::high(metric)
            }
            Self::WhyPassive | Self::WhyMiddle => self == Self::middle(metric),
            Self::Drivers => survey.drivers.is_some(),
            Self::Contact | Self::ContactAddress | Self::ContactAgree | Self::ContactWrong => {
                survey.contact.is_some()
            }
            Self::Button => survey.display.mode == Mode::Button,
            _ => true,
        }
    }

    /// Whether a card is complete without the text: such texts have no ready wording.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::ThanksDetractor | Self::ThanksPassive | Self::ThanksPromoter)
    }

    /// The question of this metric; only recommending has one for each kind.
    #[must_use]
    pub const fn question(metric: Metric, kind: Kind) -> Self {
        match (metric, kind) {
            (Metric::Nps, Kind::Relational) => Self::QuestionRelational,
            (Metric::Nps, Kind::Phase) => Self::QuestionPhase,
            (Metric::Nps, Kind::Transactional) => Self::QuestionTransactional,
            (Metric::Ces1, _) => Self::QuestionCes1,
            (Metric::Ces2, _) => Self::QuestionCes2,
            (Metric::Csat, _) => Self::QuestionCsat,
            (Metric::Fxf, _) => Self::QuestionFxf,
        }
    }

    /// What the lowest answer of this metric means.
    #[must_use]
    pub const fn low(metric: Metric) -> Self {
        match metric {
            Metric::Nps => Self::Low,
            Metric::Ces1 => Self::LowCes1,
            Metric::Ces2 => Self::LowCes2,
            Metric::Csat => Self::LowCsat,
            Metric::Fxf => Self::LowFxf,
        }
    }

    /// What the highest answer of this metric means.
    #[must_use]
    pub const fn high(metric: Metric) -> Self {
        match metric {
            Metric::Nps => Self::High,
            Metric::Ces1 => Self::HighCes1,
            Metric::Ces2 => Self::HighCes2,
            Metric::Csat => Self::HighCsat,
            Metric::Fxf => Self::HighFxf,
        }
    }

    /// The open question after an answer in the middle.
    const fn middle(metric: Metric) -> Self {
        match metric {
            Metric::Nps => Self::WhyPassive,
            _ => Self::WhyMiddle,
        }
    }

    /// The place in the card that the text takes, whatever the metric: the key that is shown.
    pub(super) fn place(self, metric: Metric) -> Self {
        match self {
            Self::QuestionPhase
            | Self::QuestionTransactional
            | Self::QuestionCes1
            | Self::QuestionCes2
            | Self::QuestionCsat
            | Self::QuestionFxf => Self::QuestionRelational,
            key if key == Self::low(metric) => Self::Low,
            key if key == Self::high(metric) => Self::High,
            Self::WhyMiddle => Self::WhyPassive,
            key => key,
        }
    }
}
