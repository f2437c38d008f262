//! The words of one card: one language, everything but the counters filled in.

use super::document::Survey;
use super::text_key::TextKey;
use super::texts::{Texts, fill};
use crate::language;
use crate::score::{Class, Score};

/// What the card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The BCP 47 tag of the texts.
    pub language: String,
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
        for (key, text) in own.iter() {
            let asked = key == TextKey::question(survey.kind);
            texts.set(if asked { TextKey::QuestionRelational } else { key }, fill(text, &values));
        }
        Self { language, texts }
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

    /// How a score is spoken; the ends carry their meaning.
    #[must_use]
    pub fn spoken(&self, score: Score) -> String {
        let mut spoken = fill(
            self.get(TextKey::Score),
            &[("score", score.digits()), ("top", Score::MAX.digits())],
        );
        let end = match score {
            Score::MIN => self.get(TextKey::Low),
            Score::MAX => self.get(TextKey::High),
            _ => "",
        };
        if !end.is_empty() {
            spoken.push_str(", ");
            spoken.push_str(end);
        }
        spoken
    }

    /// How many characters are left.
    #[must_use]
    pub fn left(&self, left: usize) -> String {
        fill(self.get(TextKey::Left), &[("left", &left.to_string())])
    }

    /// Whether the language is read from right to left.
    #[must_use]
    pub fn is_rtl(&self) -> bool {
        language::is_rtl(&self.language)
    }
}
