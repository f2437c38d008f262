//! The rules, with their severities and their sentences.

use crate::choices::choices;

choices! {
    /// What a finding is about.
    Rule {
        UnknownPlaceholder = "unknown_placeholder": "a word in braces that nothing takes the place of",
        ReversedEnds = "reversed_ends": "the worst end is worded as the best",
        MissingTranslation = "missing_translation": "a language that is neither ready nor complete",
        ReviewGating = "review_gating": "only promoters are sent to review sites",
        ShortWait = "short_wait": "people are asked again within half a year",
        LeadingWords = "leading_words": "the question praises the brand",
        TwoQuestions = "two_questions": "two questions in one",
        PlainHttp = "plain_http": "an address without https",
        Incentive = "incentive": "a reward is promised",
        TooLong = "too_long": "too long for a narrow phone",
        PaleColor = "pale_color": "a brand colour that cannot be seen on the card",
        NoName = "no_name": "the brand has no name",
        Hasty = "hasty": "the card comes before anybody has seen the page",
    }
}

/// How bad a finding is, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Visitors will see something broken, or the answers will be wrong.
    Problem,
    /// Answers will be biased, or people annoyed.
    Warning,
    /// Could be better.
    Advice,
}

impl Rule {
    /// How bad it is.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::UnknownPlaceholder | Self::ReversedEnds | Self::MissingTranslation => {
                Severity::Problem
            }
            Self::ReviewGating
            | Self::ShortWait
            | Self::LeadingWords
            | Self::TwoQuestions
            | Self::PlainHttp
            | Self::Incentive => Severity::Warning,
            Self::TooLong | Self::PaleColor | Self::NoName | Self::Hasty => Severity::Advice,
        }
    }

    /// What it means and what to do, in English.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::UnknownPlaceholder => {
                "A word in braces stays as it is, because nothing takes its place here."
            }
            Self::ReversedEnds => {
                "The ends are turned round: 0 has to be the worst and 10 the best."
            }
            Self::MissingTranslation => {
                "This language has no ready wording, and own texts are missing: visitors would see gaps."
            }
            Self::ReviewGating => {
                "Only promoters are sent to review sites. Ask everybody or nobody: rules of review sites forbid the rest."
            }
            Self::ShortWait => {
                "People are asked again too soon. Half a year between two asks keeps them willing."
            }
            Self::LeadingWords => {
                "The wording praises you, which pushes scores up. Ask without judging."
            }
            Self::TwoQuestions => {
                "Two questions in one: nobody can tell which one a score answers."
            }
            Self::PlainHttp => "An address without https: browsers block it on secure pages.",
            Self::Incentive => {
                "A reward is mentioned. Give it for any answer alike, and say so in the report."
            }
            Self::TooLong => "Too long for a narrow phone: it will fill the screen.",
            Self::PaleColor => {
                "The brand colour is hard to see on the card, so a darker or lighter shade is used."
            }
            Self::NoName => "The question says “us”. Your name makes clear who is asking.",
            Self::Hasty => {
                "The card comes before anybody has seen the page. Give people a few seconds."
            }
        }
    }
}
