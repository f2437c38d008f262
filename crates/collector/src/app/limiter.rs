//! How often one network or one token may do something: token buckets in memory, for each node.
//!
//! With several nodes each allows as much, so the whole allows that many times more. When there
//! are more networks than places the oldest idle ones go; if none is idle, a new network is
//! refused: memory stays bounded under attack.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;

/// Networks that are remembered at a time.
const PLACES: usize = 20_000;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Answers that are counted; beyond, they are stored as suspect.
    Count,
    /// The same of answers to a question that nobody saw the collector show.
    CountUnshown,
    /// Displays that are counted.
    Display,
    /// Tickets for displays.
    Ticket,
    /// Answers at all.
    Answer,
    WrongToken,
    /// Uses of one right token, each of which is a line of the audit log.
    TokenUse,
}

/// Who does it.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Source {
    Network(IpAddr),
    /// The hash of a token.
    Token(String),
}

impl Action {
    /// How many at once, and after how many milliseconds one more.
    const fn rate(self) -> (u32, i64) {
        match self {
            // A household or an office on one day; thirty an hour after that.
            Self::Count => (100, 120_000),
            // A network whose cards cannot reach us before the answer, or a program.
            Self::CountUnshown => (30, 240_000),
            Self::Answer | Self::Display => (1_000, 200),
            Self::Ticket => (300, 10_000),
            Self::WrongToken => (5, 12_000),
            Self::TokenUse => (1_000, 200),
        }
    }
}

/// The buckets: how many are used up, as of when.
#[derive(Default)]
pub struct Limiter {
    places: Mutex<Places>,
}

#[derive(Default)]
struct Places {
    used: HashMap<(Action, Source), (u32, i64)>,
    /// When idle places were last looked for: not at every request, that would be an attack too.
    swept_ms: i64,
}

/// How often idle places are looked for at most.
const SWEEP_MS: i64 = 1_000;

impl Limiter {
    /// Takes one; `false` when there is none left.
    pub fn take(&self, action: Action, network: Option<IpAddr>, now_ms: i64) -> bool {
        network.is_none_or(|network| self.change((action, Source::Network(network)), now_ms))
    }

    /// The same of one token, whatever network it comes from.
    pub fn take_use(&self, token_hash: &str, now_ms: i64) -> bool {
        self.change((Action::TokenUse, Source::Token(token_hash.to_owned())), now_ms)
    }

    fn change(&self, place: (Action, Source), now_ms: i64) -> bool {
        let Ok(mut places) = self.places.lock() else { return true };
        if !places.has_room(&place, now_ms) {
            return false;
        }
        let (action, used) = (place.0, &mut places.used);
        let (size, _) = action.rate();
        let (before, since) = used.get(&place).copied().unwrap_or((0, now_ms));
        let (now_used, since) = left(action, before, since, now_ms);
        if now_used >= size {
            return false;
        }
        used.insert(place, (now_used + 1, since));
        true
    }
}

impl Places {
    fn has_room(&mut self, place: &(Action, Source), now_ms: i64) -> bool {
        if self.used.len() < PLACES || self.used.contains_key(place) {
            return true;
        }
        if now_ms.saturating_sub(self.swept_ms) >= SWEEP_MS {
            self.swept_ms = now_ms;
            self.used
                .retain(|(action, _), (used, since)| left(*action, *used, *since, now_ms).0 > 0);
        }
        self.used.len() < PLACES
    }
}

/// What is used up now, and as of when, after refilling.
fn left(action: Action, used: u32, since: i64, now_ms: i64) -> (u32, i64) {
    let (_, refill_ms) = action.rate();
    let refilled = now_ms.saturating_sub(since).max(0) / refill_ms;
    let used_now = used.saturating_sub(u32::try_from(refilled).unwrap_or(u32::MAX));
    (used_now, if used_now == 0 { now_ms } else { since + refilled * refill_ms })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let limiter = Limiter::default();
        let here: Option<IpAddr> = "203.0.113.0".parse().ok();
        let there: Option<IpAddr> = "198.51.100.0".parse().ok();
        let take = |network, now_ms| limiter.take(Action::WrongToken, network, now_ms);
        assert_eq!((0..9).filter(|_| take(here, 0)).count(), 5);
        assert!(take(there, 0), "another network has its own");
        assert!((0..99).all(|_| take(None, 0)), "nobody is limited without a connection");
        assert!(!take(here, 11_999) && take(here, 12_000) && !take(here, 12_001));
        assert_eq!((0..9).filter(|_| take(here, 90_000)).count(), 5);
        let uses = |token, now_ms| limiter.take_use(token, now_ms);
        assert_eq!((0..1_100).filter(|_| uses("one", 0)).count(), 1_000);
        assert!(uses("two", 0), "another token has its own");
        assert!(uses("one", 200) && !uses("one", 200));
    }

    #[test]
    fn memory_is_bounded() {
        let limiter = Limiter::default();
        for number in 0..2 * PLACES as u32 {
            limiter.take(Action::Answer, Some(IpAddr::from(number.to_be_bytes())), 0);
        }
        assert_eq!(limiter.places.lock().unwrap().used.len(), PLACES);
        let late = limiter.take(Action::Answer, "203.0.113.0".parse().ok(), 60_000);
        assert!(late, "idle places are given up");
    }
}
