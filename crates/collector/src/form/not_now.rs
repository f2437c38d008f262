//! What somebody is told whose personal link comes too early, in every language of the cards.
//!
//! Only the hosted form says this: a card that must wait is not shown at all.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static TEXTS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../texts/not_now.json")).unwrap_or_default()
});

/// The sentence in this language or its base, else in English.
pub fn text(language: &str) -> &'static str {
    let tags = [language, outoften_core::language::base(language), "en"];
    tags.into_iter().find_map(|tag| TEXTS.get(tag).copied()).unwrap_or_default()
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
        assert_eq!(text("xx"), text("en"));
    }
}
