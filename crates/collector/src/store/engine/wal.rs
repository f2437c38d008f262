//! SQLite keeps overwritten content in its write-ahead log until the log is checkpointed. A long
//! reader keeps it there. The transaction of an erasure records that a checkpoint is due, and it is
//! tried again until it is done.

use std::time::Duration;

use sqlx::Row as _;

use super::state::{self, StateName};
use super::{Db, Store, StoreError};

/// How often a checkpoint is tried before the erasure replies. Each try waits for readers as long as
/// its connection does (`sqlite`).
const TRIES: usize = 7;

/// Between two tries: others may write meanwhile.
const PAUSE: Duration = Duration::from_millis(50);

/// The message about an erasure that a reader keeps in the log.
pub const LOG_PENDING: &str = "erased; the log is folded when the reader has gone";

/// What an erasure came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// How many answers, or addresses, are gone.
    pub answers: u64,
    /// Whether the log holds nothing of them any more; otherwise the checkpoint is tried again.
    pub is_checkpointed: bool,
}

impl Store {
    /// Records, in the transaction of an erasure, that a checkpoint has to follow.
    pub(in crate::store) async fn mark_log(&self, transaction: &mut Db) -> Result<(), StoreError> {
        match self.engine.keeps_a_log() {
            true => state::increment(transaction, StateName::LogFold).await,
            false => Ok(()),
        }
    }

    /// Checkpoints the log after an erasure. `false` if readers were in the way for about two seconds.
    /// What fails here is tried again: the erasure is done.
    pub(in crate::store) async fn checkpoint(&self) -> bool {
        let done = self.checkpoint_within(TRIES).await;
        done.unwrap_or_else(|error| {
            tracing::warn!(%error, "the log was not folded in: tried again later");
            false
        })
    }

    /// Checkpoints the log if an erasure waits for it. `false` if readers are still in the way.
    pub async fn checkpoint_if_due(&self) -> Result<bool, StoreError> {
        if !self.is_checkpoint_due().await? {
            return Ok(true);
        }
        self.checkpoint_within(1).await
    }

    /// Whether the log still holds what was erased.
    pub async fn is_checkpoint_due(&self) -> Result<bool, StoreError> {
        if !self.engine.keeps_a_log() {
            return Ok(false);
        }
        let mut connection = self.pool.acquire().await?;
        Ok(state::get(&mut connection, StateName::LogFold).await?.is_some())
    }

    async fn checkpoint_within(&self, tries: usize) -> Result<bool, StoreError> {
        if !self.engine.keeps_a_log() {
            return Ok(true);
        }
        for tried in 0..tries {
            if tried > 0 {
                tokio::time::sleep(PAUSE).await;
            }
            if self.truncate_log().await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the whole log could be checkpointed. While it waits for readers nobody can write, so it
    /// does not wait long.
    async fn truncate_log(&self) -> Result<bool, StoreError> {
        let _turn = self.turn().await?;
        let mut connection = self.checkpointer.acquire().await?;
        // An erasure of another program that comes during the checkpoint raises the value, and is not
        // forgotten.
        let due = state::get(&mut connection, StateName::LogFold).await?;
        let checkpoint = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)");
        let is_checkpointed =
            checkpoint.fetch_one(&mut *connection).await?.try_get::<i64, _>(0)? == 0;
        if let (true, Some(due)) = (is_checkpointed, due) {
            state::forget(&mut connection, StateName::LogFold, &due).await?;
        }
        Ok(is_checkpointed)
    }
}
