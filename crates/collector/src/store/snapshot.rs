//! Several reads of one moment. Numbers that are compared with each other come from one snapshot:
//! between two statements of their own an answer may arrive.

use sqlx::{Any, Transaction};

use super::sql::Db;
use super::{Engine, Store, StoreError};

/// A read transaction: everything it reads is as it was when it began.
pub struct Snapshot {
    transaction: Transaction<'static, Any>,
    pub(super) engine: Engine,
}

impl Snapshot {
    pub(super) fn db(&mut self) -> &mut Db {
        &mut self.transaction
    }
}

impl Store {
    /// Begins to read. Keep it short: SQLite's log grows as long as somebody reads.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let transaction = self.pool.begin_with(self.engine.begin_snapshot()).await?;
        Ok(Snapshot { transaction, engine: self.engine })
    }
}
