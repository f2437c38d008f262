//! SQLite: the settings of its connections, and what its error codes mean.

use sqlx::{AnyConnection, AssertSqlSafe, Executor as _, Row as _};

use super::ownership::APPLICATION_ID;
use super::{ConnectionRole, Db, Engine, OpenError};

/// Settings of every connection. `secure_delete` overwrites what is erased.
const SETTINGS: [&str; 5] = [
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
];

/// Further settings of the connection that writes answers.
const WRITER_SETTINGS: [&str; 2] = [
    // Not before 64 MiB of 4 KiB pages: `checkpoint` does it beside the commits.
    "PRAGMA wal_autocheckpoint = 16384",
    // Keep statement rollback journals in memory; they are only a few pages.
    "PRAGMA temp_store = MEMORY",
];

/// Further settings of the connection that checkpoints. It waits for readers only so long at a time,
/// because nobody can write while it waits.
const CHECKPOINTER_SETTINGS: [&str; 1] = ["PRAGMA busy_timeout = 250"];

/// What SQLite must answer when the settings are read back.
const REQUIRED: [(&str, &str); 4] = [
    ("PRAGMA journal_mode", "wal"),
    ("PRAGMA synchronous", "2"),
    ("PRAGMA foreign_keys", "1"),
    ("PRAGMA busy_timeout", "5000"),
];

/// Primary result codes that mean "this row", not "not now": mismatch, constraint, too big, range.
const REFUSALS: [i64; 4] = [18, 19, 20, 25];

/// Primary result codes of a file that another node has locked.
const LOCKED: [i64; 2] = [5, 6];

pub(super) async fn prepare(
    connection: &mut AnyConnection,
    role: ConnectionRole,
) -> sqlx::Result<()> {
    let more: &[&'static str] = match role {
        ConnectionRole::General => &[],
        ConnectionRole::Writer => &WRITER_SETTINGS,
        ConnectionRole::Checkpointer => &CHECKPOINTER_SETTINGS,
    };
    for setting in SETTINGS.iter().chain(more) {
        connection.execute(*setting).await?;
    }
    Ok(())
}

pub(super) async fn check_settings(connection: &mut AnyConnection) -> Result<(), OpenError> {
    for (pragma, required) in REQUIRED {
        let got = read_setting(connection, pragma).await?;
        if got != required {
            return Err(OpenError::setting(pragma, required, &got));
        }
    }
    Ok(())
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

/// Writes into a file's header that it is this program's. Files of earlier versions get it here.
pub(in crate::store) async fn mark_as_ours(first: &mut Db, engine: Engine) -> sqlx::Result<()> {
    if !engine.is_a_file() {
        return Ok(());
    }
    let row = sqlx::query("PRAGMA application_id").fetch_one(&mut *first).await?;
    if row.try_get::<i64, _>(0)? != APPLICATION_ID {
        let mark = format!("PRAGMA application_id = {APPLICATION_ID}");
        first.execute(AssertSqlSafe(mark)).await?;
    }
    Ok(())
}

pub(super) fn refuses(code: &str) -> bool {
    primary(code).is_some_and(|code| REFUSALS.contains(&code))
}

/// Of what is there already only the message tells.
pub(super) fn came_second(code: &str, message: &str) -> bool {
    let is_there = message.contains("already exists") || message.contains("duplicate column");
    primary(code).is_some_and(|code| LOCKED.contains(&code) || (code == 1 && is_there))
}

/// The last byte of a code is its kind.
fn primary(code: &str) -> Option<i64> {
    code.parse().ok().map(|code: i64| code & 0xff)
}
