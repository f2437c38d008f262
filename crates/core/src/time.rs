//! Instants and waiting times, in UTC, without a clock.
//!
//! Calendar months are needed because 180 days always fall short of six months. Not here: asking
//! what time it is, time zones, parsing or printing dates.

use core::ops::Sub;

const MS_PER_HOUR: i64 = 3_600_000;
const MS_PER_DAY: i64 = 24 * MS_PER_HOUR;

/// An instant: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utc(i64);

impl Utc {
    /// The instant this many milliseconds after the start of 1970.
    #[must_use]
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the start of 1970.
    #[must_use]
    pub const fn as_ms(self) -> i64 {
        self.0
    }

    /// This instant after a waiting time. Months keep the day of the month and the time of day,
    /// clamped to the month's end: 31 August and six months is 28 or 29 February.
    ///
    /// ```
    /// use outoften_core::time::{Span, Utc};
    /// let aug_31_2027 = Utc::from_ms(1_819_699_200_000);
    /// let feb_29_2028 = Utc::from_ms(1_835_424_000_000);
    /// assert_eq!(aug_31_2027.after(Span::Months(6)), feb_29_2028);
    /// ```
    #[must_use]
    pub fn after(self, span: Span) -> Self {
        match span {
            Span::Months(months) => self.after_months(i64::from(months)),
            Span::Days(days) => Self(self.0.saturating_add(i64::from(days) * MS_PER_DAY)),
            Span::Hours(hours) => Self(self.0.saturating_add(i64::from(hours) * MS_PER_HOUR)),
        }
    }

    fn after_months(self, months: i64) -> Self {
        let time_of_day_ms = self.0.rem_euclid(MS_PER_DAY);
        let (year, month, day) = civil_from_days(self.0.div_euclid(MS_PER_DAY));
        let month_index = year * 12 + (month - 1) + months;
        let (year, month) = (month_index.div_euclid(12), month_index.rem_euclid(12) + 1);
        let day = day.min(days_in_month(year, month));
        Self(days_from_civil(year, month, day).saturating_mul(MS_PER_DAY) + time_of_day_ms)
    }

    /// Whole days since the start of 1970, rounded down: the key of a daily tally.
    #[must_use]
    pub const fn day(self) -> i64 {
        self.0.div_euclid(MS_PER_DAY)
    }
}

impl Sub for Utc {
    type Output = i64;

    /// Milliseconds from `earlier` to `self`; negative when it is later.
    fn sub(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A waiting time, as a survey document writes it: `{"months": 6}`, `{"days": 30}`,
/// `{"hours": 24}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Calendar months in UTC.
    Months(u16),
    /// Days of 24 hours.
    Days(u16),
    /// Hours.
    Hours(u16),
}

impl Span {
    /// The unit's name in a document and the count.
    #[must_use]
    pub const fn parts(self) -> (&'static str, u16) {
        match self {
            Self::Months(count) => ("months", count),
            Self::Days(count) => ("days", count),
            Self::Hours(count) => ("hours", count),
        }
    }
}

impl serde::Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (unit, count) = self.parts();
        serializer.collect_map([(unit, count)])
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date, counted in eras of 400 years that begin
/// on 1 March, so that the leap day is the last of its year.
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_civil`].
pub(crate) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

pub(crate) fn days_in_month(year: i64, month: i64) -> i64 {
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days_from_civil(next_year, next_month, 1) - days_from_civil(year, month, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_day_of_four_hundred_years_survives_the_round_trip() {
        for days in -146_097..146_097 {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
            assert!(day <= days_in_month(year, month));
        }
    }

    #[test]
    fn six_months_are_never_180_days() {
        let mut seen = std::collections::BTreeMap::<i64, u32>::new();
        for day in 0..146_097 {
            let start = Utc::from_ms(day * MS_PER_DAY);
            *seen.entry((start.after(Span::Months(6)) - start) / MS_PER_DAY).or_default() += 1;
        }
        let counts: Vec<_> = seen.into_iter().collect();
        assert_eq!(counts, [(181, 36_966), (182, 30_414), (183, 31_020), (184, 47_697)]);
    }

    proptest! {
        #[test]
        fn waiting_longer_never_ends_earlier(ms in -1_i64 << 46..1_i64 << 46, m in 0_u16..600) {
            let start = Utc::from_ms(ms);
            prop_assert!(start.after(Span::Months(m)) <= start.after(Span::Months(m + 1)));
            prop_assert!(start <= start.after(Span::Months(m)));
        }
    }
}
