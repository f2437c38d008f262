//! One cell of a score column: a whole number, nothing, or something else.

use super::error::RowFault;
use super::fold::plain;
use super::missing::is_missing;

/// Longer cells are texts with a number in them, not scores with words around.
const BYTES_MAX: usize = 120;
/// Marks that make something else of a number: a share, a price, a bound, a name.
const OTHER_MARKS: &str = "%\u{2030}$\u{20ac}\u{a3}\u{a5}<>~#@\u{b0}^+\\_";

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// A whole number within the scale.
    Value(u8),
    /// Nobody answered, see [`is_missing`].
    Unanswered,
    /// Not counted.
    Bad(RowFault),
}

impl Cell {
    /// Reads a cell. Accepted besides plain numbers: `9.0` as spreadsheets and data frames write it,
    /// digits of other scripts, `="9"`, and one number with words around it, as in
    /// `10 - Extremely likely`, `Very likely (9)` and `8 von 10`.
    #[inline]
    pub(super) fn read(field: &[u8], scale: (u8, u8)) -> Self {
        // The two forms that nearly every cell has.
        let plain = match field {
            [digit @ b'0'..=b'9'] => digit - b'0',
            [b'1', b'0'] => 10,
            _ => return Self::read_slowly(field.trim_ascii(), scale),
        };
        if (scale.0..=scale.1).contains(&plain) {
            Self::Value(plain)
        } else {
            Self::Bad(RowFault::OutOfRange)
        }
    }

    fn read_slowly(field: &[u8], scale: (u8, u8)) -> Self {
        let Ok(text) = core::str::from_utf8(field) else {
            return Self::Bad(RowFault::NotANumber);
        };
        match number(text).or_else(|| labelled(text, scale)) {
            Some(value) => Self::within(value, scale),
            None if is_missing(text) => Self::Unanswered,
            None => Self::Bad(RowFault::NotANumber),
        }
    }

    fn within(value: f64, (lowest, highest): (u8, u8)) -> Self {
        if value.fract() != 0.0 {
            return Self::Bad(RowFault::NotWhole);
        }
        if value < f64::from(lowest) || value > f64::from(highest) {
            return Self::Bad(RowFault::OutOfRange);
        }
        // Whole and within 0..=255, so the conversion is exact.
        Self::Value(value as u8)
    }
}

/// The number of a cell that holds nothing else, with point or comma; no exponents, no infinity.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = plain(text);
    let text = unwrapped(text.trim());
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_plain = digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.' || letter == ',');
    if is_plain { text.replace(',', ".").parse().ok() } else { None }
}

/// What a spreadsheet was told is a text: `="9"`, `'9`.
fn unwrapped(text: &str) -> &str {
    let formula = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    formula.or_else(|| text.strip_prefix('\'')).unwrap_or(text).trim()
}

/// The one number of a cell with words around it, or the first of two where the second is the
/// scale's end. Words alone never make a number.
fn labelled(text: &str, (_, highest): (u8, u8)) -> Option<f64> {
    if text.len() > BYTES_MAX || !text.bytes().any(|byte| byte.is_ascii_digit() || byte > 0x7f) {
        return None;
    }
    let text = plain(text);
    let text = unwrapped(text.trim());
    let first = Number::find(text)?;
    if text.contains(|letter| OTHER_MARKS.contains(letter)) {
        return None;
    }
    match Number::find(first.after) {
        None => first.alone(),
        Some(second) => {
            let between = first.after.get(..second.at)?.trim();
            let joins = between == "/"
                || (!between.is_empty()
                    && between.chars().all(|sign| sign.is_alphabetic() || sign == ' '));
            let ends = second.value == f64::from(highest) && Number::find(second.after).is_none();
            (joins && ends).then_some(first.value)
        }
    }
}

/// A number within a text.
struct Number<'a> {
    value: f64,
    /// Where it begins.
    at: usize,
    after: &'a str,
}

/// Words that ask for the scale's end behind them.
const OUT_OF: [&str; 12] =
    ["of", "out", "von", "de", "sur", "su", "van", "av", "af", "z", "из", "з"];

