//! From a comment to its words: one spelling for what looks alike, lower case, words by UAX 29,
//! cut into runs at punctuation so that no theme reaches across a full stop.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// NFC and lower case; typographic apostrophes become plain. Macedonian ѐ and ѝ, their Latin
/// look-alike è, and plain е and и are typed for one another, so they become the plain letters
/// in words with Cyrillic letters.
pub(super) fn normalised(text: &str) -> String {
    let lower: String = text.nfc().collect::<String>().to_lowercase().replace('\u{2019}', "'");
    let cyrillic = lower.chars().any(|letter| ('\u{400}'..='\u{4ff}').contains(&letter));
    if !cyrillic {
        return lower;
    }
    lower
        .chars()
        .map(|letter| match letter {
            '\u{450}' | '\u{e8}' => '\u{435}',
            '\u{45d}' => '\u{438}',
            other => other,
        })
        .collect()
}

/// The runs of words of a comment. Numbers are no words.
pub(super) fn runs(comment: &str) -> Vec<Vec<String>> {
    let text = normalised(comment);
    let mut runs = vec![Vec::new()];
    for piece in text.split_word_bounds() {
        if piece.chars().any(char::is_alphabetic) {
            if let Some(run) = runs.last_mut() {
                run.push(piece.to_owned());
            }
        } else if piece.chars().any(|mark| !mark.is_whitespace() && mark != '-') {
            runs.push(Vec::new());
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_end_at_punctuation_and_keep_apostrophes() {
        assert_eq!(
            runs("Don\u{2019}t like it. Too SLOW, 30 minutes!"),
            [vec!["don't", "like", "it"], vec!["too", "slow"], vec!["minutes"]]
        );
        assert!(runs(" ... 12 !").is_empty());
    }

    #[test]
    fn look_alikes_become_one_spelling() {
        assert_eq!(normalised("н\u{450}"), normalised("не"));
        assert_eq!(normalised("нe\u{300}"), "нe\u{300}".replace("e\u{300}", "е"));
        assert_eq!(normalised("cafe\u{301}"), "caf\u{e9}");
    }
}
