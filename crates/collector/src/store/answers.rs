//! Answers: one row per `(survey, id)`, the highest revision of its sender wins, the tallies move
//! along.
//!
//! Delivery is at least once and in any order; this is where it becomes exactly one row.

use std::future::Future;
use std::time::Duration;

use outoften_core::Class;
use sqlx::{AssertSqlSafe, Connection, FromRow as _};

use super::displays::{self, Display};
use super::revisions::{Deliveries, Folded, by_answer, fold, named};
use super::rows::{self, COLUMNS, InsertResult};
use super::sql::{Db, Key, bind_keys, pieces, placeholders};
use super::tallies::{self, TallyDelta};
use super::{Answer, Outcome, Store, StoreError, cases, contacts, imports, outbox};

/// Where answers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A person, now.
    Live,
    /// A file, by the import's number.
    File(i64),
}

/// Whether a case is opened: somebody unhappy, as far as we know a person.
fn is_owed_a_reply(answer: &Answer) -> bool {
    answer.class() == Class::Detractor && !answer.suspect
}

impl Store {
    /// Stores a batch in one durable transaction; nothing of it on an error.
    ///
    /// Returns one outcome per answer, in the order given, which is the order of their arrival.
    ///
    /// # Errors
    /// See [`StoreError`]. `Refused` means that at least one row of the batch is to blame.
    pub async fn commit(&self, answers: &[Answer]) -> Result<Vec<Outcome>, StoreError> {
        self.commit_with(answers, &[]).await
    }

    /// The same, and counts what became of other cards.
    pub async fn commit_with(
        &self,
        answers: &[Answer],
        displays: &[Display],
    ) -> Result<Vec<Outcome>, StoreError> {
        self.commit_batch(answers, displays, Origin::Live).await
    }

    /// Stores answers to one survey that were given elsewhere, maybe long ago: no webhook is sent
    /// and no case is opened. What retention has deleted does not come back. `import` is the
    /// number of [`Store::begin_import`].
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
        let _turn = self.turn().await?;
        let mut connection = self.writer_connection().await?;
        let writing = self.write_all(&mut connection, answers, displays, origin);
        let written = within(self.engine.commit_timeout(), writing).await;
        if written.as_ref().is_err_and(StoreError::is_retryable) {
            // After a failed write or sync nobody knows what the connection still believes.
            connection.close_on_drop();
        }
        written
    }

    async fn write_all(
        &self,
        connection: &mut Db,
        answers: &[Answer],
        events: &[Display],
        origin: Origin,
    ) -> Result<Vec<Outcome>, StoreError> {
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        let from_ms = match (origin, answers.first()) {
            (Origin::File(_), Some(answer)) => {
                self.kept_from_ms(&mut transaction, &answer.survey).await?
            }
            _ => i64::MIN,
        };
        let mut outcomes = vec![Outcome::TooOld; answers.len()];
        let kept = answers.iter().enumerate().filter(|(_, it)| it.received_at_ms >= from_ms);
        let deliveries = by_answer(kept);
        self.write(&mut transaction, &deliveries, &mut outcomes, origin).await?;
        displays::count(&mut transaction, events).await?;
        transaction.commit().await?;
        Ok(outcomes)
    }

    /// Rows in key order, so that two nodes never wait for each other in a circle.
    pub(super) async fn write(
        &self,
        connection: &mut Db,
        deliveries: &Deliveries<'_>,
        outcomes: &mut [Outcome],
        origin: Origin,
    ) -> Result<(), StoreError> {
        let folded: Vec<Folded<'_>> =
            deliveries.values().filter_map(|sent| fold(None, sent, outcomes)).collect();
        let rows: Vec<&Answer> = folded.iter().map(|folded| &*folded.row).collect();
        let InsertResult { new, known } = rows::insert_new(connection, self.engine, &rows).await?;
        let mut delta = TallyDelta::default();
        for answer in &new {
            delta.add(answer);
        }
        if let Origin::File(import) = origin {
            let keys: Vec<Key> = new.iter().map(|answer| answer.key()).collect();
            imports::mark(connection, import, &keys).await?;
        }
        // Unless it is raised below, or has been erased meanwhile, a row stays as it was.
        for (place, _) in known.iter().flat_map(|known| &deliveries[&named(known)]) {
            outcomes[*place] = Outcome::Replayed;
        }
        let stored = self.lock(connection, &known).await?;
        let mut raised = Vec::new();
        let mut settled = Vec::new();
        for old in &stored {
            let folded = fold(Some(old), &deliveries[&named(old)], outcomes);
            let Some(new) = folded.filter(|folded| folded.is_changed) else { continue };
            delta.remove(old);
            delta.add(&new.row);
            if old.class() == Class::Detractor && !is_owed_a_reply(&new.row) {
                settled.push(old.key());
            }
            raised.push((new.row.into_owned(), new.updated_at_ms));
        }
        rows::replace(connection, &raised).await?;
        tallies::apply(connection, &delta).await?;
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
        Ok(())
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
            let keys: Vec<Key> = known.iter().map(|answer| answer.key()).collect();
            for row in
                &bind_keys(sqlx::query(AssertSqlSafe(sql)), &keys).fetch_all(&mut *db).await?
            {
                locked.push(Answer::from_row(row)?);
            }
        }
        Ok(locked)
    }
}

/// A server that has gone silent must not hold the only writer for ever.
pub(super) async fn within<T>(
    limit: Option<Duration>,
    writing: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    let Some(limit) = limit else { return writing.await };
    let written = tokio::time::timeout(limit, writing).await;
    written.unwrap_or(Err(StoreError::Unavailable(sqlx::Error::PoolTimedOut)))
}
