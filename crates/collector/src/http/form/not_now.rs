//! The sentence for somebody whose personal link comes too early, in every language of the cards.
//!
//! Only the hosted form says this: a card that must wait is not shown at all.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::languages::nearest;

static TEXTS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../texts/not_now.json")).unwrap_or_default()
});

/// The sentence in the nearest language, else in English.
pub fn text(language: &str) -> &'static str {
    let tags: Vec<&str> = TEXTS.keys().copied().collect();
    let tag = nearest(&tags, language).unwrap_or("en");
    TEXTS.get(tag).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_cards_has_a_sentence_of_its_own() {
        for language in crate::texts::languages() {
            assert!(TEXTS.contains_key(language), "{language}");
            assert!(language == "en" || text(language) != text("en"), "{language}");
        }
        assert_eq!(text("es-MX"), text("es"));
        assert_eq!(text("zh-Hant"), text("zh-TW"));
        assert_eq!(text("xx"), text("en"));
    }
}
