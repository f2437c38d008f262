//! Whose turn it is to write into a SQLite file: one after the other, in the order in which they
//! came.
//!
//! SQLite itself has no such order: who finds the file locked looks again some time later, and a
//! connection that writes all the time can keep it out until its patience ends. Another program's
//! lock is still waited for that way. Postgres needs none of this.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use sqlx::Any;
use sqlx::pool::PoolConnection;
use tokio::sync::OwnedMutexGuard;

use super::{Db, Engine, Store, StoreError};

/// How long a turn is waited for: as long as SQLite waits for a lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// The turn; it ends when this is dropped. None where there are no turns.
pub(super) type Turn = Option<OwnedMutexGuard<()>>;

/// A connection of the pool, and the turn to write through it.
pub(super) struct Writing {
    connection: PoolConnection<Any>,
    /// After the connection: who comes next finds it given back.
    _turn: Turn,
}

impl Store {
    /// Waits until nobody else of this program writes.
    pub(super) async fn turn(&self) -> Result<Turn, StoreError> {
        if self.engine != Engine::Sqlite {
            return Ok(None);
        }
        let turn = tokio::time::timeout(PATIENCE, self.turns.clone().lock_owned()).await;
        let late = |_| StoreError::Unavailable(sqlx::Error::PoolTimedOut);
        turn.map(Some).map_err(late)
    }

    /// The connection first: who has the turn never waits for one, and so never for readers.
    pub(super) async fn writing(&self) -> Result<Writing, StoreError> {
        let connection = self.durable(self.pool.acquire().await?).await?;
        Ok(Writing { connection, _turn: self.turn().await? })
    }
}

impl Deref for Writing {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.connection
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Db {
        &mut self.connection
    }
}
