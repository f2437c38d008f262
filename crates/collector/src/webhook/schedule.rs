//! When to try again: nine times in about three days, as Standard Webhooks propose.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60 * SECOND_MS;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Waiting times after the first, second, … failed try.
const WAITS_MS: [i64; 9] = [
    5 * SECOND_MS,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    5 * HOUR_MS,
    10 * HOUR_MS,
    14 * HOUR_MS,
    20 * HOUR_MS,
    24 * HOUR_MS,
];

/// How long to wait after so many earlier tries and one more that failed; `None`: give up. Up to a
/// tenth is added by the message, so that not all come back in the same moment.
pub fn wait_ms(earlier_tries: i64, message: &str) -> Option<i64> {
    let wait_ms = *WAITS_MS.get(usize::try_from(earlier_tries).ok()?)?;
    let mut hasher = DefaultHasher::new();
    (message, earlier_tries).hash(&mut hasher);
    let share = i64::try_from(hasher.finish() % 1_000).unwrap_or_default();
    Some(wait_ms + wait_ms * share / 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_after_about_three_days() {
        let waits: Vec<i64> = (0..).map_while(|tries| wait_ms(tries, "m")).collect();
        assert_eq!(waits.len(), 9);
        assert!(waits.is_sorted());
        let total_h = waits.iter().sum::<i64>() / HOUR_MS;
        assert!((72..=84).contains(&total_h), "{total_h} hours");
        assert_eq!(wait_ms(-1, "m"), None);
    }
}
