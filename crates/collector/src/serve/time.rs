//! Whether the machine's clock can be believed: by it answers are counted on days, and deleted.
//!
//! Nothing here corrects a clock. A clock that is behind stops the start; one that is ahead stops
//! nothing but retention, which could not be undone.

use outoften_core::time::Utc;

/// 2026-11-01, counted from 1970-01-01: no program of this version ran before.
const FIRST_DAY: i64 = 20_758;

/// An hour's round after which a clock stands so many days further has jumped.
const JUMP_DAYS: i64 = 2;

/// The newest answer may be so old before somebody has to look at the clock.
const IDLE_DAYS: i64 = 366;

/// Refuses a clock that is certainly wrong.
///
/// # Errors
/// It says a day before this program was written.
pub(super) fn check(now: Utc) -> Result<(), String> {
    if now.day() >= FIRST_DAY {
        return Ok(());
    }
    let days = FIRST_DAY - now.day();
    Err(format!(
        "the machine's clock is at least {days} days behind: answers would be counted on wrong \
         days; set the clock and start again"
    ))
}

/// Why nothing may be deleted by this clock now; `None` if it may.
pub(super) fn doubt(today: i64, last_round: Option<i64>, newest: Option<i64>) -> Option<String> {
    if let Some(days) = last_round.map(|last| today - last).filter(|days| days.abs() >= JUMP_DAYS) {
        return Some(format!("the clock has jumped by {days} days within an hour"));
    }
    let days = newest.map(|newest| today - newest)?;
    if days > IDLE_DAYS {
        return Some(format!("the newest answer is {days} days old: the clock may be ahead"));
    }
    (days < -1).then(|| format!("the newest answer is {} days in the future", -days))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: i64 = FIRST_DAY + 100;

    #[test]
    fn a_clock_of_the_past_is_refused() {
        let at = |day: i64| Utc::from_ms(day * 86_400_000);
        assert!(check(at(TODAY)).is_ok());
        let said = check(at(FIRST_DAY - 730)).unwrap_err();
        assert!(said.contains("730 days behind") && said.contains("set the clock"), "{said}");
    }

    #[test]
    fn nothing_is_deleted_by_a_clock_that_may_be_wrong() {
        assert_eq!(doubt(TODAY, None, None), None);
        assert_eq!(doubt(TODAY, Some(TODAY - 1), Some(TODAY)), None);
        assert_eq!(doubt(TODAY, Some(TODAY), Some(TODAY - 300)), None);
        assert!(doubt(TODAY, Some(TODAY - 730), Some(TODAY)).is_some(), "jumped ahead");
        assert!(doubt(TODAY, None, Some(TODAY - 730)).is_some(), "ahead from the start");
        assert!(doubt(TODAY, None, Some(TODAY + 730)).is_some(), "behind");
    }
}
