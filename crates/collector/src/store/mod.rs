//! What is kept: surveys, answers, daily tallies, tokens.
//!
//! One contract, [`Store`], with one text of SQL for two engines ([`Engine`]): a SQLite file or a
//! Postgres database. Where they differ is in [`engine`] and nowhere else.
//!
//! Every method may fail with [`StoreError`], and then nothing has changed; where more can go wrong,
//! its description says so.
//!
//! Not here: who may ask (`crate::http`), what a score means (`outoften_core`), when to commit
//! (`crate::writer`).

mod answer;
mod answer_pages;
mod answers;
mod audit_log;
mod backup;
mod cases;
mod contacts;
mod displays;
pub mod engine;
mod error;
mod imports;
mod migrate;
mod opening;
mod outbox;
mod people;
mod probe;
mod proof;
mod replay;
mod retention;
mod revisions;
mod rows;
mod snapshot;
mod sql;
mod state;
mod surveys;
mod tallies;
mod tokens;
pub mod tombstones;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool};
use tokio::sync::Mutex;

pub use answer::{Answer, Outcome};
pub use answer_pages::CommentFilter;
pub use audit_log::{AuditPage, AuditPlace};
pub use backup::BackupError;
pub use cases::{Case, CaseChange, CaseFilter, CaseLine, CaseState, CaseSummary, Remedy};
pub use displays::Display;
pub use engine::{
    AcceptedSetting, Checkpoints, DatabaseUrl, Engine, Erased, LOG_PENDING, ServerSettings,
    check_copy, permissions,
};
pub use error::{OpenError, StoreError};
pub use imports::ImportLine;
pub use opening::Opening;
pub use outbox::{Due, Webhook};
pub use people::Secret;
pub use proof::{IMPORTED, INVITED, Missing};
pub use replay::{ReplayError, Replayed};
pub use retention::AuditLine;
pub use snapshot::Snapshot;
pub use surveys::{StoredSurvey, SurveyLine};
pub use tallies::{DayTally, Filter, Group};
pub use tokens::{GivenToken, Role, TokenLine};

/// How long a caller waits for a free connection before the database counts as unavailable.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);

/// An open database: several connections to read, one to write answers.
#[derive(Clone)]
pub struct Store {
    /// Everything but answers.
    pool: AnyPool,
    /// The group commit's own connection, so that readers can never starve it.
    writer: AnyPool,
    /// Checkpoints SQLite's log, see `engine::wal`.
    checkpointer: AnyPool,
    /// Whose turn it is to write, see `engine::turn`.
    turns: Arc<Mutex<()>>,
    engine: Engine,
    /// Settings of Postgres with which answers are written all the same.
    accepted: Arc<[AcceptedSetting]>,
    tombstones: Option<PathBuf>,
    in_the_clear: bool,
}

impl Store {
    /// The connection that answers are written with. On Postgres the settings of each connection that
    /// writes are looked at each time: a server that was switched to another configuration
    /// acknowledges nothing.
    async fn writer_connection(&self) -> Result<PoolConnection<Any>, StoreError> {
        self.durable(self.writer.acquire().await?).await
    }

    /// Refuses a connection whose commits could be lost, unless the operator accepts that.
    async fn durable(
        &self,
        mut connection: PoolConnection<Any>,
    ) -> Result<PoolConnection<Any>, StoreError> {
        if !self.engine.may_lose_durability() {
            return Ok(connection);
        }
        let weak = engine::weak_settings(&mut connection);
        let weak = match tokio::time::timeout(ACQUIRE_TIMEOUT, weak).await {
            Ok(Ok(weak)) => weak,
            Ok(Err(error)) => {
                connection.close_on_drop();
                return Err(error);
            }
            Err(_) => {
                connection.close_on_drop();
                return Err(StoreError::Unavailable(sqlx::Error::PoolTimedOut));
            }
        };
        match weak.iter().find(|weak| !self.accepted.contains(weak)) {
            None => Ok(connection),
            Some(weak) => {
                let said = engine::refusal(weak);
                Err(StoreError::Unavailable(sqlx::Error::Configuration(said.into())))
            }
        }
    }

    /// Settings of the server with which a commit would not survive a crash, and whether the
    /// operator accepts each.
    pub async fn weak_settings(&self) -> Result<Vec<(AcceptedSetting, bool)>, StoreError> {
        if !self.engine.may_lose_durability() {
            return Ok(Vec::new());
        }
        let weak = engine::weak_settings(&mut *self.pool.acquire().await?).await?;
        let accepted = |weak: AcceptedSetting| {
            let is_accepted = self.accepted.contains(&weak);
            (weak, is_accepted)
        };
        Ok(weak.into_iter().map(accepted).collect())
    }

    /// Which of the two this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Whether what travels to a server could have been encrypted and is not.
    #[must_use]
    pub fn is_in_the_clear(&self) -> bool {
        self.in_the_clear
    }

    /// Closes every connection; on SQLite this checkpoints the write-ahead log.
    pub async fn close(&self) {
        self.writer.close().await;
        self.checkpointer.close().await;
        self.pool.close().await;
    }
}
