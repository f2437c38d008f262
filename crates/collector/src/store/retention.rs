//! Erasure of an answer or a person, retention, the audit log.

use sqlx::{Connection as _, Row};

use super::rows::COLUMNS;
use super::sql::{Db, Key, delete_keys, delete_of};
use super::tallies::{self, TallyDelta};
use super::tombstones::{self, Kind, Tombstone};
use super::{Answer, Erased, Store, StoreError, cases, contacts, displays};

const MS_PER_DAY: i64 = 86_400_000;

/// What is deleted of answers received before an instant. The answers themselves come first: who
/// revises one of them on another node has done so before, and the rest is seen below, or finds it
/// gone and adds nothing.
const EXPIRED: [&str; 5] = [
    "DELETE FROM responses WHERE received_at_ms < $1",
    "DELETE FROM outbox WHERE ended_at_ms IS NOT NULL AND next_at_ms < $1",
    "DELETE FROM case_history WHERE (survey, response) IN \
     (SELECT survey, response FROM cases WHERE opened_at_ms < $1)",
    "DELETE FROM cases WHERE opened_at_ms < $1",
    "DELETE FROM contacts WHERE agreed_at_ms < $1",
];

/// One use of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// When, UTC.
    pub at_ms: i64,
    /// What the operator called the token.
    pub token_name: String,
    pub role: String,
    /// Method and route.
    pub action: String,
    /// The survey, if the action was about one.
    pub survey: Option<String>,
}

impl Store {
    /// Deletes one answer with its address and its case, also from the tallies. `None` if there
    /// was none.
    ///
    /// # Errors
    /// The database is unavailable; then nothing is erased.
    pub async fn erase_answer(
        &self,
        survey: &str,
        id: &str,
        now_ms: i64,
    ) -> Result<Option<Erased>, StoreError> {
        let mut connection = self.writing().await?;
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        let which = "survey = $1 AND id = $2";
        let erased = self.erase(&mut transaction, which, survey, id, now_ms).await?;
        let answers = erased.len() as u64;
        if answers == 0 {
            return Ok(None);
        }
        self.mark_log(&mut transaction).await?;
        self.record_tombstones(erased).await?;
        transaction.commit().await?;
        drop(connection);
        Ok(Some(Erased { answers, is_checkpointed: self.checkpoint().await }))
    }

    /// Deletes every answer of a person, also from the tallies, and what is remembered of having
    /// asked.
    ///
    /// # Errors
    /// The database is unavailable; then nothing is erased.
    pub async fn erase_person(&self, person: &str, now_ms: i64) -> Result<Erased, StoreError> {
        let mut connection = self.writing().await?;
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        let asks = sqlx::query("DELETE FROM asks WHERE person = $1 RETURNING at_ms")
            .bind(person.to_owned())
            .fetch_all(&mut *transaction)
            .await?;
        let which = "$1 = '' AND person = $2";
        let mut erased = self.erase(&mut transaction, which, "", person, now_ms).await?;
        let answers = erased.len() as u64;
        self.mark_log(&mut transaction).await?;
        // What comes later from the same person is not erased: so what a clock ahead has stamped is
        // named one by one.
        erased.push(Tombstone::named(Kind::Person, person, now_ms));
        for ask in &asks {
            let at_ms: i64 = ask.try_get(0)?;
            if at_ms > now_ms {
                erased.push(Tombstone::named(Kind::Ask, &tombstones::ask(person, at_ms), at_ms));
            }
        }
        self.record_tombstones(erased).await?;
        transaction.commit().await?;
        drop(connection);
        Ok(Erased { answers, is_checkpointed: self.checkpoint().await })
    }

