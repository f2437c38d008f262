//! The ready wordings: every file complete, alike in form, and listed in `docs/languages.md`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use outoften_core::language::{is_rtl, is_tag};
use outoften_core::survey::{Survey, TextKey, Texts};
use serde_json::Value;

/// A path below the folder of the whole project.
fn below(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Each file of wordings by its language tag.
fn files() -> BTreeMap<String, String> {
    let folder = std::fs::read_dir(below("www/texts")).unwrap();
    let files: BTreeMap<_, _> = folder
        .map(|entry| {
            let path = entry.unwrap().path();
            assert_eq!(path.extension().unwrap(), "json", "{path:?}");
            let tag = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (tag, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    assert!(files.len() >= 37, "only {} languages", files.len());
    files
}

fn read(tag: &str, file: &str) -> Texts {
    let json: Value = serde_json::from_str(file).unwrap_or_else(|error| panic!("{tag}: {error}"));
    Survey::read_texts(&json).unwrap_or_else(|error| panic!("{tag}: {error}"))
}

/// What stands in braces, in alphabetical order: `["brand", "phase"]`.
fn placeholders(text: &str) -> Vec<&str> {
    let mut names: Vec<_> =
        text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
    names.sort_unstable();
    names
}

/// The rows of the table in `docs/languages.md`: the cells by language tag.
fn listed() -> BTreeMap<String, Vec<String>> {
    let page = std::fs::read_to_string(below("docs/languages.md")).unwrap();
    page.lines()
        .filter_map(|line| {
            let (tag, cells) = line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | ")?;
            Some((tag.to_owned(), cells.split(" | ").map(str::to_owned).collect()))
        })
        .collect()
}

#[test]
fn every_file_has_every_text() {
    for (tag, file) in files() {
        assert!(is_tag(&tag), "{tag}");
        let texts = read(&tag, &file);
        for key in TextKey::ALL {
            if key.is_optional() {
                assert_eq!(texts.get(*key), None, "{tag}: {} is a site's own", key.name());
                continue;
            }
            let text = texts.get(*key).unwrap_or_else(|| panic!("{tag} lacks {}", key.name()));
            assert_eq!(text.trim(), text, "{tag}: space around {}", key.name());
        }
    }
}

#[test]
fn every_text_has_the_placeholders_of_the_english_one() {
    let files = files();
    let english = read("en", &files["en"]);
    for (tag, file) in &files {
        for (key, text) in read(tag, file).iter() {
            let expected = placeholders(english.get(key).unwrap());
            assert_eq!(placeholders(text), expected, "{tag}: {}", key.name());
            let (opened, closed) = (text.matches('{').count(), text.matches('}').count());
            assert_eq!(opened, closed, "{tag}: braces of {}", key.name());
        }
    }
}

/// 5, 7 or 10 are filled in: a number of one's own, in digits of any script, would be wrong.
#[test]
fn no_spoken_score_names_a_number_itself() {
    for (tag, file) in files() {
        let texts = read(&tag, &file);
        let score = texts.get(TextKey::Score).unwrap();
        assert!(!score.chars().any(char::is_numeric), "{tag}: {score}");
    }
}

/// The ends that stand under a scale, lowest first.
const ENDS: [(TextKey, TextKey); 5] = [
    (TextKey::Low, TextKey::High),
    (TextKey::LowCes1, TextKey::HighCes1),
    (TextKey::LowCes2, TextKey::HighCes2),
    (TextKey::LowCsat, TextKey::HighCsat),
    (TextKey::LowFxf, TextKey::HighFxf),
];

#[test]
fn the_two_ends_of_a_scale_differ_and_fit_beside_each_other() {
    for (tag, file) in files() {
        let texts = read(&tag, &file);
        for (low, high) in ENDS {
            let (low, high) = (texts.get(low).unwrap(), texts.get(high).unwrap());
            assert_ne!(low, high, "{tag}");
            for end in [low, high] {
                assert!(end.chars().count() <= 32, "{tag}: {end}");
            }
        }
    }
}

#[test]
fn no_sentence_was_left_in_english() {
    let files = files();
    let english = read("en", &files["en"]);
    for (tag, file) in files.iter().filter(|(tag, _)| *tag != "en") {
        for (key, text) in read(tag, file).iter().filter(|(_, text)| text.contains(' ')) {
            assert_ne!(Some(text), english.get(key), "{tag}: {}", key.name());
        }
    }
}

/// With a name the brand is recommended; without one, `{brand}` is "us".
#[test]
fn the_relational_question_recommends_what_it_is_about() {
    for (tag, file) in files() {
        let texts = read(&tag, &file);
        let question = texts.get(TextKey::QuestionRelational).unwrap();
        assert_eq!(placeholders(question), ["brand", "brand"], "{tag}: {question}");
    }
}

/// The Cyrillic ѐ and the Latin è look alike, but a search or a screen reader tells them apart.
#[test]
fn no_word_mixes_latin_and_cyrillic_letters() {
    let is_cyrillic = |letter: char| matches!(letter, '\u{400}'..='\u{52f}');
    let panel = std::fs::read_to_string(below("www/debug/words/mk.js")).unwrap();
    for (tag, file) in files().into_iter().chain([("panel".to_owned(), panel)]) {
        for word in file.split(|letter: char| !letter.is_alphabetic()) {
            let cyrillic = word.chars().filter(|letter| is_cyrillic(*letter)).count();
            assert!(cyrillic == 0 || cyrillic == word.chars().count(), "{tag}: {word}");
        }
    }
}

/// One form for all: a correction shows up as the one line it changes.
#[test]
fn every_file_is_written_alike() {
    for (tag, file) in files() {
        let written = serde_json::to_string_pretty(&read(&tag, &file)).unwrap();
        assert_eq!(file, written + "\n", "{tag}: two spaces, the order of the keys, no escapes");
    }
}

#[test]
fn every_file_is_listed_and_every_listed_language_has_a_file() {
    let (files, listed) = (files(), listed());
    assert_eq!(listed.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    for (tag, cells) in listed {
        assert_eq!(cells.len(), 5, "{tag}: {cells:?}");
        assert!(["formal", "informal", "neutral"].contains(&cells[3].as_str()), "{tag}: {cells:?}");
        assert!(cells[4].contains("reviewed"), "{tag}: {cells:?}");
        let direction = if is_rtl(&tag) { "right to left" } else { "left to right" };
        assert_eq!(cells[2], direction, "{tag}");
    }
}

#[test]
fn languages_from_right_to_left_are_known() {
    let files = files();
    for tag in ["ar", "fa", "he", "ur"] {
        assert!(files.contains_key(tag), "{tag}");
        assert!(is_rtl(tag), "{tag}");
    }
    let rtl = files.keys().filter(|tag| is_rtl(tag)).count();
    assert_eq!(rtl, 4, "another language from right to left: try the card in it, then add it here");
}
