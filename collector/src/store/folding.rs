//! SQLite keeps what was overwritten in its write-ahead log until the log is folded into the file.
//! Somebody who reads for long holds it there. That it is still to be done is remembered in the
//! transaction of the erasure, and tried again until it is done.

use std::time::Duration;

use sqlx::{Executor as _, Row as _};

use super::state::{self, Name};
use super::{Db, Engine, Store, StoreError};

/// How often the log is tried to be folded in before the erasure replies.
const TRIES: usize = 12;

/// Between two tries.
const PAUSE: Duration = Duration::from_millis(50);

/// A try waits so long for readers. Nobody can write meanwhile.
const BRIEFLY: &str = "PRAGMA busy_timeout = 100";

/// What every connection has.
const AS_BEFORE: &str = "PRAGMA busy_timeout = 5000";

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

    /// Folds the log in. `false` if readers were in the way for about two seconds.
    pub(super) async fn fold(&self, connection: &mut Db) -> Result<bool, StoreError> {
        self.fold_within(connection, TRIES).await
    }

    /// Folds the log in if an erasure is waiting for it. `false` if readers are still in the way.
    ///
    /// # Errors
    /// The database is unavailable.
    pub async fn fold_if_due(&self) -> Result<bool, StoreError> {
        if !self.is_fold_due().await? {
            return Ok(true);
        }
        let mut connection = self.pool.acquire().await?;
        self.fold_within(&mut connection, 1).await
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

    async fn fold_within(&self, connection: &mut Db, tries: usize) -> Result<bool, StoreError> {
        if self.engine != Engine::Sqlite {
            return Ok(true);
        }
        // An erasure that comes while this folds raises the value, and is not forgotten.
        let due = state::get(connection, Name::LogFold).await?;
        connection.execute(BRIEFLY).await?;
        let folded = fold(connection, tries).await;
        connection.execute(AS_BEFORE).await?;
        let folded = folded?;
        if let (true, Some(due)) = (folded, due) {
            state::forget(connection, Name::LogFold, &due).await?;
        }
        Ok(folded)
    }
}

async fn fold(connection: &mut Db, tries: usize) -> Result<bool, StoreError> {
    for tried in 0..tries {
        if tried > 0 {
            tokio::time::sleep(PAUSE).await;
        }
        let fold = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)");
        let row = fold.fetch_one(&mut *connection).await?;
        if row.try_get::<i64, _>(0)? == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}
