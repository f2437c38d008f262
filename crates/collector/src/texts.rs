//! The ready wordings, embedded: one file per language under `www/texts`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use outoften_core::language::Likely;
use outoften_core::survey::{Survey, Texts, Wording};

use crate::languages;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../www/texts");

/// By language tag.
static READY: LazyLock<BTreeMap<&str, Texts>> =
    LazyLock::new(|| FILES.files().filter_map(read).collect());

/// What their tags mean. Every document is matched against all of them.
static READY_TAGS: LazyLock<BTreeMap<&str, Likely>> =
    LazyLock::new(|| READY.keys().map(|tag| (*tag, languages::likely(tag))).collect());

fn likely(tag: &str) -> Likely {
    READY_TAGS.get(tag).cloned().unwrap_or_else(|| languages::likely(tag))
}

/// A file that cannot be read is left out; a test reads them all.
fn read(file: &include_dir::File<'static>) -> Option<(&'static str, Texts)> {
    let language = file.path().file_stem()?.to_str()?;
    let json: serde_json::Value = serde_json::from_slice(file.contents()).ok()?;
    Some((language, Survey::read_texts(&json).ok()?))
}

/// The languages that need no wordings of one's own.
#[must_use]
pub fn languages() -> Vec<&'static str> {
    READY.keys().copied().collect()
}

/// The ready wordings of a language.
#[must_use]
pub fn ready(language: &str) -> Option<Texts> {
    READY.get(language).cloned()
}

/// The document for one visitor: one language, complete.
#[must_use]
pub fn complete(survey: &Survey, wanted: &[&str]) -> Survey {
    survey.completed_by(wanted, &languages(), ready, &likely)
}

/// The words of a complete document for the same visitor.
#[must_use]
pub fn wording(survey: &Survey, wanted: &[&str]) -> Wording {
    survey.wording_by(wanted, &likely)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read() {
        let files = FILES.files().filter(|f| f.path().extension().is_some_and(|e| e == "json"));
        assert_eq!(files.count(), READY.len());
        for language in ["en", "es", "mk"] {
            assert!(ready(language).is_some(), "{language}");
        }
    }
}
