//! Pasted scores: `9 10 7`, a column of a sheet, a comma-separated line.

use outoften_core::{Score, Tally};

/// How many words that are no score are kept for a message; all are counted.
const KEPT: usize = 20;

/// What was found in a pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The scores.
    pub tally: Tally,
    /// How many words are no score.
    pub bad: usize,
    /// The first of them, with their place among all words, from 1.
    pub first_bad: Vec<(usize, String)>,
}

/// Reads whole numbers from 0 to 10 between spaces, commas, semicolons and line ends. A number
/// with a decimal point, or anything else, is reported and not counted.
pub fn read(text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    let words = text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';'));
    for (index, word) in words.filter(|word| !word.is_empty()).enumerate() {
        let word = word.trim_matches('"');
        match score(word) {
            Some(score) => pasted.tally.add(score),
            None => {
                pasted.bad += 1;
                if pasted.first_bad.len() < KEPT {
                    let beginning = word.chars().take(24).collect();
                    pasted.first_bad.push((index + 1, beginning));
                }
            }
        }
    }
    pasted
}

fn score(word: &str) -> Option<Score> {
    let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    if digits { word.parse().ok().and_then(Score::new) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_of_all_kinds_and_zero_is_a_score() {
        let pasted = read("0,10; 9\n\"7\"\t 8 \r\n");
        assert_eq!((pasted.tally.n(), pasted.bad), (5, 0));
        assert_eq!(pasted.tally.count(Score::MIN), 1);
        assert_eq!(read(" \n").tally, Tally::EMPTY);
    }

    #[test]
    fn what_is_no_score_is_named_and_not_counted() {
        let pasted = read("11 -1 7.5 nine +3 10");
        assert_eq!(pasted.tally.n(), 1);
        let words: Vec<_> = pasted.first_bad.iter().map(|(_, word)| word.as_str()).collect();
        assert_eq!(words, ["11", "-1", "7.5", "nine", "+3"]);
        assert_eq!(read(&"x ".repeat(99)).first_bad.len(), KEPT);
        assert_eq!(read(&"x ".repeat(99)).bad, 99);
    }
}
