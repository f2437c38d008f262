//! A copy of a SQLite database while it is in use, and whether a file is sound.

use std::fmt;
use std::path::Path;

use sqlx::{AnyConnection, Connection as _, Executor as _, Row};

use super::engine::{self, Expected};
use super::{DatabaseUrl, OpenError, Store, StoreError};

/// Why no copy was made, with what to do about it.
#[derive(Debug)]
pub enum BackupError {
    /// The files of a server are not ours to copy.
    Server,
    /// The database cannot be opened.
    Open(OpenError),
    /// The copy could not be completed.
    Copy(sqlx::Error),
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server => write!(
                f,
                "outoften copies SQLite files only: for Postgres use its own pg_dump, and \
                 pg_restore to put the copy in place"
            ),
            Self::Open(error) => error.fmt(f),
            Self::Copy(error) => write!(
                f,
                "the copy cannot be written: check the free space and the rights in its folder \
                 ({error})"
            ),
        }
    }
}

impl std::error::Error for BackupError {}

impl Store {
    /// Writes a complete, consistent copy of a file: everything acknowledged before the call is in
    /// it. The tables stay as they are, of whatever version: a copy that is made before a new
    /// version starts is one that the version before can read.
    pub async fn backup(from: &DatabaseUrl, to: &Path) -> Result<(), BackupError> {
        if !from.engine().is_a_file() {
            return Err(BackupError::Server);
        }
        sqlx::any::install_default_drivers();
        let opened = |error| BackupError::Open(OpenError::connect(from, error));
        let mut connection = AnyConnection::connect(from.as_str()).await.map_err(opened)?;
        connection.execute("PRAGMA busy_timeout = 5000").await.map_err(opened)?;
        let is_ours = engine::check(&mut connection, from, Expected::ExistingOfAnyVersion).await;
        is_ours.map_err(BackupError::Open)?;
        let copied = sqlx::query("VACUUM INTO $1").bind(to.to_string_lossy().into_owned());
        copied.execute(&mut connection).await.map_err(BackupError::Copy)?;
        connection.close().await.map_err(BackupError::Copy)
    }

    /// What the engine finds wrong with its own file; nothing if it is sound. On Postgres, where
    /// this is the server's own work, always nothing.
    pub async fn integrity(&self) -> Result<Vec<String>, StoreError> {
        if !self.engine.is_a_file() {
            return Ok(Vec::new());
        }
        let rows = sqlx::query("PRAGMA integrity_check").fetch_all(&self.pool).await?;
        let lines: Vec<String> =
            rows.iter().map(|row| row.try_get(0)).collect::<Result<_, sqlx::Error>>()?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}
