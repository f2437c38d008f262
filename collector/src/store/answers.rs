//! Answers: one row per `(survey, id)`, the highest revision wins, the tallies move along.
//!
//! Delivery is at least once and in any order; this is where it becomes exactly one row. Called by
//! the group commit (`crate::writer`) with a batch, and by the import.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};
use std::future::Future;
use std::time::Duration;

use outoften_core::Class;
use sqlx::{AssertSqlSafe, Connection};

use super::cases;
use super::contacts;
use super::displays::{self, Display};
use super::imports;
use super::outbox;
use super::rows::{self, COLUMNS, Met};
use super::tallies::{self, Move};
use super::{Answer, Db, Outcome, Store, StoreError, pieces, placeholders};

/// Where answers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// A person, now.
    Live,
    /// A file, by the import's number.
    File(i64),
}

/// Whether a case is opened: somebody unhappy, as far as we know a person.
fn is_owed_a_reply(answer: &Answer) -> bool {
    answer.class() == Class::Detractor && !answer.suspect
}

/// Survey and id.
pub(super) type Key = (String, String);

/// What is to be written, in key order.
type Latest<'a> = BTreeMap<(&'a str, &'a str), Cow<'a, Answer>>;

impl Store {
    /// Stores a batch in one durable transaction; nothing of it on an error.
    ///
    /// Returns one outcome per answer, in the order given.
    ///
    /// # Errors
    /// See [`StoreError`]. `Refused` means that at least one row of the batch is to blame.
    pub async fn commit(&self, answers: &[Answer]) -> Result<Vec<Outcome>, StoreError> {
        self.commit_with(answers, &[]).await
    }

    /// The same, and counts what became of other cards.
    ///
    /// # Errors
    /// As [`Store::commit`].
    pub async fn commit_with(
        &self,
        answers: &[Answer],
        displays: &[Display],
    ) -> Result<Vec<Outcome>, StoreError> {
        self.commit_batch(answers, displays, Origin::Live).await
    }

    /// Stores answers to one survey that were given elsewhere, maybe long ago: nobody is told of
    /// them and no case is opened. What retention has deleted does not come back. `import` is the
    /// number of [`Store::begin_import`].
    ///
    /// # Errors
    /// As [`Store::commit`].
    pub async fn commit_import(
        &self,
        answers: &[Answer],
        import: i64,
    ) -> Result<Vec<Outcome>, StoreError> {
        self.commit_batch(answers, &[], Origin::File(import)).await
    }

    async fn commit_batch(
        &self,
        answers: &[Answer],
        displays: &[Display],
        origin: Origin,
    ) -> Result<Vec<Outcome>, StoreError> {
        let latest = latest_of_each(answers);
        let mut connection = self.writer.acquire().await?;
        let writing = self.write_all(&mut connection, &latest, displays, origin);
        let (unchanged, from_ms) = match within(self.engine.commit_timeout(), writing).await {
            Ok(written) => written,
            Err(error) => {
                // After a failed write or sync nobody knows what the connection still believes.
                if error.is_retryable() {
                    connection.close_on_drop();
                }
                return Err(error);
            }
        };
        let is_latest = |answer: &Answer| {
            latest.len() == answers.len()
                || latest.get(&named(answer)).is_some_and(|latest| latest.rev == answer.rev)
        };
        let is_new = |answer: &Answer| {
            is_latest(answer) && (unchanged.is_empty() || !unchanged.contains(&key(answer)))
        };
        let outcome = |answer: &Answer| match is_new(answer) {
            _ if answer.received_at_ms < from_ms => Outcome::TooOld,
            true => Outcome::Stored,
            false => Outcome::Replayed,
        };
        Ok(answers.iter().map(outcome).collect())
    }

    /// Returns what [`Store::write`] does, and from when on answers are kept.
    async fn write_all(
        &self,
        connection: &mut Db,
        latest: &Latest<'_>,
        events: &[Display],
        origin: Origin,
    ) -> Result<(HashSet<Key>, i64), StoreError> {
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        let from_ms = match (origin, latest.keys().next()) {
            (Origin::File(_), Some((survey, _))) => {
                self.kept_from_ms(&mut transaction, survey).await?
            }
            _ => i64::MIN,
        };
        let kept = latest.values().filter(|answer| answer.received_at_ms >= from_ms);
        let rows: Vec<&Answer> = kept.map(|answer| &**answer).collect();
        let unchanged = self.write(&mut transaction, latest, &rows, origin).await?;
        displays::count(&mut transaction, events).await?;
        transaction.commit().await?;
        Ok((unchanged, from_ms))
    }

