//! Addresses of people who agreed to be written to, apart from their answers.
//!
//! Written with the answer, in its transaction; the highest revision decides, also when it takes
//! the address back. Read only where a person is to be written to (`cases`, an export that asks
//! for it), never with results, comments or webhooks.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use sqlx::{AssertSqlSafe, Connection as _, Row};

use super::sql::{self, Db, Key, pieces, placeholders};
use super::tombstones::Tombstone;
use super::{Answer, Erased, Snapshot, Store, StoreError};

/// Keeps the addresses of new and changed answers, and forgets those that were taken back.
pub(super) async fn keep(db: &mut Db, changed: &[&Answer]) -> Result<(), StoreError> {
    let taken_back: Vec<Key> = changed
        .iter()
        .filter(|answer| answer.contact.is_none() && answer.rev > 1)
        .map(|answer| answer.key())
        .collect();
    forget(db, &taken_back).await?;
    let given: Vec<(&Answer, &String)> = changed
        .iter()
        .filter_map(|answer| answer.contact.as_ref().map(|address| (*answer, address)))
        .collect();
    for given in pieces(&given) {
        let sql = format!(
            "INSERT INTO contacts (survey, response, address, agreed_at_ms) VALUES {} \
             ON CONFLICT (survey, response) DO UPDATE SET address = excluded.address",
            placeholders(db, given.len(), 4)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (answer, address) in given {
            query = query.bind(answer.survey.clone()).bind(answer.id.clone());
            query = query.bind((*address).clone()).bind(answer.received_at_ms);
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Deletes the addresses of these answers.
pub(super) async fn forget(db: &mut Db, keys: &[Key]) -> Result<(), StoreError> {
    sql::delete_of(db, "contacts", keys).await
}

impl Snapshot {
    /// The addresses of these answers of a survey, by the answer's id.
    pub async fn contacts(
        &mut self,
        survey: &str,
        from_id: &str,
        to_id: &str,
    ) -> Result<BTreeMap<String, String>, StoreError> {
        let rows = sqlx::query(
            "SELECT response, address FROM contacts \
             WHERE survey = $1 AND response >= $2 AND response <= $3",
        )
        .bind(survey.to_owned())
        .bind(from_id.to_owned())
        .bind(to_id.to_owned())
        .fetch_all(self.db())
        .await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// How many people of a survey agreed to be written to.
    pub async fn contact_count(&mut self, survey: &str) -> Result<u64, StoreError> {
        let row = sqlx::query("SELECT COUNT(*) AS n FROM contacts WHERE survey = $1")
            .bind(survey.to_owned())
            .fetch_one(self.db())
            .await?;
        Ok(sql::count(&row, "n")?)
    }
}

impl Store {
    /// Deletes the address of one answer and nothing else. `None` if there was none.
    ///
    /// # Errors
    /// The database is unavailable; then nothing is erased.
    pub async fn erase_contact(
        &self,
        survey: &str,
        id: &str,
        now_ms: i64,
    ) -> Result<Option<Erased>, StoreError> {
        let mut connection = self.writing().await?;
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        let gone = sqlx::query(
            "DELETE FROM contacts WHERE survey = $1 AND response = $2 RETURNING agreed_at_ms",
        )
        .bind(survey.to_owned())
        .bind(id.to_owned())
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(gone) = gone else { return Ok(None) };
        self.mark_log(&mut transaction).await?;
        self.record_tombstones(vec![Tombstone::contact(survey, id, gone.try_get(0)?, now_ms)])
            .await?;
        transaction.commit().await?;
        drop(connection);
        Ok(Some(Erased { answers: 1, is_checkpointed: self.checkpoint().await }))
    }

    /// Deletes every answer of somebody known by an address only, in every survey; capitals do not
    /// matter.
    ///
    /// # Errors
    /// The database is unavailable; what was erased before stays erased.
    pub async fn erase_address(&self, address: &str, now_ms: i64) -> Result<Erased, StoreError> {
        // What an earlier erasure left in the log may be theirs: it is asked for again.
        let mut all = Erased { answers: 0, is_checkpointed: !self.is_checkpoint_due().await? };
        for (survey, id) in self.answers_from(address).await? {
            if let Some(erased) = self.erase_answer(&survey, &id, now_ms).await? {
                all.answers += erased.answers;
                all.is_checkpointed = erased.is_checkpointed;
            }
        }
        Ok(all)
    }

    /// Compared here and not by the database: SQLite knows the small letters of ASCII only, and
    /// those that Postgres knows depend on how its cluster was made.
    async fn answers_from(&self, address: &str) -> Result<Vec<Key>, StoreError> {
        let wanted = address.to_lowercase();
        let all = sqlx::query("SELECT survey, response, address FROM contacts ORDER BY 1, 2");
        let mut rows = all.fetch(&self.pool);
        let mut found = Vec::new();
        while let Some(row) = rows.try_next().await? {
            if row.try_get::<String, _>(2)?.to_lowercase() == wanted {
                found.push((row.try_get(0)?, row.try_get(1)?));
            }
        }
        Ok(found)
    }
}
