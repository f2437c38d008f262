//! One column's name, cut into words: at case, digits and underscores, folded.

use super::words::List;
use crate::reading::fold::folded;

/// From here on scripts write without spaces or put endings and articles in front: their words
/// are looked for anywhere.
const ANYWHERE_FROM: char = '\u{590}';
/// Words as long as this are found inside others: `Kundenbewertung`.
const INSIDE_FROM: usize = 6;

/// The words of a name.
pub(in crate::reading) struct Name {
    /// In order; after them each piece that was cut, as a whole.
    words: Vec<String>,
    count: usize,
    folded: String,
}

impl Name {
    pub(in crate::reading) fn of(name: &str) -> Self {
        let mut words = Vec::new();
        let mut whole = Vec::new();
        let pieces = name.split(|letter: char| !letter.is_alphanumeric() && !is_accent(letter));
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            let before = words.len();
            cut(piece, &mut words);
            if words.len() > before + 1 {
                whole.push(folded(piece));
            }
        }
        let count = words.len();
        words.append(&mut whole);
        Self { words, count, folded: folded(name) }
    }

    /// How many words it has.
    pub(super) const fn words(&self) -> usize {
        self.count
    }

    /// Whether it has one of these words. A stem stands for all words that begin with it, `id=`
    /// for that word alone; several words and other scripts are looked for anywhere.
    pub(super) fn has(&self, list: List) -> bool {
        list.stems().iter().any(|stem| self.has_one(stem))
    }

    fn has_one(&self, stem: &str) -> bool {
        if let Some(word) = stem.strip_suffix('=') {
            return self.words.iter().any(|own| own == word);
        }
        if stem.contains(' ') || stem.chars().next().is_some_and(|first| first >= ANYWHERE_FROM) {
            return self.folded.contains(stem);
        }
        let inside = stem.chars().count() >= INSIDE_FROM;
        self.words.iter().any(|own| if inside { own.contains(stem) } else { own.starts_with(stem) })
    }

    /// Whether a word begins or ends with this abbreviation.
    pub(super) fn mentions(&self, short: &str) -> bool {
        self.words.iter().any(|word| word.starts_with(short) || word.ends_with(short))
    }

    /// Whether the last word is one of these.
    pub(super) fn ends_with(&self, words: &[&str]) -> bool {
        let last = self.count.checked_sub(1).and_then(|last| self.words.get(last));
        last.is_some_and(|last| words.contains(&last.as_str()))
    }
}

fn is_accent(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

/// `npsScore`, `NPSScore`, `NPS2026`: a word ends where a capital follows a small letter, before
/// the last of several capitals, and between letters and digits.
fn cut(piece: &str, words: &mut Vec<String>) {
    let letters: Vec<char> = piece.chars().collect();
    let mut word = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(at + 1);
        let starts = before.is_some_and(|before| {
            let capital = letter.is_uppercase();
            (capital && before.is_lowercase())
                || (capital
                    && before.is_uppercase()
                    && after.is_some_and(|after| after.is_lowercase()))
                || before.is_ascii_digit() != letter.is_ascii_digit()
        });
        if starts && !word.is_empty() {
            words.push(folded(&core::mem::take(&mut word)));
        }
        word.push(*letter);
    }
    words.push(folded(&word));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_at_case_digits_and_underscores() {
        for (name, words) in [
            ("npsScore", vec!["nps", "score"]),
            ("NPSScore", vec!["nps", "score"]),
            ("nps_score_2026", vec!["nps", "score", "2026"]),
            ("Q1NPS", vec!["q", "1", "nps"]),
            ("Wie wahrscheinlich?", vec!["wie", "wahrscheinlich"]),
            ("CalificaciÓn", vec!["calificaci", "on", "calificacion"]),
        ] {
            let name = Name::of(name);
            assert_eq!(
                name.words.get(..words.len()),
                Some(words.as_slice())
                    .map(|w| { w.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>() })
                    .as_deref()
            );
        }
    }
}
