//! Dates of a column, as survey tools write them, to days and periods.
//!
//! A date counts as written: offsets are not applied, because a report by month should not move
//! an answer of the evening into the next month.

use crate::time::{civil_from_days, days_from_civil, days_in_month};

/// Which comes first in 03/04/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// A span of the trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A calendar month, `2026-11`.
    Month,
    /// Three calendar months, `2026-Q4`.
    Quarter,
    /// Monday to Sunday, `2026-W47` (ISO 8601).
    Week,
}

impl Period {
    /// The first day of the period that a day (since 1970) falls into.
    pub(super) fn start(self, day: i64) -> i64 {
        let (year, month, _) = civil_from_days(day);
        match self {
            Self::Month => days_from_civil(year, month, 1),
            Self::Quarter => days_from_civil(year, (month - 1) / 3 * 3 + 1, 1),
            // 1 January 1970 was a Thursday.
            Self::Week => day - (day + 3).rem_euclid(7),
        }
    }

    /// The period's name.
    ///
    /// ```
    /// use outoften_core::reading::Period;
    /// assert_eq!(Period::Month.name(20_779), "2026-11");
    /// assert_eq!(Period::Quarter.name(20_779), "2026-Q4");
    /// assert_eq!(Period::Week.name(20_779), "2026-W47");
    /// ```
    #[must_use]
    pub fn name(self, day: i64) -> String {
        let (year, month, _) = civil_from_days(day);
        match self {
            Self::Month => format!("{year}-{month:02}"),
            Self::Quarter => format!("{year}-Q{}", (month - 1) / 3 + 1),
            Self::Week => {
                // A week belongs to the year of its Thursday.
                let thursday = self.start(day) + 3;
                let (year, ..) = civil_from_days(thursday);
                let week = (thursday - days_from_civil(year, 1, 1)) / 7 + 1;
                format!("{year}-W{week:02}")
            }
        }
    }
}

/// The day since 1970 of a date; `None` when it is in no known form.
pub(super) fn day(field: &[u8], order: DateOrder) -> Option<i64> {
    let text = core::str::from_utf8(field).ok()?.trim();
    from_numbers(text, order).or_else(|| from_words(text)).or_else(|| from_unix(text))
}

/// Whether a date has two parts that could both be the month, and which part says otherwise.
pub(super) fn order_told_by(field: &[u8]) -> Option<Option<DateOrder>> {
    let text = core::str::from_utf8(field).ok()?.trim();
    let (first, second, _) = slashed(text)?;
    Some(match (first > 12, second > 12) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    })
}

/// The numbers of `3/4/2026 …` with slashes or dashes.
fn slashed(text: &str) -> Option<(i64, i64, i64)> {
    let mark = if text.contains('/') { '/' } else { '-' };
    let (a, b, c) = three(text, mark)?;
    (a <= 31 && c >= 1_000).then_some((a, b, c))
}

fn from_numbers(text: &str, order: DateOrder) -> Option<i64> {
    if let Some((day, month, year)) = three(text, '.') {
        return civil(year, month, day);
    }
    if let Some((first, second, year)) = slashed(text) {
        return match order {
            DateOrder::DayFirst => civil(year, second, first),
            DateOrder::MonthFirst => civil(year, first, second),
        };
    }
    let (year, month, day) = three(text, '-').or_else(|| three(text, '/'))?;
    civil(year, month, day)
}

/// `Nov 22, 2026`, `22 November 2026`.
fn from_words(text: &str) -> Option<i64> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).take(3).collect();
    let [first, second, year] = words.as_slice() else { return None };
    let year = year.parse().ok()?;
    let (month, day) = match month_named(first) {
        Some(month) => (month, second),
        None => (month_named(second)?, first),
    };
    civil(year, month, day.parse().ok()?)
}

fn month_named(word: &str) -> Option<i64> {
    let names =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?.to_ascii_lowercase();
    names.iter().zip(1..).find(|(name, _)| **name == start).map(|(_, month)| month)
}

/// Seconds or milliseconds since 1970, within 1973 to 2286.
fn from_unix(text: &str) -> Option<i64> {
    let digits = text.split('.').next().unwrap_or(text);
    if digits.bytes().any(|byte| !byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = digits.parse().ok()?;
    match digits.len() {
        9..=10 => Some(number / 86_400),
        12..=13 => Some(number / 86_400_000),
        _ => None,
    }
}

/// Three numbers with marks between them; what follows must not go on with a digit or the mark.
fn three(text: &str, mark: char) -> Option<(i64, i64, i64)> {
    let (first, rest) = text.split_once(mark)?;
    let (second, rest) = rest.split_once(mark)?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    let (third, tail) = rest.split_at_checked(end)?;
    let number = |part: &str| -> Option<i64> {
        let short = !part.is_empty() && part.len() <= 4;
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        if short && digits { part.parse().ok() } else { None }
    };
    let ends_well = tail.is_empty() || tail.starts_with([' ', 'T', 't', ',']);
    let numbers = (number(first)?, number(second)?, number(third)?);
    ends_well.then_some(numbers)
}

fn civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let exists = (1_000..=9_999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day);
    exists.then(|| days_from_civil(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_many_tools_are_the_same_day() {
        let expected = Some(days_from_civil(2026, 11, 22));
        for text in [
            "2026-11-22",
            "2026-11-22T10:00:00Z",
            "2026-11-22 10:00:00 UTC",
            "2026/11/22 10:00",
            "22.11.2026",
            "Nov 22, 2026",
            "22 November 2026",
            "1795341600",
            "1795341600000",
            "22/11/2026",
            "22-11-2026 10:00",
        ] {
            assert_eq!(day(text.as_bytes(), DateOrder::DayFirst), expected, "{text}");
        }
        assert_eq!(day(b"11/22/2026 10:00:00 AM", DateOrder::MonthFirst), expected);
    }

    #[test]
    fn what_is_no_date() {
        for text in
            ["", "7", "2026", "2026-13-01", "2026-02-30", "11:30", "1-2-3", "22/11/26", "\u{fffd}"]
        {
            assert_eq!(day(text.as_bytes(), DateOrder::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn weeks_belong_to_the_year_of_their_thursday() {
        for (year, month, date, name) in
            [(2027, 1, 1, "2026-W53"), (2024, 12, 30, "2025-W01"), (2026, 11, 22, "2026-W47")]
        {
            assert_eq!(Period::Week.name(days_from_civil(year, month, date)), name);
        }
        let monday = Period::Week.start(days_from_civil(2026, 11, 22));
        assert_eq!(monday, days_from_civil(2026, 11, 16));
    }

    #[test]
    fn a_part_above_twelve_tells_the_order() {
        assert_eq!(order_told_by(b"22/11/2026"), Some(Some(DateOrder::DayFirst)));
        assert_eq!(order_told_by(b"11/22/2026"), Some(Some(DateOrder::MonthFirst)));
        assert_eq!(order_told_by(b"3/4/2026"), Some(None));
        assert_eq!(order_told_by(b"2026-11-22"), None);
    }
}
