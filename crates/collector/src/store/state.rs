//! What the collector remembers of itself between two starts (table `state`).

use sqlx::Row as _;

use super::{Store, StoreError};
use sqlx::AnyConnection as Db;

/// What is remembered, by its name in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StateName {
    /// SQLite's log still holds what was erased. The value counts erasures.
    LogFold,
    /// What retention measures the clock against, in days since 1970.
    RetentionDay,
    /// Settings of Postgres that the operator accepted.
    AcceptedDurability,
}

impl StateName {
    const fn text(self) -> &'static str {
        match self {
            Self::LogFold => "log_fold",
            Self::RetentionDay => "retention_day",
            Self::AcceptedDurability => "accepted_durability",
        }
    }
}

/// The value; `None` if nothing is remembered.
pub(super) async fn get(db: &mut Db, name: StateName) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT value FROM state WHERE name = $1")
        .bind(name.text())
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Remembers a value in place of the one before.
pub(super) async fn set(db: &mut Db, name: StateName, value: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO state (name, value) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(name.text())
    .bind(value.to_owned())
    .execute(db)
    .await?;
    Ok(())
}

/// Counts up from 1.
pub(super) async fn increment(db: &mut Db, name: StateName) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO state (name, value) VALUES ($1, '1') ON CONFLICT (name) \
         DO UPDATE SET value = CAST(CAST(state.value AS BIGINT) + 1 AS TEXT)",
    )
    .bind(name.text())
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets a value, unless it has changed meanwhile.
pub(super) async fn forget(db: &mut Db, name: StateName, value: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM state WHERE name = $1 AND value = $2")
        .bind(name.text())
        .bind(value.to_owned())
        .execute(db)
        .await?;
    Ok(())
}

impl Store {
    /// The last day that retention believed, in days since 1970.
    pub async fn retention_day(&self) -> Result<Option<i64>, StoreError> {
        let day = get(&mut *self.pool.acquire().await?, StateName::RetentionDay).await?;
        let parse = |day: String| {
            day.parse().map_err(|_| StoreError::Damaged(format!("retention day {day:?}")))
        };
        day.map(parse).transpose()
    }

    /// Remembers the day that retention measures the clock against.
    pub async fn set_retention_day(&self, day: i64) -> Result<(), StoreError> {
        set(&mut *self.writing().await?, StateName::RetentionDay, &day.to_string()).await
    }
}
