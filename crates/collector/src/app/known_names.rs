//! Limits new names of segments, channels and touchpoints, which anybody who answers can make up.
//!
//! Each name is a row of the tallies for every day and score. So a survey gets a number of new names a
//! day; after that, an answer counts under `other`. The known names are read once a day, in the
//! background: until then nothing is replaced. Each node counts for itself.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, Mutex};

use crate::store::{Group, Store, StoreError};

/// New names of one group in one survey on one day.
const NEW_A_DAY: usize = 200;

/// What stands in the place of a name that is one too many.
const OTHER: &str = "other";

/// The names that are known, by survey and group.
#[derive(Default)]
pub struct KnownNames {
    known: Arc<Mutex<HashMap<(String, Group), Known>>>,
    hasher: RandomState,
}

#[derive(Default)]
struct Known {
    /// Since 1970, in UTC.
    day: i64,
    /// Hashes: a name may have 80 characters.
    names: HashSet<u64>,
    new_today: usize,
    is_read: bool,
    /// Whether the log says today that a name was one too many.
    is_reported: bool,
}

/// What is done with a name.
#[derive(PartialEq, Eq)]
pub enum NameVerdict {
    /// It is kept, and costs nothing.
    Known,
    /// It is kept, and uses up one of the day's. Its hash.
    New(u64),
    /// It counts under `other`.
    Replaced,
    /// The same, for the first time on this day.
    ReplacedFirst,
}

/// New names that an answer uses up, by their hashes: only if it is stored.
pub struct NewNames {
    survey: String,
    names: Vec<(Group, u64)>,
}

impl NewNames {
    pub fn of(survey: &str) -> Self {
        Self { survey: survey.to_owned(), names: Vec::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Adds the hash of a name, if it is new.
    pub fn add(&mut self, group: Group, hash: Option<u64>) {
        self.names.extend(hash.map(|hash| (group, hash)));
    }
}

impl KnownNames {
    /// Replaces a name that is one too many; the empty one stands for none.
    pub fn limit(
        &self,
        (survey, group): (&str, Group),
        name: &mut String,
        day: i64,
        store: &Store,
    ) -> NameVerdict {
        if name.is_empty() {
            return NameVerdict::Known;
        }
        let verdict = self.judge(survey, group, name, day, store);
        if verdict == NameVerdict::ReplacedFirst {
            tracing::warn!(
                survey,
                group = group.name(),
                "more than {NEW_A_DAY} new names today: the rest of the day counts new ones as {OTHER:?}"
            );
        }
        if matches!(verdict, NameVerdict::Replaced | NameVerdict::ReplacedFirst) {
            OTHER.clone_into(name);
        }
        verdict
    }

    fn judge(
        &self,
        survey: &str,
        group: Group,
        name: &str,
        day: i64,
        store: &Store,
    ) -> NameVerdict {
        let hash = self.hasher.hash_one(name);
        let Ok(mut known) = self.known.lock() else { return NameVerdict::Known };
        let place = known.entry((survey.to_owned(), group)).or_default();
        if place.day != day {
            let names = std::mem::take(&mut place.names);
            *place = Known { day, names, ..Known::default() };
            self.read(survey, group, day, store);
        }
        if place.names.contains(&hash) || name == OTHER {
            return NameVerdict::Known;
        }
        if place.new_today < NEW_A_DAY || !place.is_read {
            place.names.insert(hash);
            place.new_today += 1;
            return NameVerdict::New(hash);
        }
        let is_first = !std::mem::replace(&mut place.is_reported, true);
        if is_first { NameVerdict::ReplacedFirst } else { NameVerdict::Replaced }
    }

    /// Takes back the new names of an answer that was not stored.
    pub fn give_back(&self, new: NewNames) {
        let Ok(mut known) = self.known.lock() else { return };
        for (group, name) in new.names {
            let Some(place) = known.get_mut(&(new.survey.clone(), group)) else { continue };
            if place.names.remove(&name) {
                place.new_today = place.new_today.saturating_sub(1);
            }
        }
    }

    fn read(&self, survey: &str, group: Group, day: i64, store: &Store) {
        let (known, hasher) = (Arc::clone(&self.known), self.hasher.clone());
        let (survey, store) = (survey.to_owned(), store.clone());
        tokio::spawn(async move {
            let names = match store.names_since(&survey, group).await {
                Ok(names) => names,
                Err(error) => return forget(&known, survey, group, &error),
            };
            let new_today = names.iter().filter(|(_, first_day)| *first_day >= day).count();
            let Ok(mut known) = known.lock() else { return };
            let Some(place) = known.get_mut(&(survey, group)) else { return };
            place.names.extend(names.iter().map(|(name, _)| hasher.hash_one(name.as_str())));
            place.new_today = new_today.min(NEW_A_DAY);
            place.is_read = true;
        });
    }
}

/// The next answer tries again.
fn forget(
    known: &Mutex<HashMap<(String, Group), Known>>,
    survey: String,
    group: Group,
    error: &StoreError,
) {
    tracing::warn!(%error, "known names not read");
    if let Ok(mut known) = known.lock() {
        known.remove(&(survey, group));
    }
}
