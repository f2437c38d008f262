//! A cell cut into numbers, words and marks.

use unicode_normalization::char::is_combining_mark;

/// No date needs more.
const TOKENS_MAX: usize = 24;

/// One piece of a cell. Spaces are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Its value and how many digits it has.
    Number(i64, usize),
    Word(&'a str),
    Mark(char),
}

/// At most so many pieces; the rest of the text is not looked at.
pub(super) fn tokens(text: &str) -> ([Option<Token<'_>>; TOKENS_MAX], usize) {
    let mut found = [None; TOKENS_MAX];
    let (mut count, mut rest) = (0, text.trim_start());
    for place in &mut found {
        let Some((token, length)) = next(rest) else { break };
        *place = Some(token);
        count += 1;
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    (found, count)
}

fn next(text: &str) -> Option<(Token<'_>, usize)> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
        // More digits than any date has are no number of it.
        let value = text.get(..end)?.parse().unwrap_or(i64::MAX);
        return Some((Token::Number(value, end), end));
    }
    if is_of_word(first) {
        let end = word_end(text);
        return Some((Token::Word(text.get(..end)?), end));
    }
    Some((Token::Mark(first), first.len_utf8()))
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphabetic() || is_combining_mark(letter)
}

/// Thai abbreviates with points inside the word; there they belong to it.
fn word_end(text: &str) -> usize {
    let is_thai = |letter: char| ('\u{e00}'..'\u{e80}').contains(&letter);
    let thai = text.chars().next().is_some_and(is_thai);
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let inner = thai && letter == '.' && letters.peek().is_some_and(|(_, next)| is_thai(*next));
        if !is_of_word(letter) && !inner {
            return at;
        }
    }
    text.len()
}
