//! The ready wordings: every file of `www/texts`, listed when the Studio is built.

use include_dir::{Dir, include_dir};
use outoften::widget::js_value::likely;
use outoften_core::survey::{Survey, Texts};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../www/texts");

static READY: LazyLock<BTreeMap<String, Texts>> = LazyLock::new(|| {
    let read = |file: &include_dir::File<'_>| {
        let tag = file.path().file_stem()?.to_str()?.to_owned();
        let value: Value = serde_json::from_slice(file.contents()).ok()?;
        Some((tag, Survey::read_texts(&value).ok()?))
    };
    let files = FOLDER.files().filter(|file| file.path().extension() == Some("json".as_ref()));
    files.filter_map(read).collect()
});

/// The tags of all languages with ready wordings, in alphabetical order.
pub fn languages() -> Vec<&'static str> {
    READY.keys().map(String::as_str).collect()
}

/// The ready wordings of one language.
pub fn texts(tag: &str) -> Option<&'static Texts> {
    READY.get(tag)
}

/// The document as a visitor of this language would get it.
pub fn completed(survey: &Survey, language: &str) -> Survey {
    survey.completed_by(&[language], &languages(), |tag| texts(tag).cloned(), &likely)
}

/// The languages of a document: its own and its fallback, without repeats.
pub fn languages_of(survey: &Survey) -> Vec<String> {
    let mut tags = vec![survey.locale.clone()];
    for tag in survey.texts.tags() {
        if !tags.iter().any(|known| known.eq_ignore_ascii_case(tag)) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use outoften_core::survey::TextKey;

    #[test]
    fn every_file_of_the_folder_is_read() {
        let files = FOLDER.files().filter(|file| file.path().extension() == Some("json".as_ref()));
        assert_eq!(files.count(), READY.len());
        for tag in ["en", "es", "mk"] {
            assert!(languages().contains(&tag), "{tag}");
        }
    }

    #[test]
    fn own_words_win_over_ready_ones() {
        let mut survey = Survey::new("a");
        let mut own = Texts::default();
        own.set(TextKey::Send, "Go");
        survey.texts.set("es", own);
        let spanish = completed(&survey, "es");
        assert_eq!(spanish.locale, "es");
        let wording = spanish.wording(&["es"]);
        assert_eq!(wording.get(TextKey::Send), "Go");
        assert_eq!(wording.get(TextKey::Low), "Nada probable");
    }
}
