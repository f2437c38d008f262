//! The words of one card: one language, everything but the counters filled in.

use super::document::Survey;
use super::text_key::TextKey;
use super::texts::{Texts, fill};
use crate::decimal::place;
use crate::language;
use crate::metric::Metric;
use crate::score::{Class, Score};

/// What the card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The BCP 47 tag of the texts.
    pub language: String,
    metric: Metric,
    texts: Texts,
}

impl Wording {
    pub(super) fn new(survey: &Survey, language: String) -> Self {
        // Without one the question is about the whole brand, never about nothing.
        let touchpoint = survey.touchpoint.as_deref().unwrap_or(&survey.brand.name);
        let values = [
            ("brand", survey.brand.name.as_str()),
            ("phase", touchpoint),
            ("touchpoint", touchpoint),
        ];
        let own = survey.texts.get(&language).cloned().unwrap_or_default();
        let mut texts = Texts::default();
        for (key, text) in own.iter().filter(|(key, _)| key.is_asked_by(survey)) {
            texts.set(key.place(survey.metric), fill(text, &values));
        }
        Self { language, metric: survey.metric, texts }
    }

    /// The text of this key; empty when the document lacks it.
    #[must_use]
    pub fn get(&self, key: TextKey) -> &str {
        self.texts.get(key).unwrap_or_default()
    }

    /// The question that is asked.
    #[must_use]
    pub fn question(&self) -> &str {
        self.get(TextKey::QuestionRelational)
    }

    /// The open question after a score of this class.
    #[must_use]
    pub fn why(&self, class: Class) -> &str {
        self.get(match class {
            Class::Detractor => TextKey::WhyDetractor,
            Class::Passive => TextKey::WhyPassive,
            Class::Promoter => TextKey::WhyPromoter,
        })
    }

    /// The thank-you after a score of this class.
    #[must_use]
    pub fn thanks(&self, class: Class) -> &str {
        let own = self.texts.get(match class {
            Class::Detractor => TextKey::ThanksDetractor,
            Class::Passive => TextKey::ThanksPassive,
            Class::Promoter => TextKey::ThanksPromoter,
        });
        own.unwrap_or_else(|| self.get(TextKey::Thanks))
    }

    /// How a score is spoken; the ends carry their meaning.
    #[must_use]
    pub fn spoken(&self, score: Score) -> String {
        let (lowest, highest) = self.metric.scale();
        let top = Score::new(highest).unwrap_or(Score::MAX);
        let values = [("score", score.digits()), ("top", top.digits())];
        let mut spoken = fill(self.get(TextKey::Score), &values);
        let end = match score.get() {
            value if value == lowest => self.get(TextKey::Low),
            value if value == highest => self.get(TextKey::High),
            _ => "",
        };
        if !end.is_empty() {
            spoken.push_str(", ");
            spoken.push_str(end);
        }
        spoken
    }

    /// That this score was chosen.
    #[must_use]
    pub fn chose(&self, score: Score) -> String {
        // A document that was completed before there was this text has none.
        let text = self.texts.get(TextKey::Chose).unwrap_or("{score}");
        fill(text, &[("score", score.digits())])
    }

    /// How many characters are left.
    #[must_use]
    pub fn left(&self, left: usize) -> String {
        fill(self.get(TextKey::Left), &[("left", &place(left))])
    }

    /// Whether the language is read from right to left.
    #[must_use]
    pub fn is_rtl(&self) -> bool {
        language::is_rtl(&self.language)
    }
}
