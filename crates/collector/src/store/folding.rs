//! SQLite keeps what was overwritten in its write-ahead log until the log is folded into the file.
//! Somebody who reads for long holds it there. That it is still to be done is remembered in the
//! transaction of the erasure, and tried again until it is done.

use std::time::Duration;

use sqlx::Row as _;

use super::state::{self, Name};
use super::{Db, Engine, Store, StoreError};

/// How often the log is tried to be folded in before the erasure replies. Each try waits for
/// readers as long as its connection does (`engine`).
const TRIES: usize = 7;

/// Between two tries: others may write meanwhile.
const PAUSE: Duration = Duration::from_millis(50);

/// What is said of an erasure that a reader keeps in the log.
pub const LOG_PENDING: &str = "erased; the log is folded when the reader has gone";

/// What an erasure came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// How many answers, or addresses, are gone.
    pub answers: u64,
    /// Whether the log holds nothing of them any more; otherwise it is tried again.
    pub is_folded: bool,
}

impl Store {
    /// Remembers, in the transaction of an erasure, that the log has to be folded in after it.
    pub(super) async fn note_log(&self, transaction: &mut Db) -> Result<(), StoreError> {
        match self.engine {
            Engine::Sqlite => state::raise(transaction, Name::LogFold).await,
            Engine::Postgres => Ok(()),
        }
    }

    /// Folds the log in after an erasure. `false` if readers were in the way for about two seconds.
    /// What fails here is tried again: the erasure is done.
    pub(super) async fn fold(&self) -> bool {
        let folded = self.fold_within(TRIES).await;
        folded.unwrap_or_else(|error| {
            tracing::warn!(%error, "the log was not folded in: tried again later");
            false
        })
    }

    /// Folds the log in if an erasure is waiting for it. `false` if readers are still in the way.
    ///
    /// # Errors
    /// The database is unavailable.
    pub async fn fold_if_due(&self) -> Result<bool, StoreError> {
        if !self.is_fold_due().await? {
            return Ok(true);
        }
        self.fold_within(1).await
    }

    /// Whether the log still holds what was erased.
    ///
    /// # Errors
    /// The database is unavailable.
    pub async fn is_fold_due(&self) -> Result<bool, StoreError> {
        if self.engine != Engine::Sqlite {
            return Ok(false);
        }
        let mut connection = self.pool.acquire().await?;
        Ok(state::get(&mut connection, Name::LogFold).await?.is_some())
    }

    async fn fold_within(&self, tries: usize) -> Result<bool, StoreError> {
        if self.engine != Engine::Sqlite {
            return Ok(true);
        }
        for tried in 0..tries {
            if tried > 0 {
                tokio::time::sleep(PAUSE).await;
            }
            if self.fold_whole().await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the whole log could be folded in. While it waits for readers nobody can write, so it
    /// does not wait long.
    async fn fold_whole(&self) -> Result<bool, StoreError> {
        let _turn = self.turn().await?;
        let mut connection = self.folder.acquire().await?;
        // An erasure of another program that comes while this folds raises the value, and is not
        // forgotten.
        let due = state::get(&mut connection, Name::LogFold).await?;
        let fold = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)");
        let is_folded = fold.fetch_one(&mut *connection).await?.try_get::<i64, _>(0)? == 0;
        if let (true, Some(due)) = (is_folded, due) {
            state::forget(&mut connection, Name::LogFold, &due).await?;
        }
        Ok(is_folded)
    }
}
