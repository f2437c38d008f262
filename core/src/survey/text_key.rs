//! The list of texts a card is made of.

use super::document::Kind;
use crate::choices::choices;

choices! {
    /// One text of the card. Placeholders in braces are listed where a text may hold them.
    TextKey {
        QuestionRelational = "question_relational": "the question; {brand}",
        QuestionPhase = "question_phase": "the question; {brand}, {phase}",
        QuestionTransactional = "question_transactional": "the question; {brand}, {touchpoint}",
        QuestionCes1 = "question_ces1": "the question; {brand}, {touchpoint}",
        QuestionCes2 = "question_ces2": "the statement to agree with; {brand}, {touchpoint}",
        QuestionCsat = "question_csat": "the question; {brand}, {touchpoint}",
        QuestionFxf = "question_fxf": "the question; {brand}, {touchpoint}",
        Low = "low": "what 0 means when asked to recommend",
        High = "high": "what 10 means when asked to recommend",
        LowCes1 = "low_ces1": "what 1 means: the least effort, which is the good end",
        HighCes1 = "high_ces1": "what 5 means: the most effort",
        LowCes2 = "low_ces2": "what 1 means: disagree",
        HighCes2 = "high_ces2": "what 7 means: agree",
        LowCsat = "low_csat": "what 1 means",
        HighCsat = "high_csat": "what 5 means",
        LowFxf = "low_fxf": "what 0 means",
        HighFxf = "high_fxf": "what 10 means",
        Score = "score": "how a score is spoken; {score}, {top}",
        WhyDetractor = "why_detractor": "asked of the unhappy; {brand}",
        WhyPassive = "why_passive": "asked after 7 or 8 of 10 when asked to recommend; {brand}",
        WhyPromoter = "why_promoter": "asked of the happy; {brand}",
        WhyMiddle = "why_middle": "asked of those between, of any other metric; {brand}",
        Drivers = "drivers": "above the reasons to pick; {brand}",
        Contact = "contact": "above the address; {brand}",
        ContactAddress = "contact_address": "the label of the address",
        ContactAgree = "contact_agree": "beside the tick; {brand}",
        ContactWrong = "contact_wrong": "an address without the tick, a tick without an address",
        Optional = "optional": "beside the comment's question",
        Hint = "hint": "inside the empty comment box",
        Left = "left": "under the comment box; {left}",
        Send = "send": "the button that sends",
        Later = "later": "the button that asks again in some days",
        Never = "never": "the button that never asks again",
        Close = "close": "the spoken name of the closing cross",
        Thanks = "thanks": "after sending; {brand}",
        ThanksDetractor = "thanks_detractor": "instead of it, to the unhappy; {brand}",
        ThanksPassive = "thanks_passive": "instead of it, to those between; {brand}",
        ThanksPromoter = "thanks_promoter": "instead of it, to the happy; {brand}",
        Announce = "announce": "spoken when the card has opened",
        Button = "button": "on the button at the edge that opens the card",
    }
}

impl TextKey {
    /// Whether a survey of this kind shows the text.
    #[must_use]
    pub fn is_asked_by(self, kind: Kind) -> bool {
        match self {
            Self::QuestionRelational | Self::QuestionPhase | Self::QuestionTransactional => {
                self == Self::question(kind)
            }
            // The other metrics, reasons, contact and the edge button: of no survey yet.
            Self::QuestionCes1
            | Self::QuestionCes2
            | Self::QuestionCsat
            | Self::QuestionFxf
            | Self::LowCes1
            | Self::HighCes1
            | Self::LowCes2
            | Self::HighCes2
            | Self::LowCsat
            | Self::HighCsat
            | Self::LowFxf
            | Self::HighFxf
            | Self::WhyMiddle
            | Self::Drivers
            | Self::Contact
            | Self::ContactAddress
            | Self::ContactAgree
            | Self::ContactWrong
            | Self::Button => false,
            _ => true,
        }
    }

    /// Whether every language has a ready wording of it. The others are a site's own, and what
    /// is absent falls back to [`TextKey::Thanks`].
    #[must_use]
    pub const fn is_ready(self) -> bool {
        !matches!(self, Self::ThanksDetractor | Self::ThanksPassive | Self::ThanksPromoter)
    }

    /// The question of this kind.
    #[must_use]
    pub const fn question(kind: Kind) -> Self {
        match kind {
            Kind::Relational => Self::QuestionRelational,
            Kind::Phase => Self::QuestionPhase,
            Kind::Transactional => Self::QuestionTransactional,
        }
    }
}
