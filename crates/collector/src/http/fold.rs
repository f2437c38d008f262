//! New names that whoever answers can make up: segments, channels and touchpoints.
//!
//! Each is a row of the tallies for every day and score. So a survey gets so many new names a day;
//! beyond, an answer counts under `other`. What is known is read once a day, in the background:
//! until then nothing is folded. Each node counts for itself.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use outoften_core::wire::Response;

use super::App;
use crate::store::{Group, Store, StoreError};

/// New names of one group in one survey on one day.
const NEW_A_DAY: usize = 200;

/// What stands in the place of a name that is one too many.
const OTHER: &str = "other";

/// The names that are known, by survey and group.
#[derive(Default)]
pub struct Names {
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

impl App {
    /// Replaces what is one new name too many in an answer.
    pub fn fold_names(&self, response: &mut Response) {
        let Response { survey, channel, touchpoint, segment, .. } = response;
        let groups =
            [(Group::Channel, channel), (Group::Touchpoint, touchpoint), (Group::Segment, segment)];
        for (group, name) in groups {
            if let Some(name) = name {
                self.fold_name(survey, group, name);
            }
        }
    }

    /// The same for one name; the empty one stands for none.
    pub fn fold_name(&self, survey: &str, group: Group, name: &mut String) {
        if name.is_empty() {
            return;
        }
        let verdict = self.names.judge(survey, group, name, self.clock.now().day(), &self.store);
        if verdict == Verdict::Kept {
            return;
        }
        self.metrics.folded.fetch_add(1, Ordering::Relaxed);
        if verdict == Verdict::FoldedFirst {
            tracing::warn!(
                survey,
                group = group.name(),
                "more than {NEW_A_DAY} new names today: the rest of the day counts new ones as {OTHER:?}"
            );
        }
        OTHER.clone_into(name);
    }
}

impl Names {
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
