//! One spelling for what reads alike: lower case, without accents, digits of any script as 0 to 9,
//! without invisible signs.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Lower case without accents, for comparing words.
pub(super) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let is_accent =
        |letter: &char| matches!(*letter, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{9bc}');
    let letters = text.to_lowercase();
    let mut folded = String::with_capacity(letters.len());
    for letter in letters.nfd().filter(|letter| !is_accent(letter)) {
        match basic(letter) {
            Some(basic) => folded.push_str(basic),
            None => folded.push(letter),
        }
    }
    folded
}

/// Latin letters whose stroke or ligature Unicode does not take apart: people leave these out, too.
const fn basic(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{f8}' => "o",
        '\u{142}' => "l",
        '\u{131}' => "i",
        '\u{111}' | '\u{f0}' => "d",
        '\u{e6}' => "ae",
        '\u{153}' => "oe",
        '\u{df}' => "ss",
        '\u{fe}' => "th",
        _ => return None,
    })
}

/// Digits of other scripts as 0 to 9, invisible signs left out, odd spaces as spaces.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let plain = |letter: char| match letter {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => None,
        '\u{2212}' | '\u{ff0d}' => Some('-'),
        '\u{ff0f}' => Some('/'),
        '\u{ff0e}' => Some('.'),
        other if other.is_whitespace() => Some(' '),
        other => Some(digit(other).unwrap_or(other)),
    };
    Cow::Owned(text.chars().filter_map(plain).collect())
}

/// Zeros of the decimal digits that people type scores and dates in.
const ZEROS: [u32; 12] = [
    0x0660, 0x06f0, 0x0966, 0x09e6, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0xff10,
];

fn digit(letter: char) -> Option<char> {
    let code = u32::from(letter);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}
