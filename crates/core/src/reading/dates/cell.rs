//! One cell to a day: numbers between marks, month names in any place, seconds since 1970.

use super::DateOrder;
use super::months::{may_introduce, month_named};
use super::tokens::{Token, tokens};
use crate::reading::fold::plain;
use crate::time::{days_from_civil, days_in_month};

/// Longer texts are no dates.
const BYTES_MAX: usize = 160;
/// The day that spreadsheets number 25,569 is 1 January 1970.
const SERIAL_OF_1970: i64 = 25_569;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) struct Date {
    /// Days since 1970.
    pub(in crate::reading) day: i64,
    pub(in crate::reading) form: Form,
}

/// How it says it, as far as a column has to agree on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Form {
    /// There is one way to read it.
    Clear,
    /// `03/04/2026`: which of two different parts can only be the day, if one is above twelve.
    Slashed(Option<DateOrder>),
    /// `1.2.26` could be anything else: a version, a chapter.
    Weak,
    /// Only digits: a date where the column's name says so.
    Digits,
}

/// `2026-11-22` at the beginning: the form of nearly all long files.
pub(super) fn iso(field: &[u8]) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = field else { return None };
    if matches!(rest, [next, ..] if next.is_ascii_digit() || *next == b'-') {
        return None;
    }
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |sum, digit| {
            digit.is_ascii_digit().then(|| 10 * sum + i64::from(digit - b'0'))
        })
    };
    civil(number(&[*y1, *y2, *y3, *y4])?, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
}

/// The date of a text; `None` when it is in no known form.
pub(in crate::reading) fn read(text: &str, order: DateOrder, languages: u64) -> Option<Date> {
    if text.len() > BYTES_MAX {
        return None;
    }
    let text = plain(text);
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (all, count) = tokens(&text);
    let parts = Parts::gather(all.get(..count).unwrap_or_default(), languages)?;
    parts.date(order)
}

/// A day as spreadsheets number it, from 1954 to 2119; the fraction is the time.
pub(in crate::reading) fn serial(text: &str) -> Option<i64> {
    let number: f64 = text.replace(',', ".").parse().ok()?;
    (20_000.0..80_000.0).contains(&number).then_some(number as i64 - SERIAL_OF_1970)
}

/// A number with its digits, or a month by its name.
#[derive(Clone, Copy, Debug)]
enum Part {
    Number(i64, usize),
    Month(i64),
}

/// The parts of a date and the mark before the second.
#[derive(Debug, Default)]
struct Parts {
    parts: Vec<Part>,
    mark: Option<char>,
    /// Words between parts, as in `5 de noviembre de 2026` or 2026年11月5日.
    glued: bool,
    /// Something stands behind the parts.
    followed: bool,
}

