//! A copy of a SQLite database while it is in use, and whether a file is sound.

use std::path::Path;

use sqlx::Row;

use super::{Engine, Store, StoreError};

impl Store {
    /// Writes a complete, consistent copy: everything acknowledged before the call is in it.
    ///
    /// # Errors
    /// The file exists already, the disk is full, or the engine is Postgres (use `pg_dump`).
    pub async fn backup(&self, to: &Path) -> Result<(), StoreError> {
        if self.engine == Engine::Postgres {
            return Err(StoreError::Damaged("Postgres has its own tool: use pg_dump".to_owned()));
        }
        sqlx::query("VACUUM INTO $1")
            .bind(to.to_string_lossy().into_owned())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// What the engine finds wrong with its own file; nothing if it is sound. On Postgres, where
    /// this is the server's own work, always nothing.
    ///
    /// # Errors
    /// The database is unavailable.
    pub async fn integrity(&self) -> Result<Vec<String>, StoreError> {
        if self.engine == Engine::Postgres {
            return Ok(Vec::new());
        }
        let rows = sqlx::query("PRAGMA integrity_check").fetch_all(&self.pool).await?;
        let lines: Vec<String> =
            rows.iter().map(|row| row.try_get(0)).collect::<Result<_, sqlx::Error>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}
