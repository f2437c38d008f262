//! The list of texts a card is made of.

use super::document::Kind;
use crate::choices::choices;

choices! {
    /// One text of the card. Placeholders in braces are listed where a text may hold them.
    TextKey {
        QuestionRelational = "question_relational": "the question; {brand}",
        QuestionPhase = "question_phase": "the question; {brand}, {phase}",
        QuestionTransactional = "question_transactional": "the question; {brand}, {touchpoint}",
        Low = "low": "what 0 means",
        High = "high": "what 10 means",
        Score = "score": "how a score is spoken; {score}",
        WhyDetractor = "why_detractor": "asked after 0 to 6; {brand}",
        WhyPassive = "why_passive": "asked after 7 or 8; {brand}",
        WhyPromoter = "why_promoter": "asked after 9 or 10; {brand}",
        Optional = "optional": "beside the comment's question",
        Hint = "hint": "inside the empty comment box",
        Left = "left": "under the comment box; {left}",
        Send = "send": "the button that sends",
        Later = "later": "the button that asks again in some days",
        Never = "never": "the button that never asks again",
        Close = "close": "the spoken name of the closing cross",
        Thanks = "thanks": "after sending; {brand}",
        Announce = "announce": "spoken when the card has opened",
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
            _ => true,
        }
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
