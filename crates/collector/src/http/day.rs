//! Days in addresses and in results: `2026-11-22`, counted since 1970 in UTC.

use jiff::civil::{self, Date};

use super::ApiError;

const START: Date = civil::date(1970, 1, 1);

/// `2026-11-22` as days since 1970.
pub fn parse(name: &'static str, text: &str) -> Result<i64, ApiError> {
    let day = text.parse::<Date>().ok().and_then(|date| START.until(date).ok());
    day.map(|span| i64::from(span.get_days()))
        .ok_or(ApiError::Parameter(name, "a day such as 2026-11-22".into()))
}

/// Days since 1970 as `2026-11-22`.
pub fn name(day: i64) -> String {
    let days = i32::try_from(day).unwrap_or_default();
    START.saturating_add(jiff::Span::new().days(days)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_named_and_read_back() {
        for (day, written) in [(0, "1970-01-01"), (20_779, "2026-11-22"), (-1, "1969-12-31")] {
            assert_eq!(name(day), written);
            assert_eq!(parse("from", written).unwrap(), day);
        }
        for bad in ["", "22.11.2026", "2026-13-01", "2026-02-29"] {
            assert!(parse("from", bad).is_err(), "{bad}");
        }
    }
}
