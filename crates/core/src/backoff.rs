//! When to try again to deliver an answer, and when to stop trying.
//!
//! Full jitter: a random time below a bound that doubles, so that clients which lost a server
//! together do not come back together. A server that names a time is left alone until then, and the
//! jitter comes on top. Not here: clocks, timers, randomness, requests.

/// The bound of the first wait.
const FIRST_MS: u32 = 1_000;
/// No wait is drawn from a longer time than this.
const LONGEST_MS: u32 = 60_000;
/// A server that names a later time than in an hour is tried in an hour.
pub const RETRY_AFTER_MAX_MS: u32 = 3_600_000;
/// After so many failures in a row a page tries no more; the next page does.
pub const MOST_FAILURES: u32 = 5;

/// What a reply means for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Stored, or refused for good: forget it.
    Settled,
    /// The network, the load or a time-out: try again.
    Again,
}

/// Judges a reply by its status; `None` is no reply at all. Only what a later try can change is
/// tried again.
///
/// ```
/// use outoften_core::backoff::{Fate, fate};
/// assert_eq!(fate(Some(503)), Fate::Again);
/// assert_eq!(fate(Some(422)), Fate::Settled);
/// ```
#[must_use]
pub fn fate(status: Option<u16>) -> Fate {
    match status {
        None | Some(408 | 425 | 429 | 500..) => Fate::Again,
        Some(_) => Fate::Settled,
    }
}

/// How long the server wants to be left alone, in ms: at most [`RETRY_AFTER_MAX_MS`]. `named_ms` is
/// what it said, counted from now; what is no time, or over already, is none.
#[must_use]
pub fn held_ms(named_ms: f64) -> u32 {
    // NaN becomes 0, as does a date in the past.
    (named_ms as u32).min(RETRY_AFTER_MAX_MS)
}

/// How long to wait after the latest of `failures` failures in a row (1 or more), in ms; `None` is
/// until the next page. `random` are 32 random bits, `held_ms` is how long the server wants to be
/// left alone, 0 when it said nothing.
///
/// ```
/// use outoften_core::backoff::wait_ms;
/// assert_eq!(wait_ms(1, 0, 0), Some(0));
/// assert_eq!(wait_ms(3, u32::MAX, 0), Some(3_999));
/// assert!(wait_ms(1, 0, 3_000) >= Some(3_000));
/// assert_eq!(wait_ms(5, 0, 0), None);
/// ```
#[must_use]
pub fn wait_ms(failures: u32, random: u32, held_ms: u32) -> Option<u32> {
    if failures >= MOST_FAILURES {
        return None;
    }
    let doubled = FIRST_MS << failures.saturating_sub(1).min(6);
    let bound_ms = doubled.max(held_ms).min(LONGEST_MS);
    // The upper half of a 64-bit product: a fair share of the bound without a division.
    let jitter = (u64::from(random) * u64::from(bound_ms)) >> 32;
    Some(held_ms + jitter as u32)
}

#[cfg(test)]
#[path = "backoff_test.rs"]
mod tests;
