//! Programs that open every link of a mail to see where it leads.
//!
//! A person presses one number. Whoever opens many different ones of one mail within seconds is a
//! scanner, and what it sends is counted apart. Remembered for a minute, in memory, by a hash of
//! the personal link or of the network; nothing is stored.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::net::IpAddr;
use std::sync::Mutex;

use outoften_core::Score;

/// Links that are remembered at a time.
const PLACES: usize = 20_000;
/// Different numbers opened within this time are a burst.
const BURST_MS: i64 = 10_000;
/// How long a burst is remembered.
const REMEMBERED_MS: i64 = 60_000;
/// Different numbers of one personal link that a person may open in that time.
const OF_A_LINK: u32 = 3;
/// The same for a whole network, where several people may read the same mail.
const OF_A_NETWORK: u32 = 7;

/// What was opened lately.
#[derive(Default)]
pub struct Scanners {
    places: Mutex<HashMap<u64, Place>>,
    hasher: RandomState,
}

#[derive(Clone, Copy, Default)]
struct Place {
    /// When the first of these numbers was opened.
    since_ms: i64,
    /// One bit for each number.
    opened: u16,
    /// When the last burst was seen.
    burst_ms: Option<i64>,
}

impl Scanners {
    /// Notes that a form was opened with this number chosen, and says whether that is a burst.
    pub fn open(
        &self,
        survey: &str,
        (link, network): (Option<&str>, Option<IpAddr>),
        score: Option<Score>,
        now_ms: i64,
    ) -> bool {
        let Some((key, most)) = self.key(survey, link, network) else { return false };
        let Ok(mut places) = self.places.lock() else { return false };
        if places.len() >= PLACES {
            places.retain(|_, place| place.last_ms() + REMEMBERED_MS > now_ms);
        }
        if places.len() >= PLACES {
            places.clear();
        }
        let place = places.entry(key).or_default();
        if place.since_ms + BURST_MS < now_ms {
            (place.since_ms, place.opened) = (now_ms, 0);
        }
        place.opened |= score.map_or(0, |score| 1 << score.get());
        if place.opened.count_ones() > most {
            place.burst_ms = Some(now_ms);
        }
        place.is_burst(now_ms)
    }

    /// Whether there was a burst from here within the last minute.
    pub fn is_burst(
        &self,
        survey: &str,
        (link, network): (Option<&str>, Option<IpAddr>),
        now_ms: i64,
    ) -> bool {
        let Some((key, _)) = self.key(survey, link, network) else { return false };
        let places = self.places.lock();
        places.is_ok_and(|places| places.get(&key).is_some_and(|place| place.is_burst(now_ms)))
    }

    /// A personal link is one mail, whoever opens it; else the network is all there is.
    fn key(&self, survey: &str, link: Option<&str>, network: Option<IpAddr>) -> Option<(u64, u32)> {
        match (link, network) {
            (Some(link), _) => Some((self.hasher.hash_one((survey, link)), OF_A_LINK)),
            (None, Some(network)) => Some((self.hasher.hash_one((survey, network)), OF_A_NETWORK)),
            (None, None) => None,
        }
    }
}

impl Place {
    fn last_ms(&self) -> i64 {
        self.burst_ms.map_or(self.since_ms, |burst_ms| burst_ms.max(self.since_ms))
    }

    fn is_burst(&self, now_ms: i64) -> bool {
        self.burst_ms.is_some_and(|burst_ms| now_ms - burst_ms < REMEMBERED_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mail_opened_at_many_numbers_is_a_burst_and_one_number_is_not() {
        let scanners = Scanners::default();
        let link = (Some("ana"), None);
        let open = |number, now_ms| scanners.open("acme", link, Score::new(number), now_ms);
        assert!((0..20).all(|_| !open(9, 0)), "again and again the same number");
        assert!(!open(8, 1) && !open(7, 2) && open(6, 3));
        assert!(scanners.is_burst("acme", link, 60_000));
        assert!(!scanners.is_burst("acme", (Some("bo"), None), 4));
        assert!(!scanners.is_burst("acme", link, 60_003), "forgotten after a minute");
    }

    #[test]
    fn slowly_is_no_burst_and_a_network_may_be_many_people() {
        let scanners = Scanners::default();
        let network = (None, "203.0.113.0".parse().ok());
        for number in 0..=10 {
            let now_ms = i64::from(number) * 11_000;
            assert!(!scanners.open("acme", network, Score::new(number), now_ms), "{number}");
        }
        let bursts = (0..=10).filter(|n| scanners.open("acme", network, Score::new(*n), 900_000));
        assert_eq!(bursts.count(), 4, "from the eighth number on");
        assert!(!scanners.open("acme", (None, None), Score::new(1), 0));
    }

    #[test]
    fn memory_is_bounded() {
        let scanners = Scanners::default();
        for number in 0..2 * PLACES {
            scanners.open("acme", (Some(&number.to_string()), None), None, 0);
        }
        assert!(scanners.places.lock().unwrap().len() <= PLACES);
    }
}
