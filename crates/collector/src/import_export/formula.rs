//! Cells that a spreadsheet would run.
//!
//! A comment is written by a stranger and opened by an analyst. A line that begins with one of
//! the characters OWASP names (`= + - @`, tab, carriage return, line feed), also after blanks or
//! in their full-width forms, gets an apostrophe in front. A line that has one already gets a
//! second, so that taking one away from each line gives back exactly what was written.

use std::borrow::Cow;

/// The cell, with an apostrophe before every line that a spreadsheet would run.
#[must_use]
pub fn escape_formulas(cell: &str) -> Cow<'_, str> {
    let lines = || cell.split_inclusive(['\n', '\r']).enumerate();
    if !lines().any(is_risky) {
        return Cow::Borrowed(cell);
    }
    let escape = |line: (usize, &str)| match is_risky(line) {
        true => format!("'{}", line.1),
        false => line.1.to_owned(),
    };
    Cow::Owned(lines().map(escape).collect())
}

fn is_risky((number, line): (usize, &str)) -> bool {
    let starts = ['=', '+', '-', '@', '\'', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    let blank = number == 0 && line.starts_with(['\t', '\r', '\n']);
    blank || line.trim_start().starts_with(starts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_escaped() {
        for (bad, escaped) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\r=1", "'\r'=1"),
            ("\n\nx", "'\n\nx"),
            ("\u{a0}=1", "'\u{a0}=1"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("fine\n=1", "fine\n'=1"),
            ("fine\r\n  +1", "fine\r\n'  +1"),
            ("'quoted'", "''quoted'"),
        ] {
            assert_eq!(escape_formulas(bad), escaped, "{bad:?}");
        }
        for good in ["", "fine", "a=b", "it was -5 outside", "3", "é", "a\n\nb"] {
            assert_eq!(escape_formulas(good), good);
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(cell in "[=+@\t\r\n' a-]{0,12}") {
            let shown = escape_formulas(&cell);
            let lines = shown.split_inclusive(['\n', '\r']);
            let back: String = lines.map(|line| line.strip_prefix('\'').unwrap_or(line)).collect();
            prop_assert_eq!(back, cell);
        }
    }
}