impl Parts {
    fn gather(tokens: &[Option<Token<'_>>], languages: u64) -> Option<Self> {
        let mut found = Self::default();
        let (mut at, mut words) = (0, 0);
        let token = |at: usize| tokens.get(at).copied().flatten();
        while let Some(next) = token(at) {
            match next {
                Token::Number(..) if token(at + 1) == Some(Token::Mark(':')) => {
                    // Of `Nov 5 10:01 2026` the year is still to come.
                    if !found.parts.is_empty() && !found.waits_for_year() {
                        break;
                    }
                    at = after_time(tokens, at);
                    continue;
                }
                Token::Number(value, digits) => {
                    if found.parts.len() == 3 {
                        return found.end(token(at - 1));
                    }
                    found.parts.push(Part::Number(value, digits));
                    words = 0;
                }
                Token::Word(word) => {
                    let is_month = found.parts.len() < 3 && !found.has_month();
                    match month_named(word, languages).filter(|_| is_month) {
                        // Of `mar. 3 nov.` the first is a weekday.
                        Some(_) if later_month(tokens, at, languages) => {}
                        Some(month) => found.parts.push(Part::Month(month)),
                        None if found.parts.len() == 3 || found.is_month_of_year() => break,
                        None if found.is_digits() && word.eq_ignore_ascii_case("t") => break,
                        None => {
                            words += 1;
                            found.glued |= !found.parts.is_empty();
                            let fits = match found.parts.is_empty() {
                                true => may_introduce(word),
                                false => word.chars().count() <= 5,
                            };
                            if words > 2 || !fits {
                                return None;
                            }
                        }
                    }
                }
                Token::Mark(mark) => {
                    if found.parts.len() == 3 && mark != '.' && mark != ',' {
                        if matches!(token(at + 1), Some(Token::Number(..))) && "/-".contains(mark) {
                            return None;
                        }
                        break;
                    }
                    if found.parts.len() == 1 && found.mark.is_none() {
                        found.mark = Some(mark);
                    }
                    if !".,/-\u{2013}'\u{2019}".contains(mark) {
                        return None;
                    }
                }
            }
            at += 1;
        }
        found.followed = token(at).is_some();
        // A sentence behind a date makes a text of it; a time zone may have a long name.
        let rest = || tokens.iter().skip(at).flatten();
        let words = rest().filter(|token| matches!(token, Token::Word(_))).count();
        (words <= 3 || rest().any(|token| *token == Token::Mark(':'))).then_some(found)
    }

    /// A number behind three parts begins a time, unless a mark ties it to them.
    fn end(mut self, before: Option<Token<'_>>) -> Option<Self> {
        let tied = self.mark == Some('.') && before == Some(Token::Mark('.'));
        self.followed = true;
        (!tied).then_some(self)
    }

    fn has_month(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Month(_)))
    }

    fn is_digits(&self) -> bool {
        matches!(self.parts.as_slice(), [Part::Number(_, 8)])
    }

    fn is_month_of_year(&self) -> bool {
        matches!(
            self.parts.as_slice(),
            [Part::Month(_), Part::Number(_, 4)] | [Part::Number(_, 4), Part::Month(_)]
        )
    }

    fn waits_for_year(&self) -> bool {
        let days = |part: &Part| matches!(part, Part::Month(_) | Part::Number(_, 1..=2));
        self.parts.len() == 2 && self.has_month() && self.parts.iter().all(days)
    }

    fn date(&self, order: DateOrder) -> Option<Date> {
        use Part::{Month, Number};
        let clear = |day: Option<i64>| day.map(|day| Date { day, form: Form::Clear });
        match *self.parts.as_slice() {
            [Number(a, na), Number(b, nb), Number(c, nc)] if nb <= 2 => {
                self.numeric([(a, na), (b, 2), (c, nc)], order)
            }
            // `9 out of 10` is no ninth of October, though `out` is October in Portuguese.
            [Month(month), Number(day, ..=2), Number(y, n)]
            | [Number(day, ..=2), Month(month), Number(y, n)]
                if n == 4 || !self.glued =>
            {
                clear(civil(year(y, n)?, month, day))
            }
            [Number(y, 4), Month(month), Number(day, ..=2)]
            | [Number(y, 4), Number(day, ..=2), Month(month)] => clear(civil(y, month, day)),
            [Number(value, digits)] if self.mark.is_none() && (digits == 8 || !self.followed) => {
                digits_only(value, digits)
            }
            _ if self.followed => None,
            // A month stands for its first day.
            [Month(month), Number(y, 4)] | [Number(y, 4), Month(month)] => {
                clear(civil(y, month, 1))
            }
            [Month(month), Number(y, 2)]
                if self.mark.is_some_and(|mark| "-'\u{2019}".contains(mark)) =>
            {
                clear(civil(year(y, 2)?, month, 1))
            }
            [Number(y, 4), Number(month, ..=2)] | [Number(month, ..=2), Number(y, 4)]
                if self.glued || matches!(self.mark, Some('-' | '/')) =>
            {
                clear(civil(y, month, 1).filter(|_| (1_900..2_200).contains(&y)))
            }
            [Number(value, 9..=13), Number(..)] if self.mark == Some('.') => {
                digits_only(value, if value < 100_000_000_000 { 10 } else { 13 })
            }
            _ => None,
        }
    }

    fn numeric(&self, parts: [(i64, usize); 3], order: DateOrder) -> Option<Date> {
        let [(a, na), (b, _), (c, nc)] = parts;
        let mark = self.mark.filter(|mark| "./-".contains(*mark));
        if mark.is_none() && !self.glued {
            return None;
        }
        let date = |day: Option<i64>, form| day.map(|day| Date { day, form });
        if na == 4 {
            return if nc <= 2 { date(civil(a, b, c), Form::Clear) } else { None };
        }
        if na > 2 || a > 31 {
            return None;
        }
        let y = year(c, nc)?;
        if mark == Some('.') || mark.is_none() {
            let weak = nc == 2 && !self.followed;
            return date(civil(y, b, a), if weak { Form::Weak } else { Form::Clear });
        }
        if a == b {
            return date(civil(y, a, b), Form::Clear);
        }
        let told = match (a > 12, b > 12) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        };
        let day = match order {
            DateOrder::DayFirst => civil(y, b, a),
            DateOrder::MonthFirst => civil(y, a, b),
        };
        date(day, Form::Slashed(told))
    }
}

