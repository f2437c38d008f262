//! Where SQLite and Postgres differ. The rest of the store asks an [`Engine`] what to do, and never
//! which of the two it is.
//!
//! SQLite alone: `sqlite` its settings, `turn` who writes next, `wal` and `checkpoint` its log,
//! [`permissions`] its files. Postgres alone: `postgres` its server, `durability` its settings.

mod address;
mod checkpoint;
mod durability;
mod ownership;
pub mod permissions;
mod postgres;
mod schema;
mod search;
mod sqlite;
mod turn;
mod wal;

use std::time::Duration;

use sqlx::AnyConnection;

use super::state;
use super::{OpenError, Store, StoreError};

pub use address::{DatabaseUrl, ServerSettings};
pub use checkpoint::Checkpoints;
pub use durability::AcceptedSetting;
pub(in crate::store) use durability::{from_text, refusal, to_text, weak_settings};
pub use ownership::check_copy;
pub(in crate::store) use ownership::{Expected, check, check_read_only};
pub(in crate::store) use postgres::{check_schema, is_in_the_clear};
pub(in crate::store) use sqlite::mark_as_ours;
pub use wal::{Erased, LOG_PENDING};

/// The connection type that every statement runs on.
type Db = AnyConnection;

/// One of the two databases that the store speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file beside the program: one node.
    Sqlite,
    /// A server: several nodes.
    Postgres,
}

/// What a role of a connection adds to the settings that all have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum ConnectionRole {
    /// Reads, and writes everything but answers.
    General,
    /// Writes answers.
    Writer,
    /// Checkpoints SQLite's log.
    Checkpointer,
}

impl Engine {
    /// The engine behind a connection.
    pub(in crate::store) fn of(db: &Db) -> Self {
        match db.backend_name() {
            "PostgreSQL" => Self::Postgres,
            _ => Self::Sqlite,
        }
    }

    /// Sets up a fresh connection.
    pub(in crate::store) async fn prepare(
        self,
        connection: &mut AnyConnection,
        settings: &ServerSettings,
        role: ConnectionRole,
    ) -> sqlx::Result<()> {
        match self {
            Self::Sqlite => sqlite::prepare(connection, role).await,
            Self::Postgres => settings.apply(connection).await,
        }
    }

    /// Whether a connection may have been cut since it was last used.
    pub(in crate::store) fn may_lose_connections(self) -> bool {
        self == Self::Postgres
    }

    /// Whether somebody else may change the settings that make a commit durable.
    pub(in crate::store) fn may_lose_durability(self) -> bool {
        self == Self::Postgres
    }

    /// Whether overwritten content stays in a log until it is checkpointed.
    pub(in crate::store) fn keeps_a_log(self) -> bool {
        self == Self::Sqlite
    }

    /// Whether one connection at a time may write.
    pub(in crate::store) fn writes_in_turns(self) -> bool {
        self == Self::Sqlite
    }

    /// Whether other nodes may write inside this one's transactions, so that an INSERT has to tell
    /// which rows it inserted.
    pub(in crate::store) fn has_other_writers(self) -> bool {
        self == Self::Postgres
    }

    /// Whether placeholders are `$1`, `$2`. To SQLite `$1` is a name, and it looks a name up among
    /// all others, for each value of each statement: it gets `?`.
    pub(in crate::store) fn numbers_placeholders(self) -> bool {
        self == Self::Postgres
    }

    /// Whether the database is a file of this machine, which the program copies and checks itself.
    #[must_use]
    pub fn is_a_file(self) -> bool {
        self == Self::Sqlite
    }

    /// How long a request waits for its commit: less than a request may take in all. A locked file
    /// is reported after its busy timeout. A server that is away may never answer, and whoever waits
    /// for it has to know within two seconds.
    pub(crate) const fn reply_timeout(self) -> Duration {
        match self {
            Self::Sqlite => Duration::from_secs(7),
            Self::Postgres => Duration::from_millis(1_400),
        }
    }

    /// How long a batch may take. A file answers when its disk does; the thread that asks it cannot
    /// be interrupted.
    pub(in crate::store) fn commit_timeout(self) -> Option<Duration> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(Duration::from_secs(10)),
        }
    }

    /// Begins a transaction that will write. On SQLite it takes the lock at once: a transaction
    /// that read first could not be upgraded while another one writes.
    pub(in crate::store) fn begin_write(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// Begins a transaction whose statements all see the same moment.
    pub(in crate::store) fn begin_snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN DEFERRED",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// Lifts the limit on the time of a statement, in a transaction that reads everything.
    pub(in crate::store) fn without_statement_timeout(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &[],
            Self::Postgres => &["SET LOCAL statement_timeout = 0"],
        }
    }

    /// Keeps answers as they are until the transaction ends: whoever stores or erases one waits.
    pub(in crate::store) fn lock_answers(self) -> &'static [&'static str] {
        match self {
            // BEGIN IMMEDIATE holds the only write lock already.
            Self::Sqlite => &[],
            Self::Postgres => {
                &["SET LOCAL statement_timeout = 0", "LOCK TABLE responses IN SHARE MODE"]
            }
        }
    }

    /// Waits for locks no longer than a second until the transaction ends: answers wait meanwhile that
    /// may not need what is locked.
    pub(in crate::store) fn limit_lock_waits(self) -> &'static [&'static str] {
        match self {
            // There is one lock, and every answer needs it.
            Self::Sqlite => &[],
            Self::Postgres => &["SET LOCAL lock_timeout = 1000"],
        }
    }

    /// Appended to a SELECT whose rows are changed later in the transaction.
    pub(in crate::store) fn for_update(self) -> &'static str {
        match self {
            // BEGIN IMMEDIATE holds the only write lock already.
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// Appended to a SELECT whose rows have to stay as they are until the transaction ends. Answers that
    /// come meanwhile do not wait for it.
    pub(in crate::store) fn for_share(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR SHARE",
        }
    }

    /// Refuses a server that this program was never tried with, before anything is changed.
    pub(in crate::store) async fn check_version(
        self,
        connection: &mut AnyConnection,
    ) -> Result<(), OpenError> {
        match self {
            Self::Sqlite => Ok(()),
            Self::Postgres => postgres::check_version(connection).await,
        }
    }

    /// Whether SQLite took the settings. Postgres' are its operator's: see `durability`.
    pub(in crate::store) async fn check_durability(
        self,
        connection: &mut AnyConnection,
    ) -> Result<(), OpenError> {
        match self {
            Self::Sqlite => sqlite::check_settings(connection).await,
            Self::Postgres => Ok(()),
        }
    }
}

/// Whether an error code means "this row" and not "not now". SQLite's are numbers, Postgres' have five
/// characters.
pub(in crate::store) fn refuses(code: Option<&str>) -> bool {
    let Some(code) = code else { return false };
    if code.len() == 5 { postgres::refuses(code) } else { sqlite::refuses(code) }
}

/// Whether another node was at the same step of the tables' history.
pub(in crate::store) fn came_second(error: &dyn sqlx::error::DatabaseError) -> bool {
    let code = error.code().unwrap_or_default();
    if code.len() == 5 {
        postgres::came_second(&code)
    } else {
        sqlite::came_second(&code, error.message())
    }
}

/// Postgres' "try again": deadlock or serialization failure.
pub(crate) fn is_conflict(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|database| database.code());
    matches!(code.as_deref(), Some("40001" | "40P01"))
}
