//! The policy alone, and a thousand clients that lose their server together.

use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_wait_is_below_its_bound_and_never_before_the_date(
        failures in 1_u32..MOST_FAILURES, random: u32, named_ms in 0.0_f64..1e13
    ) {
        let held = held_ms(named_ms);
        prop_assert!(held <= RETRY_AFTER_MAX_MS);
        let wait = wait_ms(failures, random, held).unwrap();
        prop_assert!(wait >= held);
        prop_assert!(wait - held < LONGEST_MS);
        if held == 0 {
            prop_assert!(wait < FIRST_MS << (failures - 1));
        }
    }
}

#[test]
fn what_a_server_says_is_believed_for_an_hour_at_most() {
    assert_eq!(held_ms(3_000.0), 3_000);
    for nothing in [f64::NAN, -5.0, f64::NEG_INFINITY] {
        assert_eq!(held_ms(nothing), 0);
    }
    for absurd in [1e12, f64::INFINITY] {
        assert_eq!(held_ms(absurd), 3_600_000);
    }
}

#[test]
fn only_passing_troubles_are_tried_again() {
    for status in [None, Some(408), Some(425), Some(429), Some(500), Some(503)] {
        assert_eq!(fate(status), Fate::Again, "{status:?}");
    }
    for status in [202, 400, 401, 403, 404, 410, 409, 413, 422] {
        assert_eq!(fate(Some(status)), Fate::Settled, "{status}");
    }
}

/// A generator of random bits that repeats itself from run to run (SplitMix64).
struct Chance(u64);

impl Chance {
    fn bits(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (((mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb)) >> 32) as u32
    }

    /// Time until the visitor opens the next page: exponential, a minute on average.
    fn page_ms(&mut self) -> u64 {
        let share = (f64::from(self.bits()) + 1.0) / 4_294_967_297.0;
        (-share.ln() * 60_000.0) as u64
    }
}

const OUTAGE_MS: u64 = 60_000;
/// As long after the return as the server was away.
const WATCHED_MS: u64 = 2 * OUTAGE_MS;
const WINDOW_MS: u64 = 10_000;

/// When the server sees requests from 1,000 clients that lose it at the same instant with an answer
/// in hand, and have it back a minute later. `jitter` draws the random bits.
fn arrivals(retry_after_ms: u32, jitter: impl Fn(&mut Chance) -> u32) -> Vec<u64> {
    let mut chance = Chance(7);
    let mut seen = Vec::new();
    for _ in 0..1_000 {
        let (mut at, mut failures, mut delivered) = (0, 0, false);
        let mut next_page = chance.page_ms();
        while !delivered && at < WATCHED_MS {
            seen.push(at);
            delivered = at >= OUTAGE_MS;
            failures += 1;
            // What the server said about the time of its return, as one that knows it would.
            let held = retry_after_ms.saturating_sub(at as u32);
            at = match wait_ms(failures, jitter(&mut chance), held) {
                Some(wait) => at + u64::from(wait.max(1)),
                // A page that gave up: the next one begins anew.
                None => {
                    while next_page <= at {
                        next_page += chance.page_ms();
                    }
                    failures = 0;
                    next_page
                }
            };
        }
    }
    seen
}

/// The fullest 10 s window after the server is back, in means of such windows.
fn peak_over_mean(arrivals: &[u64]) -> f64 {
    let windows = (WATCHED_MS - OUTAGE_MS) / WINDOW_MS;
    let mut counts = vec![0_u32; windows as usize];
    for at in arrivals.iter().filter(|at| (OUTAGE_MS..WATCHED_MS).contains(at)) {
        counts[((at - OUTAGE_MS) / WINDOW_MS) as usize] += 1;
    }
    let total: u32 = counts.iter().sum();
    assert!(total >= 500, "the clients came back: {counts:?}");
    f64::from(counts.iter().copied().max().unwrap()) / (f64::from(total) / windows as f64)
}

#[test]
fn a_thousand_clients_do_not_come_back_together() {
    let silent = peak_over_mean(&arrivals(0, Chance::bits));
    assert!(silent <= 3.0, "{silent}");
    let told = peak_over_mean(&arrivals(60_000, Chance::bits));
    assert!(told <= 3.0, "{told}");
}

#[test]
fn without_jitter_they_would() {
    let told = peak_over_mean(&arrivals(60_000, |_| 0));
    assert!(told > 3.0, "the measure sees a herd: {told}");
}
