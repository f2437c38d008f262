//! Every text of the interface has its lines in the table, and the table nothing else.

use super::*;
use std::collections::BTreeSet;
use std::path::Path;

fn sources(folder: &Path, texts: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, texts);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            texts.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

/// The English texts: what stands in quotes behind `tr(` and `trf(`.
fn english() -> BTreeSet<String> {
    let mut code = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
    let mut found = BTreeSet::new();
    for mark in ["tr(", "trf("] {
        for (at, _) in code.match_indices(mark) {
            let before = code[..at].chars().next_back();
            let rest = code[at + mark.len()..].trim_start();
            let own = before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_');
            if let Some(text) = rest.strip_prefix('"').filter(|_| own) {
                found.insert(text.split('"').next().unwrap().to_owned());
            }
        }
    }
    found
}

#[test]
fn every_text_is_translated_with_its_placeholders() {
    let known = english();
    assert!(known.len() > 50, "only {} texts found", known.len());
    for text in &known {
        let Some(words) = WORDS.get(text.as_str()) else { panic!("not in the table: {text}") };
        for word in words {
            assert!(!word.is_empty(), "{text}");
            let holes = |text: &str| -> BTreeSet<String> {
                text.split('{')
                    .skip(1)
                    .filter_map(|t| t.split('}').next())
                    .map(str::to_owned)
                    .collect()
            };
            assert_eq!(holes(text), holes(word), "{text}");
        }
    }
}

#[test]
fn the_table_says_nothing_that_nobody_asks_for() {
    let known = english();
    let mut seen = BTreeSet::new();
    for line in TABLE.lines() {
        let text = line.split('\t').next().unwrap();
        assert!(known.contains(text), "nobody says: {text}");
        assert!(seen.insert(text), "twice: {text}");
    }
}

/// The Cyrillic ѐ and the Latin è look alike, but a search or a screen reader tells them apart.
#[test]
fn no_word_mixes_latin_and_cyrillic_letters() {
    let is_cyrillic = |letter: char| matches!(letter, '\u{400}'..='\u{52f}');
    for word in TABLE.split(|letter: char| !letter.is_alphabetic()) {
        let cyrillic = word.chars().filter(|letter| is_cyrillic(*letter)).count();
        assert!(cyrillic == 0 || cyrillic == word.chars().count(), "{word}");
    }
}

/// A card is closed by a visitor, a case by its owner: other languages need two words.
#[test]
fn a_closed_card_and_a_closed_case_are_two_texts() {
    for (language, card, case) in [
        (Language::Es, "Tarjeta cerrada", "Cerrado"),
        (Language::Mk, "Затворена картичка", "Затворен"),
    ] {
        set_language(language);
        assert_eq!((tr("Card closed"), tr("Closed")), (card, case));
    }
    set_language(Language::En);
}

#[test]
fn languages_are_found_by_region_too() {
    assert_eq!(Language::of("es-MX"), Some(Language::Es));
    assert_eq!(Language::of("fr"), None);
}
