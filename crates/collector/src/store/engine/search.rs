//! Looking for a text in comments: capitals are the same as small letters, in every alphabet and
//! on both engines.
//!
//! The engines' own `LOWER` is not used: SQLite's knows the letters of English only, and what
//! Postgres' knows depends on how the database was made. Instead the pattern names each letter in
//! both forms, `[Дд][оО]`, which either engine compares as it stands.

use super::Engine;

impl Engine {
    /// The operator that a pattern of [`Engine::containing`] stands behind.
    pub(in crate::store) fn finds(self) -> &'static str {
        match self {
            Self::Sqlite => "GLOB",
            Self::Postgres => "~",
        }
    }

    /// A pattern that fits whatever holds this text; nothing of the text is a wildcard.
    pub(in crate::store) fn containing(self, text: &str) -> String {
        let letters = text.chars().map(|letter| match (forms(letter).as_slice(), self) {
            ([_], Self::Sqlite) if "*?[".contains(letter) => format!("[{letter}]"),
            ([_], Self::Postgres) if letter.is_ascii_punctuation() => format!("\\{letter}"),
            ([_], _) => letter.to_string(),
            (forms, _) => format!("[{}]", forms.iter().collect::<String>()),
        });
        let pattern: String = letters.collect();
        match self {
            Self::Sqlite => format!("*{pattern}*"),
            Self::Postgres => pattern,
        }
    }
}

/// A letter, and the others that differ from it only in being large or small. Where the other form
/// is several letters (`ß`), it is not looked for.
fn forms(letter: char) -> Vec<char> {
    let (small, large) = (alone(letter.to_lowercase()), alone(letter.to_uppercase()));
    let back = large.and_then(|large| alone(large.to_lowercase()));
    let mut forms = vec![letter];
    for form in [small, large, back].into_iter().flatten() {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

fn alone(mut letters: impl Iterator<Item = char>) -> Option<char> {
    let first = letters.next();
    first.filter(|_| letters.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_is_named_in_both_forms_and_nothing_is_a_wildcard() {
        for (text, sqlite, postgres) in [
            ("дА", "*[дД][Аа]*", "[дД][Аа]"),
            ("a*?[]", "*[aA][*][?][[]]*", r"[aA]\*\?\[\]"),
            (r"1.5 \d", r"*1.5 \[dD]*", r"1\.5 \\[dD]"),
            ("ß", "*ß*", "ß"),
            ("ς", "*[ςΣσ]*", "[ςΣσ]"),
        ] {
            assert_eq!(Engine::Sqlite.containing(text), sqlite);
            assert_eq!(Engine::Postgres.containing(text), postgres);
        }
    }
}
