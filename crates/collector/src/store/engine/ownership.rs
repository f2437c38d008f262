//! Whether a database is this program's, looked at before anything in it is written.

use std::path::Path;

use sqlx::{AnyConnection, Connection as _, Row as _};

use super::schema::{STEPS, Schema};
use super::{DatabaseUrl, Db, Engine, OpenError};
use crate::store::migrate;

/// `OoTn` in ASCII, in the header of each SQLite file of ours (`PRAGMA application_id`).
pub(in crate::store) const APPLICATION_ID: i64 = 0x4F6F_546E;

/// What may stand in the place of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Expected {
    /// One of ours.
    Existing,
    /// One of ours, also of a version that this program cannot serve.
    ExistingOfAnyVersion,
    /// One of ours, or nothing yet.
    ExistingOrNew,
}

/// What stands there.
enum Found {
    Ours,
    /// Ours, with a step after which this program must not go on.
    Newer(i64),
    /// Nothing yet, or a first start that was interrupted.
    Nothing,
    /// Something else, and by what that is seen.
    Foreign(String),
}

/// Refuses what is not ours, and what is not whole. Only reads.
pub(in crate::store) async fn check(
    connection: &mut AnyConnection,
    url: &DatabaseUrl,
    expected: Expected,
) -> Result<(), OpenError> {
    let place = url.public();
    let found = look(connection, url.engine()).await;
    match found.map_err(|error| OpenError::at(&place, error))? {
        Found::Ours => Ok(()),
        Found::Nothing if expected == Expected::ExistingOrNew => Ok(()),
        Found::Newer(_) if expected == Expected::ExistingOfAnyVersion => Ok(()),
        Found::Nothing => Err(OpenError::empty(&place)),
        Found::Newer(step) => Err(OpenError::newer(step)),
        Found::Foreign(sign) => Err(OpenError::foreign(&place, &sign)),
    }
}

async fn look(connection: &mut AnyConnection, engine: Engine) -> sqlx::Result<Found> {
    // At one moment: another node may make the tables meanwhile.
    let mut moment = connection.begin_with(engine.begin_snapshot()).await?;
    let schema = Schema::of(&mut moment, engine).await?;
    let mark = match engine {
        Engine::Sqlite => number(&mut moment, "PRAGMA application_id").await?,
        Engine::Postgres => 0,
    };
    let found = match (mark, schema.lacks(&Schema::after(0).await?)) {
        (0 | APPLICATION_ID, None) => by_steps(&mut moment, engine, &schema, mark).await?,
        (0 | APPLICATION_ID, Some(lack)) => match engine {
            Engine::Sqlite
                if number(&mut moment, "SELECT COUNT(*) FROM sqlite_schema").await? > 0 =>
            {
                Found::Foreign(lack)
            }
            Engine::Sqlite => Found::Nothing,
            Engine::Postgres => unless_taken(&mut moment).await?,
        },
        _ => Found::Foreign("it says that it is another program's".to_owned()),
    };
    moment.rollback().await?;
    Ok(found)
}

/// Judges by the steps that were taken, and by the columns that they make.
async fn by_steps(
    moment: &mut Db,
    engine: Engine,
    schema: &Schema,
    mark: i64,
) -> sqlx::Result<Found> {
    let rows = sqlx::query("SELECT version FROM _sqlx_migrations ORDER BY version");
    let rows = rows.fetch_all(&mut *moment).await?;
    let taken: Vec<i64> = rows.iter().map(|row| row.try_get(0)).collect::<sqlx::Result<_>>()?;
    let last = migrate::last();
    let known = taken.iter().copied().filter(|step| *step <= last);
    if !known.clone().eq(1..=known.clone().count() as i64) {
        return Ok(Found::Foreign("its steps are not this program's".to_owned()));
    }
    let newer = taken.iter().copied().find(|step| *step > last);
    match (newer, known.max()) {
        // Versions that take further steps mark their files.
        (Some(_), _) if engine == Engine::Sqlite && mark == 0 => {
            Ok(Found::Foreign("its steps are not this program's".to_owned()))
        }
        (Some(step), _) if !migrate::may_go_on(moment).await => Ok(Found::Newer(step)),
        (None, None) if engine == Engine::Postgres => unless_taken(moment).await,
        (None, None) if schema.tables().len() == 1 => Ok(Found::Nothing),
        (None, None) => Ok(Found::Foreign("its tables are not this program's".to_owned())),
        (_, step) => {
            let made = Schema::after(step.unwrap_or_default()).await?;
            Ok(schema.lacks(&made).map_or(Found::Ours, Found::Foreign))
        }
    }
}

/// A server's schema that has no tables of ours gets them; those of others stay as they are, unless
/// one has the name of one of ours.
async fn unless_taken(moment: &mut Db) -> sqlx::Result<Found> {
    let made = Schema::after(migrate::last()).await?;
    let rows = sqlx::query(
        "SELECT CAST(relname AS TEXT) FROM pg_catalog.pg_class WHERE relnamespace = \
         (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())",
    );
    for row in &rows.fetch_all(moment).await? {
        let name: String = row.try_get(0)?;
        if name != STEPS && made.tables().contains(name.as_str()) {
            return Ok(Found::Foreign(format!("it has a table {name} of somebody else")));
        }
    }
    Ok(Found::Nothing)
}

async fn number(db: &mut Db, sql: &'static str) -> sqlx::Result<i64> {
    sqlx::query(sql).fetch_one(db).await?.try_get(0)
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
