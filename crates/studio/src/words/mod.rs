//! The Studio's own interface in its languages. English is in the code; the other languages
//! are a table with one line per English text. What a table lacks appears in English.
//!
//! Not here: what a visitor reads (`www/texts`).

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// Macedonian.
    Mk,
}

impl Language {
    /// In the order of the menu.
    pub const ALL: [Self; 3] = [Self::En, Self::Es, Self::Mk];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Mk => "mk",
        }
    }

    /// The tag for dates: the day before the month in every language.
    pub const fn date_tag(self) -> &'static str {
        match self {
            Self::En => "en-GB",
            _ => self.tag(),
        }
    }

    /// In itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::Mk => "Македонски",
        }
    }

    /// The language of a tag such as `es-MX`.
    pub fn of(tag: &str) -> Option<Self> {
        let base = outoften_core::language::base(tag);
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(base))
    }
}

/// English, Spanish, Macedonian, with tabs between them.
const TABLE: &str = include_str!("table.tsv");

static WORDS: LazyLock<HashMap<&'static str, [&'static str; 2]>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut fields = line.split('\t');
        Some((fields.next()?, [fields.next()?, fields.next()?]))
    };
    TABLE.lines().filter_map(line).collect()
});

thread_local! {
    static NOW: Cell<Language> = const { Cell::new(Language::En) };
}

/// From now on texts are in this language. The caller redraws the page.
pub fn set_language(language: Language) {
    NOW.set(language);
}

/// The language spoken now.
pub fn current_language() -> Language {
    NOW.get()
}

/// A text of the interface.
pub fn tr(english: &'static str) -> &'static str {
    let words = || WORDS.get(english);
    let translated = match NOW.get() {
        Language::En => None,
        Language::Es => words().map(|[spanish, _]| *spanish),
        Language::Mk => words().map(|[_, macedonian]| *macedonian),
    };
    translated.unwrap_or(english)
}

/// A text with values in the place of `{names}`.
pub fn trf(english: &'static str, values: &[(&str, &str)]) -> String {
    outoften_core::survey::fill(tr(english), values)
}

#[cfg(test)]
mod tests;
