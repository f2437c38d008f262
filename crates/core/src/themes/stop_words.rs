//! Words that cannot begin or end a theme: short lists of function words for English, Spanish and
//! Macedonian, compiled for this project.
//!
//! Negations (no, never, without; sin, nunca; не, без) and words of praise or blame stay out of
//! the lists: they are the point of a comment. The Macedonian list awaits a native reader.

use std::collections::HashSet;

use super::words::normalised;

const ENGLISH: &str = include_str!("../../data/stopwords_en.txt");
const SPANISH: &str = include_str!("../../data/stopwords_es.txt");
const MACEDONIAN: &str = include_str!("../../data/stopwords_mk.txt");

/// The stop words of a language and whether its articles are suffixes.
#[derive(Clone, Debug, Default)]
pub struct StopWords {
    words: HashSet<String>,
    /// Macedonian: forms of a word differ at their end (услуга, услугата) and are counted as one.
    pub(super) suffix_articles: bool,
}

impl StopWords {
    /// By language tag (`en`, `es-MX`, `mk`); an empty list for languages without one, where
    /// every word may begin a theme.
    ///
    /// ```
    /// use outoften_core::themes::StopWords;
    /// let spanish = StopWords::of_language("es-MX");
    /// assert!(spanish.contains("para") && !spanish.contains("sin"));
    /// assert!(!StopWords::of_language("fi").contains("ja"));
    /// ```
    #[must_use]
    pub fn of_language(tag: &str) -> Self {
        let language = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let list = match language.as_str() {
            "en" => ENGLISH,
            "es" => SPANISH,
            "mk" => MACEDONIAN,
            _ => "",
        };
        Self {
            words: list.split_whitespace().map(normalised).collect(),
            suffix_articles: language == "mk",
        }
    }

    /// Whether the word, in lower case, cannot begin or end a theme.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negations_and_judgements_are_not_stop_words() {
        for (language, words) in [
            ("en", "no not never nothing without problem good help new work page website don't"),
            ("es", "no nunca nada sin mal bueno trabajo tiempo ni problema"),
            ("mk", "не без никогаш ништо добро лошо проблем"),
        ] {
            let list = StopWords::of_language(language);
            for word in words.split(' ') {
                assert!(!list.contains(word), "{language}: {word}");
            }
        }
    }

    #[test]
    fn every_list_is_short_and_without_repeats() {
        for list in [ENGLISH, SPANISH, MACEDONIAN] {
            let words: Vec<_> = list.split_whitespace().collect();
            let different: HashSet<_> = words.iter().collect();
            assert_eq!(words.len(), different.len());
            assert!((100..=230).contains(&words.len()), "{}", words.len());
        }
    }
}
