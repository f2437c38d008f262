//! One cell of a score column: a whole number, nothing, or something else.

use super::error::Reason;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// A whole number within the scale.
    Value(u8),
    /// Nobody answered: empty, `NA`, `N/A`, `null`, `NaN`, `none` or a dash.
    Unanswered,
    /// Not counted.
    Bad(Reason),
}

impl Cell {
    /// Reads a cell. Accepted besides plain numbers: white space around, `9.0` as spreadsheets and
    /// data frames write it, `10 - Extremely likely` and `9/10` as survey tools label answers.
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
            Self::Bad(Reason::OutOfRange)
        }
    }

    fn read_slowly(field: &[u8], scale: (u8, u8)) -> Self {
        let Ok(text) = core::str::from_utf8(field) else {
            return Self::Bad(Reason::NotANumber);
        };
        let text = text.trim();
        let missing = ["", "na", "n/a", "nan", "null", "none", "-", "\u{2013}", "\u{2014}"];
        if missing.iter().any(|word| text.eq_ignore_ascii_case(word)) {
            return Self::Unanswered;
        }
        match number(text).or_else(|| labelled(text, scale)) {
            Some(value) => Self::within(value, scale),
            None => Self::Bad(Reason::NotANumber),
        }
    }

    fn within(value: f64, (lowest, highest): (u8, u8)) -> Self {
        if value.fract() != 0.0 {
            return Self::Bad(Reason::NotWhole);
        }
        if value < f64::from(lowest) || value > f64::from(highest) {
            return Self::Bad(Reason::OutOfRange);
        }
        // Whole and within 0..=255, so the conversion is exact.
        Self::Value(value as u8)
    }
}

/// A number of digits with an optional sign and fraction, with point or comma; no exponents, no
/// infinity.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = !digits.is_empty()
        && digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.' || letter == ',');
    if plain { text.replace(',', ".").parse().ok() } else { None }
}

/// `10 - Extremely likely`, `0 (not at all likely)`, `9: …`, `9/10`.
fn labelled(text: &str, (_, highest): (u8, u8)) -> Option<f64> {
    let end = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (digits, rest) = text.split_at_checked(end)?;
    let value = number(digits)?;
    let rest = rest.trim_start();
    let (mark, label) = rest.split_at_checked(rest.chars().next()?.len_utf8())?;
    let label = label.trim();
    let labelled = match mark {
        "/" => label.parse() == Ok(highest),
        "-" | "\u{2013}" | "\u{2014}" | "=" | ":" | "(" | "." => {
            label.starts_with(|letter: char| letter.is_alphabetic())
        }
        _ => false,
    };
    labelled.then_some(value)
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
            ("0 (\u{432}\u{43e}\u{43e}\u{43f}\u{448}\u{442}\u{43e} \u{43d}\u{435})", Value(0)),
            ("", Unanswered),
            ("N/A", Unanswered),
            ("NaN", Unanswered),
            ("null", Unanswered),
            ("7.5", Bad(Reason::NotWhole)),
            ("7,5", Bad(Reason::NotWhole)),
            ("11", Bad(Reason::OutOfRange)),
            ("-1", Bad(Reason::OutOfRange)),
            ("99999999999999999999", Bad(Reason::OutOfRange)),
            ("great", Bad(Reason::NotANumber)),
            ("1e1", Bad(Reason::NotANumber)),
            ("inf", Bad(Reason::NotANumber)),
            ("4/5", Bad(Reason::NotANumber)),
            ("10-11-2026", Bad(Reason::NotANumber)),
            ("8 of us", Bad(Reason::NotANumber)),
        ] {
            assert_eq!(Cell::read(text.as_bytes(), (0, 10)), expected, "{text}");
        }
        assert_eq!(Cell::read(b"\xff", (0, 10)), Bad(Reason::NotANumber));
        assert_eq!(Cell::read(b"0", (1, 5)), Bad(Reason::OutOfRange));
    }
}