    /// Rows in key order, so that two nodes never wait for each other in a circle. Returns the
    /// keys of those that stay as they were.
    async fn write(
        &self,
        connection: &mut Db,
        latest: &Latest<'_>,
        rows: &[&Answer],
        origin: Origin,
    ) -> Result<HashSet<Key>, StoreError> {
        let mut moves = Move::default();
        let Met { new, known } = rows::insert_new(connection, self.engine, rows).await?;
        for answer in &new {
            moves.add(answer);
        }
        if let Origin::File(import) = origin {
            let keys: Vec<Key> = new.iter().map(|answer| key(answer)).collect();
            imports::mark(connection, import, &keys).await?;
        }
        let mut unchanged: HashSet<Key> = known.iter().map(|answer| key(answer)).collect();
        let mut raised = Vec::new();
        let mut settled = Vec::new();
        for old in self.lock(connection, &known).await? {
            let Some(new) = latest.get(&named(&old)).filter(|new| new.rev > old.rev) else {
                continue;
            };
            unchanged.remove(&key(&old));
            // The first delivery's day stays with the answer, and so does a suspicion that nothing
            // has answered since.
            let received_at_ms = old.received_at_ms;
            let suspect = new.suspect || (old.suspect && !new.vouched);
            let counted = Answer { received_at_ms, suspect, ..Answer::clone(new) };
            moves.remove(&old);
            moves.add(&counted);
            if old.class() == Class::Detractor && !is_owed_a_reply(&counted) {
                settled.push(key(&old));
            }
            raised.push((counted, new.received_at_ms));
        }
        rows::raise(connection, &raised).await?;
        tallies::apply(connection, &moves).await?;
        let raised = raised.iter().map(|(answer, _)| answer);
        let changed: Vec<&Answer> = new.into_iter().chain(raised).collect();
        contacts::keep(connection, &changed).await?;
        if origin == Origin::Live {
            outbox::enqueue(connection, &changed).await?;
            let owed: Vec<&Answer> =
                changed.iter().copied().filter(|answer| is_owed_a_reply(answer)).collect();
            cases::open(connection, &owed).await?;
            cases::withdraw(connection, &settled).await?;
        }
        Ok(unchanged)
    }

    /// The stored state of answers that are not new, locked until the transaction ends.
    async fn lock(&self, db: &mut Db, known: &[&Answer]) -> Result<Vec<Answer>, StoreError> {
        let mut locked = Vec::with_capacity(known.len());
        for known in pieces(known) {
            let sql = format!(
                "SELECT {COLUMNS} FROM responses WHERE (survey, id) IN (VALUES {}) \
                 ORDER BY survey, id{}",
                placeholders(db, known.len(), 2),
                self.engine.for_update(),
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for answer in known {
                query = query.bind(answer.survey.clone()).bind(answer.id.clone());
            }
            for row in &query.fetch_all(&mut *db).await? {
                locked.push(rows::read(row)?);
            }
        }
        Ok(locked)
    }
}

/// A server that has gone silent must not hold the only writer for ever.
async fn within<T>(
    limit: Option<Duration>,
    writing: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    let Some(limit) = limit else { return writing.await };
    let written = tokio::time::timeout(limit, writing).await;
    written.unwrap_or(Err(StoreError::Unavailable(sqlx::Error::PoolTimedOut)))
}

/// Of several revisions in one batch only the highest is written; the first of equals.
fn latest_of_each(answers: &[Answer]) -> Latest<'_> {
    let mut latest = Latest::new();
    let mut in_order: Vec<&Answer> = answers.iter().collect();
    in_order.sort_by_key(|answer| answer.rev);
    for answer in in_order {
        let entry = match latest.entry(named(answer)) {
            Entry::Vacant(entry) => {
                entry.insert(Cow::Borrowed(answer));
                continue;
            }
            Entry::Occupied(entry) => entry.into_mut(),
        };
        let first_seen = entry.received_at_ms.min(answer.received_at_ms);
        if answer.rev > entry.rev {
            let suspect = answer.suspect || (entry.suspect && !answer.vouched);
            *entry = Cow::Owned(Answer { suspect, ..answer.clone() });
        }
        if entry.received_at_ms != first_seen {
            entry.to_mut().received_at_ms = first_seen;
        }
    }
    latest
}

fn named(answer: &Answer) -> (&str, &str) {
    (&answer.survey, &answer.id)
}

pub(super) fn key(answer: &Answer) -> Key {
    (answer.survey.clone(), answer.id.clone())
}
