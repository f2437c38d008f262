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
use crate::store::{Answer, Group, Outcome, Store, StoreError};
use crate::writer::WriteError;

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
    /// Whether the operator was told today that a name was one too many.
    is_told: bool,
}

/// What is done with a name.
#[derive(PartialEq, Eq)]
enum Verdict {
    Known,
    /// It uses up one of the day's.
    New(u64),
    Folded,
    /// The same, for the first time on this day.
    FoldedFirst,
}

/// New names that an answer uses up, by the hash: only if it is stored.
pub struct Taken {
    survey: String,
    names: Vec<(Group, u64)>,
}

impl App {
    /// Replaces what is one new name too many in an answer.
    pub fn fold_names(&self, response: &mut Response) -> Taken {
        let Response { survey, channel, touchpoint, segment, .. } = response;
        let groups =
            [(Group::Channel, channel), (Group::Touchpoint, touchpoint), (Group::Segment, segment)];
        let mut taken = Taken { survey: survey.clone(), names: Vec::new() };
        for (group, name) in groups {
            if let Some(new) = name.as_mut().and_then(|name| self.fold_name(survey, group, name)) {
                taken.names.push((group, new));
            }
        }
        taken
    }

    /// The same for one name; the empty one stands for none.
    pub fn fold_name(&self, survey: &str, group: Group, name: &mut String) -> Option<u64> {
        if name.is_empty() {
            return None;
        }
        let verdict = self.names.judge(survey, group, name, self.clock.now().day(), &self.store);
        match verdict {
            Verdict::Known => return None,
            Verdict::New(hash) => return Some(hash),
            Verdict::FoldedFirst => tracing::warn!(
                survey,
                group = group.name(),
                "more than {NEW_A_DAY} new names today: the rest of the day counts new ones as {OTHER:?}"
            ),
            Verdict::Folded => {}
        }
        self.metrics.folded.fetch_add(1, Ordering::Relaxed);
        OTHER.clone_into(name);
        None
    }

    /// Stores an answer; one that is not stored gives its new names back. Also where the sender has
    /// gone away meanwhile: otherwise one could be made to seem the other.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn store_with(
        self: &Arc<Self>,
        answer: Answer,
        taken: Taken,
    ) -> Result<(), WriteError> {
        if taken.names.is_empty() {
            return self.writer.write(answer).await.map(drop);
        }
        let app = Arc::clone(self);
        let written = tokio::spawn(async move {
            let written = app.writer.write(answer).await;
            if !matches!(written, Ok(Outcome::Stored)) {
                app.names.give_back(taken);
            }
            written.map(drop)
        });
        written.await.unwrap_or(Err(WriteError::Closed))
    }
}

impl Names {
    fn judge(&self, survey: &str, group: Group, name: &str, day: i64, store: &Store) -> Verdict {
        let hash = self.hasher.hash_one(name);
        let Ok(mut known) = self.known.lock() else { return Verdict::Known };
        let place = known.entry((survey.to_owned(), group)).or_default();
        if place.day != day {
            let names = std::mem::take(&mut place.names);
            *place = Known { day, names, ..Known::default() };
            self.read(survey, group, day, store);
        }
        if place.names.contains(&hash) || name == OTHER {
            return Verdict::Known;
        }
        if place.new_today < NEW_A_DAY || !place.is_read {
            place.names.insert(hash);
            place.new_today += 1;
            return Verdict::New(hash);
        }
        let is_first = !std::mem::replace(&mut place.is_told, true);
        if is_first { Verdict::FoldedFirst } else { Verdict::Folded }
    }

    fn give_back(&self, taken: Taken) {
        let Ok(mut known) = self.known.lock() else { return };
        for (group, name) in taken.names {
            let Some(place) = known.get_mut(&(taken.survey.clone(), group)) else { continue };
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
