//! What is looked at once on a connection to Postgres: its encryption, and whether there is a schema
//! to make tables in.

use sqlx::{AnyConnection, Row as _};

use super::{DatabaseUrl, Engine, OpenError};

/// Whether `sslmode=prefer`, which is the default, fell back to a connection in the clear.
pub(super) async fn is_in_the_clear(
    connection: &mut AnyConnection,
    url: &DatabaseUrl,
) -> Result<bool, OpenError> {
    if url.engine() != Engine::Postgres || !url.may_be_in_the_clear() {
        return Ok(false);
    }
    let select = "SELECT COUNT(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl";
    let row = sqlx::query(select).fetch_one(connection).await.map_err(OpenError::settings)?;
    Ok(row.try_get::<i64, _>(0).map_err(OpenError::settings)? == 0)
}

/// Refuses a `search_path` none of whose schemas exists.
pub(super) async fn check_schema(
    connection: &mut AnyConnection,
    url: &DatabaseUrl,
) -> Result<(), OpenError> {
    let Some(path) = url.settings().search_path.as_deref() else { return Ok(()) };
    if url.engine() != Engine::Postgres {
        return Ok(());
    }
    let select = "SELECT COUNT(*) FROM pg_namespace WHERE nspname = current_schema()";
    let row = sqlx::query(select).fetch_one(connection).await.map_err(OpenError::settings)?;
    match row.try_get::<i64, _>(0).map_err(OpenError::settings)? {
        0 => Err(OpenError::address(&format!(
            "--search-path {path:?} names no schema that exists: make one with CREATE SCHEMA; \
             nothing was changed"
        ))),
        _ => Ok(()),
    }
}
