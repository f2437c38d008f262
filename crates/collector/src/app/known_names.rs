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
}

/// What is done with a name.
#[derive(PartialEq, Eq)]
enum Verdict {
    Kept,
    Folded,
    /// The same, for the first time on this day.
    FoldedFirst,
}

impl KnownNames {
    /// Replaces a name that is one too many; the empty one stands for none. Returns whether it did.
    pub fn limit(
        &self,
        (survey, group): (&str, Group),
        name: &mut String,
        day: i64,
        store: &Store,
    ) -> bool {
        if name.is_empty() {
            return false;
        }
        let verdict = self.judge(survey, group, name, day, store);
        if verdict == Verdict::Kept {
            return false;
        }
        if verdict == Verdict::FoldedFirst {
            tracing::warn!(
                survey,
                group = group.name(),
                "more than {NEW_A_DAY} new names today: the rest of the day counts new ones as {OTHER:?}"
            );
        }
        OTHER.clone_into(name);
        true
    }

    fn judge(&self, survey: &str, group: Group, name: &str, day: i64, store: &Store) -> Verdict {
        let hash = self.hasher.hash_one(name);
        let Ok(mut known) = self.known.lock() else { return Verdict::Kept };
        let place = known.entry((survey.to_owned(), group)).or_default();
        if place.day != day {
            (place.day, place.new_today, place.is_read) = (day, 0, false);
            self.read(survey, group, day, store);
        }
        if place.names.contains(&hash) || name == OTHER {
            return Verdict::Kept;
        }
        if place.new_today < NEW_A_DAY || !place.is_read {
            place.names.insert(hash);
            place.new_today += 1;
            return Verdict::Kept;
        }
        place.new_today += 1;
        if place.new_today == NEW_A_DAY + 1 { Verdict::FoldedFirst } else { Verdict::Folded }
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
