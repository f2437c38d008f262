//! The tables' history: embedded, forward only, one transaction per step, one node at a time.

use include_dir::{Dir, include_dir};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AssertSqlSafe, SqlSafeStr};

use super::OpenError;

/// `NNNN_name.sql`, in order. A step that has shipped is never edited.
static STEPS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// Takes the missing steps.
pub(super) async fn run(connection: &mut AnyConnection) -> Result<(), OpenError> {
    let migrations = STEPS.files().filter_map(step).collect();
    let migrator = Migrator::with_migrations(migrations);
    // `run` is this call behind a bound that no future can satisfy that moves between threads.
    migrator.run_direct(None, connection, false).await.map_err(OpenError::migrate)
}

fn step(file: &include_dir::File<'static>) -> Option<Migration> {
    let (number, name) = file.path().file_stem()?.to_str()?.split_once('_')?;
    let sql = AssertSqlSafe(file.contents_utf8()?).into_sql_str();
    let version = number.parse().ok()?;
    Some(Migration::new(version, name.into(), MigrationType::Simple, sql, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_step_and_numbers_have_no_gap() {
        let mut versions: Vec<_> = STEPS.files().map(|f| step(f).unwrap().version).collect();
        versions.sort_unstable();
        assert_eq!(versions, (1..=versions.len() as i64).collect::<Vec<_>>());
    }
}