    /// Exactly the rows that were read are deleted: what another node commits meanwhile has been
    /// counted and was not taken out of the tallies here. Locked in the order in which the group
    /// commit locks them. Returns what is to be noted of each.
    pub(super) async fn erase(
        &self,
        db: &mut Db,
        which: &str,
        survey: &str,
        key: &str,
        now_ms: i64,
    ) -> Result<Vec<Tombstone>, StoreError> {
        let lock = self.engine.for_update();
        let select =
            format!("SELECT {COLUMNS} FROM responses WHERE {which} ORDER BY survey, id{lock}");
        let found: Vec<Answer> = sqlx::query_as(sqlx::AssertSqlSafe(select))
            .bind(survey.to_owned())
            .bind(key.to_owned())
            .fetch_all(&mut *db)
            .await?;
        let keys: Vec<Key> = found.iter().map(Answer::key).collect();
        let gone = found.iter().map(|answer| {
            Tombstone::answer(&answer.survey, &answer.id, answer.received_at_ms, now_ms)
        });
        let gone = gone.collect();
        contacts::forget(db, &keys).await?;
        cases::forget(db, &keys).await?;
        delete_of(db, "outbox", &keys).await?;
        delete_keys(db, "responses", "id", &keys).await?;
        let delta = TallyDelta::without(&found);
        tallies::apply(db, &delta).await?;
        displays::forget_names(db, &delta).await?;
        Ok(gone)
    }

    /// Deletes answers received before this day; their tallies stay. Returns how many rows went.
    pub async fn retain_from(&self, day: i64) -> Result<u64, StoreError> {
        let mut connection = self.writing().await?;
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        // First: an import that goes on meanwhile is waited for, or waits and then knows.
        sqlx::query(
            "UPDATE surveys SET kept_from_day = $1 WHERE kept_from_day IS NULL OR kept_from_day < $1",
        )
        .bind(day)
        .execute(&mut *transaction)
        .await?;
        let mut gone = None;
        for statement in EXPIRED {
            let deleted = sqlx::query(statement)
                .bind(day.saturating_mul(MS_PER_DAY))
                .execute(&mut *transaction)
                .await?
                .rows_affected();
            gone.get_or_insert(deleted);
        }
        let gone = gone.unwrap_or_default();
        if gone > 0 {
            self.mark_log(&mut transaction).await?;
        }
        transaction.commit().await?;
        drop(connection);
        if gone > 0 {
            self.checkpoint().await;
        }
        Ok(gone)
    }

    /// The first instant whose answers retention has left, in ms since 1970; of what came before only
    /// the tallies are there. Stays true until the transaction ends: retention waits for it.
    pub(super) async fn kept_from_ms(&self, db: &mut Db, survey: &str) -> Result<i64, StoreError> {
        let lock = self.engine.for_share();
        let select = format!("SELECT kept_from_day FROM surveys WHERE id = $1{lock}");
        let row = sqlx::query(sqlx::AssertSqlSafe(select))
            .bind(survey.to_owned())
            .fetch_optional(db)
            .await?;
        let day: Option<i64> = row.map(|row| row.try_get(0)).transpose()?.flatten();
        Ok(day.map_or(i64::MIN, |day| day.saturating_mul(MS_PER_DAY)))
    }

    /// Records one use of a token.
    pub async fn audit(&self, id: &str, line: &AuditLine) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO audit (id, at_ms, token_name, role, action, survey) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id.to_owned())
        .bind(line.at_ms)
        .bind(line.token_name.clone())
        .bind(line.role.clone())
        .bind(line.action.clone())
        .bind(line.survey.clone())
        .execute(&mut *self.writing().await?)
        .await?;
        Ok(())
    }

    /// Adds the survey that a use of a token has made to its line.
    ///
    /// # Errors
    /// The database is unavailable.
    pub async fn audit_survey(&self, id: &str, survey: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE audit SET survey = $2 WHERE id = $1")
            .bind(id.to_owned())
            .bind(survey.to_owned())
            .execute(&mut *self.writing().await?)
            .await?;
        Ok(())
    }

    /// Forgets the uses of tokens before this day. Returns how many there were.
    pub async fn trim_audit(&self, day: i64) -> Result<u64, StoreError> {
        let gone = sqlx::query("DELETE FROM audit WHERE at_ms < $1")
            .bind(day.saturating_mul(MS_PER_DAY))
            .execute(&mut *self.writing().await?)
            .await?;
        Ok(gone.rows_affected())
    }
}