/// The place behind a time such as `10:01:02.5`.
fn after_time(tokens: &[Option<Token<'_>>], mut at: usize) -> usize {
    while matches!(tokens.get(at).copied().flatten(), Some(Token::Number(..))) {
        at += 1;
        match tokens.get(at).copied().flatten() {
            Some(Token::Mark(':' | '.')) => at += 1,
            _ => break,
        }
    }
    at
}

/// Whether another month name follows.
fn later_month(tokens: &[Option<Token<'_>>], at: usize, languages: u64) -> bool {
    let later = tokens.iter().skip(at + 1).flatten().take(5);
    later.into_iter().any(|token| match token {
        Token::Word(word) => month_named(word, languages).is_some(),
        _ => false,
    })
}

/// Years of two digits are 1970 to 2069; Thai years count from 543 before ours.
fn year(value: i64, digits: usize) -> Option<i64> {
    match digits {
        2 if value < 70 => Some(2_000 + value),
        2 => Some(1_900 + value),
        4 if (2_443..2_643).contains(&value) => Some(value - 543),
        4 => Some(value),
        _ => None,
    }
}

/// `20261122`, `20261122100102`, or seconds to microseconds since 1970, within 1973 to 2286.
fn digits_only(value: i64, digits: usize) -> Option<Date> {
    let compact = |date: i64| {
        let year = date / 10_000;
        civil(year, date / 100 % 100, date % 100).filter(|_| (1_900..2_200).contains(&year))
    };
    let day = match digits {
        8 => compact(value)?,
        14 => compact(value / 1_000_000)?,
        9..=10 => value / 86_400,
        12..=13 => value / 86_400_000,
        15..=16 => value / 86_400_000_000,
        _ => return None,
    };
    Some(Date { day, form: Form::Digits })
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
    use crate::reading::dates::{ALL_LANGUAGES, DateStyle};

    fn day(text: &str, order: DateOrder) -> Option<i64> {
        DateStyle { order, ..DateStyle::default() }.day(text.as_bytes())
    }

    #[test]
    fn dates_of_many_tools_are_the_same_day() {
        let expected = Some(days_from_civil(2026, 11, 22));
        for text in [
            "2026-11-22",
            "2026-11-22T10:00:00Z",
            "2026-11-22 10:00:00 UTC",
            "2026/11/22 10:00",
            "22.11.2026",
            "22.11.2026 10.00.00",
            "22.11.26",
            "Nov 22, 2026",
            "Nov 22 '26",
            "22-Nov-26",
            "22 November 2026",
            "22nd of November 2026",
            "22. November 2026",
            "22 de noviembre de 2026",
            "22 de nov. de 2026 a las 10:00",
            "domingo, 22 de novembro de 2026",
            "quinta-feira, 22 de novembro de 2026",
            "Th\u{1ee9} N\u{103}m, 22 th\u{e1}ng 11, 2026",
            "Do 22.11.2026",
            "\u{43f}\u{43d}, 22.11.2026",
            "22 ноября 2026 г., 10:00:00",
            "2026. november 22.",
            "Sunday, November 22, 2026",
            "Sun Nov 22 2026 10:01:02 GMT+0100 (Central European Standard Time)",
            "Sun, 22 Nov 2026 10:01:02 +0100",
            "Sun Nov 22 10:01:02 2026",
            "mar 22 nov 2026",
            "2026\u{5e74}11\u{6708}22\u{65e5} 10:01:02",
            "2026. 11. 22 오전 10:01:02",
            "2026/11/22 上午 10:01:02",
            "22/11/2569",
            "22 thang 11, 2026",
            "\u{662}\u{662}/\u{661}\u{661}/\u{662}\u{660}\u{662}\u{666}",
            "20261122",
            "20261122100000",
            "20261122T100000Z",
            "1795341600",
            "1795341600.25",
            "1795341600000",
            "22/11/2026",
            "22/11/26",
            "22-11-2026 10:00",
            "10:00 22/11/2026",
        ] {
            assert_eq!(day(text, DateOrder::DayFirst), expected, "{text}");
        }
        assert_eq!(day("11/22/2026 10:00:00 AM", DateOrder::MonthFirst), expected);
        assert_eq!(day("11/22/26 10:00:00", DateOrder::MonthFirst), expected);
        assert_eq!(day("2026/11/22 10:01:02 PM GMT+1", DateOrder::MonthFirst), expected);
        assert_eq!(serial("46348"), expected);
        assert_eq!(serial("46348.75"), expected);
    }

    #[test]
    fn a_month_alone_is_its_first_day() {
        let expected = Some(days_from_civil(2026, 11, 1));
        for text in
            ["2026-11", "11/2026", "Nov 2026", "noviembre 2026", "2026\u{5e74}11\u{6708}", "Nov-26"]
        {
            assert_eq!(day(text, DateOrder::DayFirst), expected, "{text}");
        }
    }

    #[test]
    fn years_of_two_digits_turn_at_seventy() {
        assert_eq!(day("1/1/69", DateOrder::DayFirst), Some(days_from_civil(2069, 1, 1)));
        assert_eq!(day("1/1/70", DateOrder::DayFirst), Some(days_from_civil(1970, 1, 1)));
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "7",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "11:30",
            "1-2-3",
            "10.1.20.26",
            "192.168.10.26",
            "1.2.2026.7",
            "555-12-3456",
            "7.5",
            "10 9 8",
            "We came on 5 November 2026",
            "9 out of 10",
            "Exported on 2026-11-29",
            "Stand: 29.11.2026",
            "5 November 2026 was a terrible day for us all",
            "\u{fffd}",
        ] {
            assert_eq!(day(text, DateOrder::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn a_part_above_twelve_tells_the_order() {
        let told = |text| match read(text, DateOrder::DayFirst, ALL_LANGUAGES) {
            Some(Date { form: Form::Slashed(told), .. }) => Some(told),
            _ => None,
        };
        assert_eq!(told("22/11/2026"), Some(Some(DateOrder::DayFirst)));
        assert_eq!(told("3/4/2026"), Some(None));
        assert_eq!(told("2026-11-22"), None);
    }
}
