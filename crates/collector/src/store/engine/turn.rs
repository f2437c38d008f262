//! Writers of a SQLite file take turns, in the order in which they came.
//!
//! SQLite itself keeps no order: a connection that finds the file locked tries again some time later,
//! and one that writes all the time can keep it out until its busy timeout. Another program's lock is
//! still waited for that way. Postgres needs none of this.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use sqlx::Any;
use sqlx::pool::PoolConnection;
use tokio::sync::OwnedMutexGuard;

use super::{Db, Store, StoreError};

/// How long a turn is waited for: as long as SQLite waits for a lock.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The turn; it ends when this is dropped. None where there are no turns.
pub(in crate::store) type Turn = Option<OwnedMutexGuard<()>>;

/// A connection of the pool, and the turn to write through it.
pub(in crate::store) struct Writing {
    connection: PoolConnection<Any>,
    /// After the connection: who comes next finds it given back.
    _turn: Turn,
}

impl Store {
    /// Waits until nobody else of this program writes.
    pub(in crate::store) async fn turn(&self) -> Result<Turn, StoreError> {
        if !self.engine.writes_in_turns() {
            return Ok(None);
        }
        let turn = tokio::time::timeout(TIMEOUT, self.turns.clone().lock_owned()).await;
        let late = |_| StoreError::Unavailable(sqlx::Error::PoolTimedOut);
        turn.map(Some).map_err(late)
    }

    /// The connection first: who has the turn never waits for one, and so never for readers.
    pub(in crate::store) async fn writing(&self) -> Result<Writing, StoreError> {
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
