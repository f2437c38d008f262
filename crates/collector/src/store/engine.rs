//! Where SQLite and Postgres differ: how a transaction that writes begins, how rows are locked, and
//! which settings make a commit durable. Their addresses are `address`'s.

use std::time::Duration;

use sqlx::AnyConnection;
use sqlx::{Executor, Row};

use super::OpenError;
use super::address::ServerSettings;
use super::checkpoint::WRITER_SETTING;

/// One of the two databases that the store speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file beside the program: one node.
    Sqlite,
    /// A server: several nodes.
    Postgres,
}

/// Settings of every SQLite connection. `secure_delete` overwrites what is erased.
const SQLITE_SETTINGS: [&str; 5] = [
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
];

/// What a statement of many rows keeps, to take itself back by, is some pages: not in a file of its own.
const STATEMENTS_IN_MEMORY: &str = "PRAGMA temp_store = MEMORY";

/// The oldest Postgres that is served.
const POSTGRES_FIRST: u32 = 15;

/// What SQLite must answer when the settings are read back.
const SQLITE_REQUIRED: [(&str, &str); 4] = [
    ("PRAGMA journal_mode", "wal"),
    ("PRAGMA synchronous", "2"),
    ("PRAGMA foreign_keys", "1"),
    ("PRAGMA busy_timeout", "5000"),
];

impl Engine {
    /// Makes a fresh connection fit for use.
    pub(super) async fn prepare(
        self,
        connection: &mut AnyConnection,
        settings: &ServerSettings,
    ) -> sqlx::Result<()> {
        match self {
            Self::Sqlite => {
                for setting in SQLITE_SETTINGS {
                    connection.execute(setting).await?;
                }
            }
            Self::Postgres => settings.apply(connection).await?,
        }
        Ok(())
    }

    /// The same for the connection that writes answers.
    pub(super) async fn prepare_writer(
        self,
        connection: &mut AnyConnection,
        settings: &ServerSettings,
    ) -> sqlx::Result<()> {
        self.prepare(connection, settings).await?;
        if self == Self::Sqlite {
            connection.execute(WRITER_SETTING).await?;
            connection.execute(STATEMENTS_IN_MEMORY).await?;
        }
        Ok(())
    }

    /// The same for the connection that folds the log in: it waits for readers only so long at a
    /// time, because nobody can write while it waits.
    pub(super) async fn prepare_folder(
        self,
        connection: &mut AnyConnection,
        settings: &ServerSettings,
    ) -> sqlx::Result<()> {
        self.prepare(connection, settings).await?;
        if self == Self::Sqlite {
            connection.execute("PRAGMA busy_timeout = 250").await?;
        }
        Ok(())
    }

    /// How long a batch may take. A file answers when its disk does; the thread that asks it cannot
    /// be interrupted.
    pub(super) fn commit_timeout(self) -> Option<Duration> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(Duration::from_secs(10)),
        }
    }

    /// Begins a transaction that will write. On SQLite it takes the lock at once: a transaction
    /// that read first could not be upgraded while another one writes.
    pub(super) fn begin_write(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// Begins a transaction whose statements all see the same moment.
    pub(super) fn begin_snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN DEFERRED",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// Keeps answers as they are until the transaction ends: whoever stores or erases one waits.
    pub(super) fn hold_answers(self) -> &'static [&'static str] {
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
    pub(super) fn be_impatient(self) -> &'static [&'static str] {
        match self {
            // There is one lock, and every answer needs it.
            Self::Sqlite => &[],
            Self::Postgres => &["SET LOCAL lock_timeout = 1000"],
        }
    }

    /// Appended to a SELECT whose rows are changed later in the transaction.
    pub(super) fn for_update(self) -> &'static str {
        match self {
            // BEGIN IMMEDIATE holds the only write lock already.
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// Appended to a SELECT whose rows have to stay as they are until the transaction ends. Answers that
    /// come meanwhile do not wait for it.
    pub(super) fn for_share(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR SHARE",
        }
    }

    /// Refuses a server that this program was never tried with, before anything is changed.
    pub(super) async fn check_version(
        self,
        connection: &mut AnyConnection,
    ) -> Result<(), OpenError> {
        match self {
            Self::Sqlite => Ok(()),
            Self::Postgres => {
                new_enough(&read_setting(connection, "SHOW server_version_num").await?)
            }
        }
    }

    /// Whether SQLite took the settings. Postgres' are its operator's: see `durability`.
    pub(super) async fn check_durability(
        self,
        connection: &mut AnyConnection,
    ) -> Result<(), OpenError> {
        if self == Self::Postgres {
            return Ok(());
        }
        for (pragma, required) in SQLITE_REQUIRED {
            let got = read_setting(connection, pragma).await?;
            if got != required {
                return Err(OpenError::setting(pragma, required, &got));
            }
        }
        Ok(())
    }
}

/// Judges a version as Postgres numbers them: 150004 is 15.4.
fn new_enough(number: &str) -> Result<(), OpenError> {
    match number.parse::<u32>().ok().map(|number| number / 10_000) {
        Some(POSTGRES_FIRST..) => Ok(()),
        _ => Err(OpenError::version(number, POSTGRES_FIRST)),
    }
}

/// One value as text, whatever type the engine gives it.
async fn read_setting(
    connection: &mut AnyConnection,
    statement: &'static str,
) -> Result<String, OpenError> {
    let row = sqlx::query(statement).fetch_one(connection).await.map_err(OpenError::settings)?;
    row.try_get::<String, _>(0)
        .or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string()))
        .map_err(OpenError::settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_server_is_refused_with_what_to_do() {
        for good in ["150000", "150013", "160004", "180001"] {
            assert!(new_enough(good).is_ok(), "{good}");
        }
        for old in ["149999", "140017", "90624", "", "x"] {
            let said = new_enough(old).unwrap_err().to_string();
            assert!(said.contains("15 or later") && said.contains(old), "{said}");
        }
    }
}
