//! Whether an answer could be stored now: one that nobody gave is written and taken back, and a row
//! of the collector's own is committed.

use outoften_core::Score;
use outoften_core::fatigue::EventKind;
use outoften_core::metric::Metric;
use sqlx::{Connection as _, Executor as _, Row as _};

use super::answers::{Origin, within};
use super::revisions::by_answer;
use super::sql::Db;
use super::{Answer, Display, Engine, Outcome, Store, StoreError, displays};
use crate::token;

/// A commit that changes a row, so that a disk and a standby have to confirm it.
const TOUCH: &str = "INSERT INTO state (name, value) VALUES ('probe', '1') ON CONFLICT (name) \
     DO UPDATE SET value = CAST(CAST(state.value AS BIGINT) + 1 AS TEXT)";

/// Commits a row.
pub(super) async fn touch(connection: &mut Db, engine: Engine) -> sqlx::Result<()> {
    let mut transaction = connection.begin_with(engine.begin_write()).await?;
    transaction.execute(TOUCH).await?;
    transaction.commit().await
}

impl Store {
    /// Writes an answer the way answers are written and takes it back, then commits a row.
    ///
    /// # Errors
    /// The database is unreachable, read-only, full or locked, lacks a right, or its commits are not
    /// durable.
    pub async fn probe_writer(&self) -> Result<(), StoreError> {
        let _turn = self.turn().await?;
        let mut connection = self.writer_connection().await?;
        let probed = within(self.engine.commit_timeout(), self.probe(&mut connection)).await;
        if probed.is_err() {
            // After a failed sync nobody knows what the connection still believes.
            connection.close_on_drop();
        }
        probed
    }

    async fn probe(&self, connection: &mut Db) -> Result<(), StoreError> {
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        for statement in self.engine.limit_lock_waits() {
            transaction.execute(*statement).await?;
        }
        let survey = sqlx::query("SELECT id FROM surveys ORDER BY id LIMIT 1");
        // Without a survey no answer is taken, so there is none to try.
        if let Some(survey) = survey.fetch_optional(&mut *transaction).await? {
            let mut trial = transaction.begin().await?;
            self.try_statements(&mut trial, survey.try_get(0)?).await?;
            trial.rollback().await?;
        }
        transaction.execute(TOUCH).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Every statement that an answer and its revision can need: it is unhappy, has words, a reason
    /// and an address, and then has none of them.
    async fn try_statements(&self, db: &mut Db, survey: String) -> Result<(), StoreError> {
        // Nobody else's rows, so that two nodes never wait for each other.
        let name = token::generate().map_err(|error| StoreError::Damaged(error.to_string()))?;
        let second = nobodys(survey, name);
        let first = Answer {
            rev: 1,
            score: Score::MIN,
            comment: Some("probe".to_owned()),
            drivers: vec!["probe".to_owned()],
            contact: Some("probe".to_owned()),
            ..second.clone()
        };
        for answer in [&first, &second] {
            let mut outcomes = [Outcome::Replayed];
            let deliveries = by_answer([(0, answer)].into_iter());
            self.write(db, &deliveries, &mut outcomes, Origin::Live).await?;
        }
        let Answer { survey, channel, .. } = second;
        let channel = channel.unwrap_or_default();
        let (event, touchpoint) = (EventKind::Shown, String::new());
        let shown = Display { survey, event, channel, touchpoint, received_at_ms: 0 };
        displays::count(db, &[shown]).await
    }
}

/// A happy answer without anything else, under a name that no answer has.
fn nobodys(survey: String, name: String) -> Answer {
    Answer {
        survey,
        id: name.clone(),
        rev: 2,
        metric: Metric::Nps,
        score: Score::MAX,
        comment: None,
        drivers: Vec::new(),
        contact: None,
        done: true,
        elapsed_ms: 0,
        lang: None,
        channel: Some(name),
        touchpoint: None,
        segment: None,
        suspect: false,
        verified: false,
        received_at_ms: 0,
        person: None,
        key_hash: None,
        ticket_hash: None,
    }
}
