//! Whether the machine's clock can be believed: by it answers are counted on days, and deleted.
//!
//! Nothing here corrects a clock. A clock that is behind stops the start; one that is ahead stops
//! nothing but retention, which could not be undone.

use outoften_core::time::Utc;

/// 2026-11-01, counted from 1970-01-01: no program of this version ran before.
const FIRST_DAY: i64 = 20_758;

/// How far the clock may stand ahead of the last day that was believed.
const AHEAD_DAYS: i64 = 7;

/// An hour's round after which a clock stands so many days back has jumped.
const BACK_DAYS: i64 = 2;

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

/// What a clock is measured against before anything is deleted by it. Days since 1970.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct KnownDays {
    /// The day of the last round that was believed, of whatever start; stored.
    pub last_believed: Option<i64>,
    /// The day of the last round of this start.
    pub last_round: Option<i64>,
    /// The day of the newest answer.
    pub newest: Option<i64>,
    /// The operator says that the clock is right.
    pub is_confirmed: bool,
}

/// Why nothing may be deleted by this clock now; `None` if it may.
pub(super) fn doubt(today: i64, known: KnownDays) -> Option<String> {
    if let Some(back) = known.last_round.map(|last| last - today).filter(|days| *days >= BACK_DAYS)
    {
        return Some(format!("the clock has gone back by {back} days within an hour"));
    }
    if let Some(days) = known.newest.map(|newest| newest - today).filter(|days| *days > 1) {
        return Some(format!("the newest answer is {days} days in the future"));
    }
    // Before the first round the newest answer is all that there is to measure against.
    let last = known.last_believed.or(known.newest)?;
    let ahead = today - last;
    if ahead > AHEAD_DAYS && !known.is_confirmed {
        return Some(format!("the clock is {ahead} days ahead of the last day that was believed"));
    }
    None
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
        let doubts = |known| doubt(TODAY, known).is_some();
        let nothing = KnownDays::default();
        assert!(!doubts(nothing));
        let believed = |day| KnownDays { last_believed: Some(day), newest: Some(day), ..nothing };
        assert!(!doubts(believed(TODAY)) && !doubts(believed(TODAY - 7)));
        assert!(doubts(believed(TODAY - 8)), "ahead of what is stored");
        assert!(!doubts(KnownDays { is_confirmed: true, ..believed(TODAY - 200) }));
        assert!(
            !doubts(KnownDays { newest: Some(TODAY - 300), ..believed(TODAY) }),
            "nobody answers"
        );
        assert!(doubts(KnownDays { newest: Some(TODAY - 8), ..nothing }), "ahead from the start");
        let future = KnownDays { newest: Some(TODAY + 730), ..nothing };
        assert!(doubts(future) && doubts(KnownDays { is_confirmed: true, ..future }), "behind");
        assert!(doubts(KnownDays { last_round: Some(TODAY + 2), ..believed(TODAY) }), "gone back");
    }
}
