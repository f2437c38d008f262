//! The tables' history: embedded, forward only, one transaction per step, each step once.
//!
//! No lock is asked for: advisory locks are Postgres' own, and a lease would have to outlive the
//! longest step. Each step commits together with its row in `_sqlx_migrations`, whose key is the
//! step's number: of two nodes that take it at once one commits, the other waits for what the first
//! has locked or finds it there, is rolled back whole, and looks again. A node that dies leaves
//! nothing behind.

use std::time::Duration;

use include_dir::{Dir, include_dir};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, SqlSafeStr};

use super::engine;

/// `NNNN_name.sql`, in order. A step that has shipped is never edited.
static STEPS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// How often it is looked again while no step is finished: for three seconds, or for a minute where
/// each look waits for another node's lock.
const LOOKS: usize = 12;

/// Takes the missing steps. A database that has steps this program does not know is left as it is:
/// served if each of them says that this program may go on, refused otherwise.
pub(super) async fn run(connection: &mut AnyConnection) -> Result<(), MigrateError> {
    let mut looks = 0;
    let mut finished = 0;
    loop {
        let error = match take(connection).await {
            Err(error) if came_second(&error) => error,
            done => return done,
        };
        let now_finished = count(connection).await;
        looks = if now_finished > finished { 0 } else { looks + 1 };
        if looks >= LOOKS {
            return Err(error);
        }
        finished = now_finished;
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

/// Takes the steps up to this one, in a database that nobody else uses.
pub(super) async fn take_until(
    connection: &mut AnyConnection,
    last: i64,
) -> Result<(), MigrateError> {
    let steps = STEPS.files().filter_map(step).filter(|step| step.version <= last);
    migrator(steps.collect()).run_direct(None, connection, false).await
}

/// The last step that this program knows.
pub(super) fn last() -> i64 {
    STEPS.files().filter_map(step).map(|step| step.version).max().unwrap_or_default()
}

fn migrator(steps: Vec<Migration>) -> Migrator {
    let mut migrator = Migrator::with_migrations(steps);
    migrator.set_locking(false);
    migrator
}

async fn take(connection: &mut AnyConnection) -> Result<(), MigrateError> {
    let mut migrator = migrator(STEPS.files().filter_map(step).collect());
    // `run` is this call behind a bound that no future can satisfy that moves between threads.
    let done = migrator.run_direct(None, connection, false).await;
    match done {
        Err(MigrateError::VersionMissing(_)) if may_go_on(connection).await => {
            migrator.set_ignore_missing(true).run_direct(None, connection, false).await
        }
        done => done,
    }
}

/// Whether another node was at the same step.
fn came_second(error: &MigrateError) -> bool {
    let (MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) = error else {
        return false;
    };
    error.as_database_error().is_some_and(engine::came_second)
}

/// How many steps are finished.
async fn count(connection: &mut AnyConnection) -> i64 {
    let steps = sqlx::query("SELECT COUNT(*) FROM _sqlx_migrations").fetch_one(connection).await;
    steps.and_then(|row| row.try_get(0)).unwrap_or_default()
}

/// Whether every later step names this program's last step, or an earlier one, as one whose
/// program it leaves able to read and write (table `steps`, since step 9).
pub(super) async fn may_go_on(connection: &mut AnyConnection) -> bool {
    let breaking = sqlx::query(
        "SELECT COUNT(*) FROM _sqlx_migrations WHERE version > $1 \
         AND version NOT IN (SELECT step FROM steps WHERE compatible_from <= $1)",
    );
    match breaking.bind(last()).fetch_one(connection).await {
        Ok(row) => row.try_get::<i64, _>(0).is_ok_and(|breaking| breaking == 0),
        // Before step 9 there was no such table, and no later step can have come.
        Err(_) => false,
    }
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

    #[test]
    fn every_step_since_the_ninth_says_which_programs_may_go_on() {
        for step in STEPS.files().map(|f| step(f).unwrap()).filter(|step| step.version >= 9) {
            let said =
                format!("INSERT INTO steps (step, compatible_from) VALUES ({},", step.version);
            assert!(step.sql.as_str().contains(&said), "step {}", step.version);
        }
    }
}
