//! Postgres: its version, its encryption, whether there is a schema to make tables in, and what its
//! error codes mean.

use sqlx::{AnyConnection, Row as _};

use super::{DatabaseUrl, OpenError};

/// The oldest version that is served.
const FIRST_VERSION: u32 = 15;

/// Codes for a node that came second: something is there already (23505, 42P07, 42701, 42710), a
/// lock was waited for in vain (55P03), begin anew (40001, 40P01).
const SECOND: [&str; 7] = ["23505", "42P07", "42701", "42710", "55P03", "40001", "40P01"];

pub(super) async fn check_version(connection: &mut AnyConnection) -> Result<(), OpenError> {
    let row = sqlx::query("SHOW server_version_num").fetch_one(connection).await;
    let number: String = row.and_then(|row| row.try_get(0)).map_err(OpenError::settings)?;
    new_enough(&number)
}

/// Checks a version as Postgres numbers them: 150004 is 15.4.
fn new_enough(number: &str) -> Result<(), OpenError> {
    match number.parse::<u32>().ok().map(|number| number / 10_000) {
        Some(FIRST_VERSION..) => Ok(()),
        _ => Err(OpenError::version(number, FIRST_VERSION)),
    }
}

/// Class 22 is a data exception, class 23 a constraint.
pub(super) fn refuses(code: &str) -> bool {
    code.starts_with("22") || code.starts_with("23")
}

pub(super) fn came_second(code: &str) -> bool {
    SECOND.contains(&code)
}

/// Whether `sslmode=prefer`, which is the default, fell back to a connection in the clear.
pub(in crate::store) async fn is_in_the_clear(
    connection: &mut AnyConnection,
    url: &DatabaseUrl,
) -> Result<bool, OpenError> {
    if url.engine().is_a_file() || !url.may_be_in_the_clear() {
        return Ok(false);
    }
    let select = "SELECT COUNT(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl";
    let row = sqlx::query(select).fetch_one(connection).await.map_err(OpenError::settings)?;
    Ok(row.try_get::<i64, _>(0).map_err(OpenError::settings)? == 0)
}

/// Refuses a `search_path` none of whose schemas exists.
pub(in crate::store) async fn check_schema(
    connection: &mut AnyConnection,
    url: &DatabaseUrl,
) -> Result<(), OpenError> {
    let Some(path) = url.settings().search_path.as_deref() else { return Ok(()) };
    if url.engine().is_a_file() {
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
