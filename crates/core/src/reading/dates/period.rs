//! Days to months, quarters and weeks.

use crate::time::{civil_from_days, days_from_civil};

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
    pub(in crate::reading) fn start(self, day: i64) -> i64 {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
