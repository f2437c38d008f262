//! The rules, with their severities and their sentences.

use crate::choices::choices;

choices! {
    /// What a finding is about.
    Rule {
        UnknownPlaceholder = "unknown_placeholder": "a word in braces that nothing takes the place of",
        ReversedEnds = "reversed_ends": "the worst end is worded as the best",
        MissingTranslation = "missing_translation": "a language that is neither ready nor complete",
        LostNumber = "lost_number": "a text without the number it is about",
        NobodyAsked = "nobody_asked": "nobody can ever be asked",
        NoPageFits = "no_page_fits": "a pattern that no page can fit",
        BrokenPattern = "broken_pattern": "a regular expression that cannot be read",
        ReviewGating = "review_gating": "only promoters are sent to review sites",
        HappyOnly = "happy_only": "only people who are content are asked",
        CookieUnasked = "cookie_unasked": "a cookie without consent",
        Untranslated = "untranslated": "a label without a language that the survey speaks",
        ShortWait = "short_wait": "people are asked again within half a year",
        ColoredScale = "colored_scale": "the scale's colours say which answer is wished for",
        LeadingWords = "leading_words": "the question praises the brand",
        TwoQuestions = "two_questions": "two questions in one",
        PlainHttp = "plain_http": "an address without https",
        Incentive = "incentive": "a reward is promised",
        TooLong = "too_long": "too long for a narrow phone",
        PaleColor = "pale_color": "a brand colour that cannot be seen on the card",
        TooManyQuestions = "too_many_questions": "reasons, words and an address after one score",
        ContactForAll = "contact_for_all": "everybody is asked for an address",
        NoTouchpoint = "no_touchpoint": "a question about one thing that does not say which",
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

impl Severity {
    /// The word used in JSON and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

impl Rule {
    /// How bad it is.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::UnknownPlaceholder
            | Self::ReversedEnds
            | Self::MissingTranslation
            | Self::LostNumber
            | Self::NobodyAsked
            | Self::NoPageFits
            | Self::BrokenPattern => Severity::Problem,
            Self::ReviewGating
            | Self::HappyOnly
            | Self::CookieUnasked
            | Self::Untranslated
            | Self::ShortWait
            | Self::ColoredScale
            | Self::LeadingWords
            | Self::TwoQuestions
            | Self::PlainHttp
            | Self::Incentive => Severity::Warning,
            Self::TooLong
            | Self::PaleColor
            | Self::TooManyQuestions
            | Self::ContactForAll
            | Self::NoTouchpoint
            | Self::NoName
            | Self::Hasty => Severity::Advice,
        }
    }

    /// What it means and what to do, in English.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::UnknownPlaceholder => {
                "A word in braces stays as it is, because nothing takes its place here."
            }
            Self::ReversedEnds => "The ends are swapped: each end has to say what its score means.",
            Self::MissingTranslation => {
                "This language has no ready wording, and own texts are missing: visitors would see gaps."
            }
            Self::ReviewGating => {
                "Only the happy are sent there. Send everybody or nobody: rules of review sites forbid the rest."
            }
            Self::LostNumber => {
                "The number is missing: scores would be spoken alike, a counter would not count."
            }
            Self::NobodyAsked => "With these settings, nobody is ever asked.",
            Self::NoPageFits => {
                "No page can fit this pattern. It is compared with the path alone, from its first slash on."
            }
            Self::BrokenPattern => {
                "Browsers cannot read this regular expression: a bracket, an escape or a repetition is incomplete."
            }
            Self::HappyOnly => {
                "Only people who are already content are asked: the result will look better than it is."
            }
            Self::CookieUnasked => {
                "The survey sets a cookie without asking. In the European Union that takes consent."
            }
            Self::Untranslated => {
                "This label lacks a language that the survey speaks: visitors would read it in another."
            }
            Self::TooManyQuestions => {
                "Reasons, words and an address after one score are too much. Leave one of them out."
            }
            Self::ContactForAll => {
                "Everybody is asked for an address. Ask those whom you will write to: the unhappy."
            }
            Self::NoTouchpoint => {
                "The question is about one thing, but does not say which: name it, such as “your order”."
            }
            Self::ShortWait => {
                "People are asked again too soon. Wait half a year, so that they stay willing to answer."
            }
            Self::ColoredScale => {
                "Red, amber and green say which answer is wished for: people answer differently. Leave the colours out."
            }
            Self::LeadingWords => {
                "The wording praises you, which pushes scores up. Ask without judging."
            }
            Self::TwoQuestions => {
                "Two questions in one: nobody can tell which one a score answers."
            }
            Self::PlainHttp => "An address without https: browsers block it on secure pages.",
            Self::Incentive => {
                "A reward is mentioned. Give it for any answer, and say so here and in the report."
            }
            Self::TooLong => "Too long for a narrow phone: it will fill the screen.",
            Self::PaleColor => {
                "The brand colour is hard to see on the card, so a darker or lighter shade is used."
            }
            Self::NoName => "The question says “us”. Your name makes clear who is asking.",
            Self::Hasty => {
                "The card appears before anybody has seen the page. Give people a few seconds."
            }
        }
    }
}
