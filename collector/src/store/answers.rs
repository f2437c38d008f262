//! Answers: one row per `(survey, id)`, the highest revision wins, the tallies move along.
//!
//! Delivery is at least once and in any order; this is where it becomes exactly one row. Called by
//! the group commit (`crate::writer`) with a batch, and by the import.

use std::collections::BTreeMap;

use outoften_core::Score;
use outoften_core::wire::Response;
use sqlx::{AssertSqlSafe, Connection};

use crate::identity::Person;

use super::displays::{self, Display};
use super::outbox;
use super::rows::{self, COLUMNS};
use super::tallies::{self, Move};
use super::{Db, STATEMENT_ROWS, Store, StoreError, placeholders};

/// One answer as it is stored. Made from a validated `outoften_core::wire::Response`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The survey's id.
    pub survey: String,
    /// Made by the client, the same for every delivery and revision.
    pub id: String,
    /// 1 for the first revision; the highest wins.
    pub rev: i64,
    /// The metric the score belongs to.
    pub metric: String,
    /// 0 to 10.
    pub score: Score,
    /// What the person wrote.
    pub comment: Option<String>,
    /// Whether the person was finished.
    pub done: bool,
    /// From the card's appearance to this revision.
    pub elapsed_ms: i64,
    /// The language the question was asked in.
    pub lang: Option<String>,
    /// Where it was asked: website, e-mail, app.
    pub channel: Option<String>,
    /// What it was asked about.
    pub touchpoint: Option<String>,
    /// The group of customers.
    pub segment: Option<String>,
    /// Counted apart.
    pub suspect: bool,
    /// The server's clock at arrival, UTC.
    pub received_at_ms: i64,
    /// A keyed hash of whom it is from, if that is known.
    pub person: Option<String>,
}

/// What became of one delivery. Both are a success and get the same reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new row, or a higher revision of one.
    Stored,
    /// The same or an older revision than the one that is stored.
    Replayed,
}

impl Answer {
    /// A validated delivery, stamped with the server's clock.
    #[must_use]
    pub fn new(response: Response, received_at_ms: i64) -> Self {
        Self {
            survey: response.survey,
            id: response.id,
            rev: i64::from(response.rev),
            metric: response.metric.name().to_owned(),
            score: response.score,
            comment: response.comment,
            done: response.done,
            elapsed_ms: i64::from(response.elapsed_ms),
            lang: response.lang,
            channel: response.channel,
            touchpoint: response.touchpoint,
            segment: response.segment,
            suspect: false,
            received_at_ms,
            person: None,
        }
    }

    /// From somebody known: whatever id the client made, there is one answer per person and wave.
    pub fn for_person(&mut self, person: &Person) {
        self.id.clone_from(&person.answer_id);
        self.person = Some(person.key.clone());
    }
}

/// Survey and id.
pub(super) type Key = (String, String);

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
        let latest = latest_of_each(answers);
        let mut connection = self.writer.acquire().await?;
        let written = match self.write_all(&mut connection, &latest, displays).await {
            Ok(written) => written,
            Err(error) => {
                // After a failed write or sync nobody knows what the connection still believes.
                if error.is_retryable() {
                    connection.close_on_drop();
                }
                return Err(error);
            }
        };
        let is_new =
            |answer: &Answer| written.get(&key(answer)).is_some_and(|rev| *rev == answer.rev);
        let outcome = |answer| if is_new(answer) { Outcome::Stored } else { Outcome::Replayed };
        Ok(answers.iter().map(outcome).collect())
    }

    async fn write_all(
        &self,
        connection: &mut Db,
        latest: &BTreeMap<Key, Answer>,
        events: &[Display],
    ) -> Result<BTreeMap<Key, i64>, StoreError> {
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        let written = self.write(&mut transaction, latest).await?;
        displays::count(&mut transaction, events).await?;
        transaction.commit().await?;
        Ok(written)
    }

    /// Rows in key order, so that two nodes never wait for each other in a circle. Returns the
    /// keys that changed, with their new revision.
    async fn write(
        &self,
        connection: &mut Db,
        latest: &BTreeMap<Key, Answer>,
    ) -> Result<BTreeMap<Key, i64>, StoreError> {
        let mut moves = Move::default();
        let rows: Vec<&Answer> = latest.values().collect();
        let inserted = rows::insert_new(connection, &rows).await?;
        let known: Vec<&Answer> =
            rows.into_iter().filter(|answer| !inserted.contains(&key(answer))).collect();
        for answer in inserted.iter().filter_map(|key| latest.get(key)) {
            moves.add(answer);
        }
        let mut raised = Vec::new();
        for old in self.lock(connection, &known).await? {
            let Some(new) = latest.get(&key(&old)).filter(|new| new.rev > old.rev) else {
                continue;
            };
            // The first delivery's day and a suspicion once raised stay with the answer.
            let received_at_ms = old.received_at_ms;
            let suspect = new.suspect || old.suspect;
            let counted = Answer { received_at_ms, suspect, ..new.clone() };
            moves.remove(&old);
            moves.add(&counted);
            raised.push((counted, new.received_at_ms));
        }
        rows::raise(connection, &raised).await?;
        tallies::apply(connection, &moves).await?;
        let new = inserted.iter().filter_map(|key| latest.get(key));
        let changed: Vec<&Answer> = new.chain(raised.iter().map(|(answer, _)| answer)).collect();
        outbox::enqueue(connection, &changed).await?;
        let raised = raised.iter().map(|(answer, _)| key(answer));
        let changed = inserted.into_iter().chain(raised);
        Ok(changed.filter_map(|key| latest.get(&key).map(|a| (key.clone(), a.rev))).collect())
    }

    /// The stored state of answers that are not new, locked until the transaction ends.
    async fn lock(&self, db: &mut Db, known: &[&Answer]) -> Result<Vec<Answer>, StoreError> {
        let mut locked = Vec::with_capacity(known.len());
        for known in known.chunks(STATEMENT_ROWS) {
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

/// Of several revisions in one batch only the highest is written; the first of equals.
fn latest_of_each(answers: &[Answer]) -> BTreeMap<Key, Answer> {
    let mut latest: BTreeMap<Key, Answer> = BTreeMap::new();
    for answer in answers {
        let entry = latest.entry(key(answer)).or_insert_with(|| answer.clone());
        let first_seen = entry.received_at_ms.min(answer.received_at_ms);
        let suspect = entry.suspect || answer.suspect;
        if answer.rev > entry.rev {
            *entry = answer.clone();
        }
        entry.received_at_ms = first_seen;
        entry.suspect = suspect;
    }
    latest
}

fn key(answer: &Answer) -> Key {
    (answer.survey.clone(), answer.id.clone())
}
