//! Whether a database is this program's, looked at before anything in it is written.

use std::path::Path;

use sqlx::{AnyConnection, Connection as _, Row as _};

use super::{DatabaseUrl, Engine, OpenError};

/// `OoTn` in ASCII, in the header of each SQLite file of ours (`PRAGMA application_id`).
pub(in crate::store) const APPLICATION_ID: i64 = 0x4F6F_546E;

/// Tables that every version has.
const OURS: &str = "('_sqlx_migrations', 'surveys', 'responses', 'tallies')";
const OUR_COUNT: i64 = 4;

/// What may stand in the place of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Expected {
    /// One of ours.
    Existing,
    /// One of ours, or nothing yet.
    ExistingOrNew,
}

/// Refuses what is not ours. Only reads.
pub(in crate::store) async fn check(
    connection: &mut AnyConnection,
    url: &DatabaseUrl,
    expected: Expected,
) -> Result<(), OpenError> {
    let place = url.public();
    match (url.engine(), expected) {
        (Engine::Sqlite, _) => check_file(connection, &place, expected).await,
        (Engine::Postgres, Expected::Existing) => check_server(connection, &place).await,
        // A server that has no tables of ours gets them; those of others stay as they are.
        (Engine::Postgres, Expected::ExistingOrNew) => Ok(()),
    }
}

async fn check_file(
    connection: &mut AnyConnection,
    place: &str,
    expected: Expected,
) -> Result<(), OpenError> {
    let failed = |error| OpenError::at(place, error);
    // In one transaction: another node may make the tables meanwhile.
    let mut moment = connection.begin().await.map_err(failed)?;
    let id = sqlx::query("PRAGMA application_id").fetch_one(&mut *moment).await;
    let id: i64 = id.and_then(|row| row.try_get(0)).map_err(failed)?;
    let sql = format!(
        "SELECT COUNT(*), COALESCE(SUM(type = 'table' AND name IN {OURS}), 0) FROM sqlite_schema"
    );
    let counts = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *moment).await;
    let (all, ours): (i64, i64) =
        counts.and_then(|row| Ok((row.try_get(0)?, row.try_get(1)?))).map_err(failed)?;
    moment.rollback().await.map_err(failed)?;
    match (id, all, ours) {
        (0 | APPLICATION_ID, _, OUR_COUNT) => Ok(()),
        // Nothing yet, or a first start that was interrupted.
        (0, 0, _) | (APPLICATION_ID, ..) if expected == Expected::ExistingOrNew => Ok(()),
        (0, 0, _) => Err(OpenError::empty(place)),
        _ => Err(OpenError::foreign(place)),
    }
}

async fn check_server(connection: &mut AnyConnection, place: &str) -> Result<(), OpenError> {
    let sql = format!(
        "SELECT COUNT(*) FROM pg_catalog.pg_class \
         WHERE relname IN {OURS} AND pg_catalog.pg_table_is_visible(oid)"
    );
    let found = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_one(connection).await;
    match found.and_then(|row| row.try_get(0)).map_err(|error| OpenError::at(place, error))? {
        OUR_COUNT => Ok(()),
        0 => Err(OpenError::empty(place)),
        _ => Err(OpenError::foreign(place)),
    }
}

/// Checks a file through a connection that can write nothing, not even checkpoint a log that
/// another program left. Where the system allows no such connection, the caller's own checks.
pub(in crate::store) async fn check_read_only(
    url: &DatabaseUrl,
    expected: Expected,
) -> Result<(), OpenError> {
    let Some(file) = url.file_name().filter(|file| file.exists()) else { return Ok(()) };
    let address = DatabaseUrl::read_only(&file, false);
    let Ok(mut connection) = AnyConnection::connect(&address).await else { return Ok(()) };
    let checked = check(&mut connection, url, expected).await;
    // What was only read is closed without a failure that matters.
    drop(connection.close().await);
    checked
}

/// Whether a copy is of this program's database. Nothing is made beside it, no lock is taken.
///
/// # Errors
/// It is none, or cannot be read.
pub async fn check_copy(file: &Path) -> Result<(), OpenError> {
    sqlx::any::install_default_drivers();
    let url = DatabaseUrl::file(file);
    let failed = |error| OpenError::at(&url.public(), error);
    let address = DatabaseUrl::read_only(file, true);
    let mut connection = AnyConnection::connect(&address).await.map_err(failed)?;
    check(&mut connection, &url, Expected::Existing).await?;
    connection.close().await.map_err(failed)
}
