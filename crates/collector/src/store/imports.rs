//! Imports of files: each has a number, and its answers can be taken back.

use sqlx::{AssertSqlSafe, Connection as _, Row};

use super::rows::COLUMNS;
use super::sql::{Db, Key, bind_keys, delete_keys, from_row, pieces, placeholders};
use super::tallies::{self, TallyDelta};
use super::tombstones::{self, Kind, Tombstone};
use super::{Answer, Store, StoreError};

/// Answers of one transaction, when an import is taken back.
const BATCH: i64 = 500;

/// How often a number is tried for that others take at the same time.
const TRIES: usize = 50;

/// One import, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportLine {
    pub id: i64,
    pub survey: String,
    /// What the file was called.
    pub file: String,
    pub started_at_ms: i64,
    /// When it was taken back, if it was.
    pub undone_at_ms: Option<i64>,
    /// Its answers that are stored now.
    pub answers: i64,
}

from_row!(ImportLine, row { id, survey, file, started_at_ms, undone_at_ms, answers });

impl Store {
    /// Begins an import; its number.
    pub async fn begin_import(
        &self,
        survey: &str,
        file: &str,
        now_ms: i64,
    ) -> Result<i64, StoreError> {
        // Of two nodes that take the same number, one takes the next.
        for _ in 0..TRIES {
            let row = sqlx::query(
                "INSERT INTO imports (id, survey, file, started_at_ms) \
                 SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3 FROM imports \
                 WHERE TRUE ON CONFLICT (id) DO NOTHING RETURNING id",
            )
            .bind(survey.to_owned())
            .bind(file.to_owned())
            .bind(now_ms)
            .fetch_optional(&mut *self.writing().await?)
            .await?;
            if let Some(row) = row {
                return Ok(row.try_get(0)?);
            }
        }
        Err(StoreError::Unavailable(sqlx::Error::PoolTimedOut))
    }

    /// Forgets an import that stored nothing.
    pub async fn forget_import(&self, id: i64) -> Result<(), StoreError> {
        let forget = sqlx::query("DELETE FROM imports WHERE id = $1").bind(id);
        forget.execute(&mut *self.writing().await?).await?;
        Ok(())
    }

    /// The imports of a survey, or of all, the newest first.
    pub async fn imports(&self, survey: Option<&str>) -> Result<Vec<ImportLine>, StoreError> {
        let found = sqlx::query_as(
            "SELECT id, survey, file, started_at_ms, undone_at_ms, \
             (SELECT COUNT(*) FROM responses WHERE responses.survey = imports.survey \
              AND responses.import_id = imports.id) AS answers \
             FROM imports WHERE $1 IS NULL OR survey = $1 ORDER BY id DESC",
        )
        .bind(survey.map(str::to_owned))
        .fetch_all(&self.pool)
        .await?;
        Ok(found)
    }

    /// Deletes the answers of an import, also from the tallies. Returns how many there were; none
    /// if no import has this number. Ended early, it is harmless to begin again.
    pub async fn undo_import(&self, id: i64, now_ms: i64) -> Result<Option<u64>, StoreError> {
        let import =
            sqlx::query("SELECT survey, started_at_ms, undone_at_ms FROM imports WHERE id = $1");
        let Some(import) = import.bind(id).fetch_optional(&self.pool).await? else {
            return Ok(None);
        };
        let survey: String = import.try_get(0)?;
        if import.try_get::<Option<i64>, _>(2)?.is_none() {
            let name = tombstones::import(id, &survey, import.try_get(1)?);
            // Not answer by answer: the same file may be imported anew, with the same ids and dates.
            self.record_tombstones(vec![Tombstone::named(Kind::Import, &name, now_ms)]).await?;
        }
        let mut gone = 0;
        loop {
            // Each batch waits its turn: answers come in between.
            let mut connection = self.writing().await?;
            let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
            let undone = self.undo_some(&mut transaction, &survey, id).await?;
            if undone > 0 {
                self.mark_log(&mut transaction).await?;
            } else {
                mark_undone(&mut transaction, id, now_ms).await?;
            }
            transaction.commit().await?;
            if undone == 0 {
                break;
            }
            gone += undone;
        }
        self.checkpoint().await;
        Ok(Some(gone))
    }

    /// Locked in the order in which the group commit locks them.
    pub(super) async fn undo_some(
        &self,
        db: &mut Db,
        survey: &str,
        id: i64,
    ) -> Result<u64, StoreError> {
        let select = format!(
            "SELECT {COLUMNS} FROM responses WHERE survey = $1 AND import_id = $2 \
             ORDER BY survey, id LIMIT {BATCH}{}",
            self.engine.for_update()
        );
        let found: Vec<Answer> = sqlx::query_as(AssertSqlSafe(select))
            .bind(survey.to_owned())
            .bind(id)
            .fetch_all(&mut *db)
            .await?;
        let keys: Vec<Key> = found.iter().map(Answer::key).collect();
        delete_keys(db, "responses", "id", &keys).await?;
        tallies::apply(db, &TallyDelta::without(&found)).await?;
        Ok(keys.len() as u64)
    }
}

/// Says of an import that it was taken back.
pub(super) async fn mark_undone(db: &mut Db, id: i64, at_ms: i64) -> Result<(), StoreError> {
    let undone =
        sqlx::query("UPDATE imports SET undone_at_ms = $1 WHERE id = $2 AND undone_at_ms IS NULL");
    undone.bind(at_ms).bind(id).execute(db).await?;
    Ok(())
}

/// Says of new answers which import they came with.
pub(super) async fn mark(db: &mut Db, import: i64, keys: &[Key]) -> Result<(), StoreError> {
    for keys in pieces(keys) {
        let sql = format!(
            "UPDATE responses SET import_id = {import} WHERE (survey, id) IN (VALUES {})",
            placeholders(db, keys.len(), 2)
        );
        bind_keys(sqlx::query(AssertSqlSafe(sql)), keys).execute(&mut *db).await?;
    }
    Ok(())
}