impl<'a> Number<'a> {
    fn find(text: &'a str) -> Option<Self> {
        let at = text.find(|letter: char| letter.is_ascii_digit())?;
        let tail = text.get(at..)?;
        let is_part = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',';
        let end = tail.find(|letter| !is_part(letter)).unwrap_or(tail.len());
        // A point behind the digits belongs to the words.
        let digits = tail.get(..end)?.trim_end_matches(['.', ',']);
        let after = tail.get(digits.len()..)?;
        let before = text.get(..at)?;
        let latin =
            |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphabetic());
        if latin(before.chars().next_back()) || latin(after.chars().next()) {
            // `Q1` and `1e1` are names, and hide no second number.
            return Some(Self { value: f64::NAN, at, after });
        }
        let value: f64 = digits.replace(',', ".").parse().ok()?;
        // At the beginning a dash is a sign, elsewhere it joins words.
        let value = if before == "-" { -value } else { value };
        Some(Self { value, at, after })
    }

    fn alone(&self) -> Option<f64> {
        let next = self.after.trim_start().split(' ').next().unwrap_or_default().to_lowercase();
        (!self.value.is_nan() && !OUT_OF.contains(&next.as_str())).then_some(self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_what_is_missing_and_what_is_bad() {
        use Cell::{Bad, Unanswered, Value};
        for (text, expected) in [
            ("0", Value(0)),
            ("10", Value(10)),
            (" 7 ", Value(7)),
            ("9.0", Value(9)),
            ("9,0", Value(9)),
            ("05", Value(5)),
            ("10 - Extremely likely", Value(10)),
            ("0 \u{2013} Nada probable", Value(0)),
            ("9/10", Value(9)),
            ("8 von 10", Value(8)),
            ("8 out of 10", Value(8)),
            ("8 из 10", Value(8)),
            ("Very likely (9)", Value(9)),
            ("Very likely - 9", Value(9)),
            ("9) Very likely", Value(9)),
            ("[9] sehr wahrscheinlich", Value(9)),
            ("Score: 7", Value(7)),
            ("\u{ff19}", Value(9)),
            ("\u{661}\u{660}", Value(10)),
            ("9\u{70b9}", Value(9)),
            ("=\"9\"", Value(9)),
            ("'9", Value(9)),
            ("9\u{200b}", Value(9)),
            ("\u{feff}9\u{a0}", Value(9)),
            ("0 (\u{432}\u{43e}\u{43e}\u{43f}\u{448}\u{442}\u{43e} \u{43d}\u{435})", Value(0)),
            ("", Unanswered),
            ("N/A", Unanswered),
            ("NaN", Unanswered),
            ("null", Unanswered),
            ("keine Angabe", Unanswered),
            ("7.5", Bad(RowFault::NotWhole)),
            ("7,5", Bad(RowFault::NotWhole)),
            ("11", Bad(RowFault::OutOfRange)),
            ("-1", Bad(RowFault::OutOfRange)),
            ("\u{2212}1", Bad(RowFault::OutOfRange)),
            ("99999999999999999999", Bad(RowFault::OutOfRange)),
            ("great", Bad(RowFault::NotANumber)),
            ("very likely", Bad(RowFault::NotANumber)),
            ("ten", Bad(RowFault::NotANumber)),
            ("1e1", Bad(RowFault::NotANumber)),
            ("Q1", Bad(RowFault::NotANumber)),
            ("inf", Bad(RowFault::NotANumber)),
            ("4/5", Bad(RowFault::NotANumber)),
            ("9-10", Bad(RowFault::NotANumber)),
            ("9%", Bad(RowFault::NotANumber)),
            ("$9", Bad(RowFault::NotANumber)),
            ("10:30", Bad(RowFault::NotANumber)),
            ("10-11-2026", Bad(RowFault::NotANumber)),
            ("8 of us", Bad(RowFault::NotANumber)),
        ] {
            assert_eq!(Cell::read(text.as_bytes(), (0, 10)), expected, "{text}");
        }
        assert_eq!(Cell::read(b"\xff", (0, 10)), Bad(RowFault::NotANumber));
        assert_eq!(Cell::read(b"0", (1, 5)), Bad(RowFault::OutOfRange));
    }
}
