//! A database of an earlier version is brought up to date with all it holds; one of a later
//! version is left alone.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use outoften_collector::store::{Filter, Store};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, SqlSafeStr as _};

use crate::server::{Database, Server, answer};

/// Steps of the first release.
pub const FIRST_RELEASE: i64 = 6;

pub fn steps() -> Vec<Migration> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut steps: Vec<Migration> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let (number, name) =
                path.file_stem().unwrap().to_str().unwrap().split_once('_').unwrap();
            let sql = AssertSqlSafe(fs::read_to_string(&path).unwrap()).into_sql_str();
            let (number, name) = (number.parse().unwrap(), name.to_owned());
            Migration::new(number, name.into(), MigrationType::Simple, sql, false)
        })
        .collect();
    steps.sort_by_key(|step| step.version);
    steps
}

/// A database as a program that knew only `last` steps left it, with three answers.
pub async fn of_an_earlier_version(address: &str, last: i64) {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(address).await.unwrap();
    let known = steps().into_iter().filter(|step| step.version <= last).collect();
    Migrator::with_migrations(known).run_direct(None, &mut connection, false).await.unwrap();
    let rows = "INSERT INTO surveys (id, document, updated_at_ms) \
         VALUES ('old', '{\"id\":\"old\"}', 1); \
         INSERT INTO responses (survey, id, rev, metric, score, comment, done, elapsed_ms, suspect, \
           received_at_ms, updated_at_ms) VALUES \
         ('old', 'answer-1', 1, 'nps', 0, 'zero is a score', 1, 900, 0, 86400000, 86400000), \
         ('old', 'answer-2', 3, 'nps', 10, NULL, 1, 900, 0, 86400000, 86400001), \
         ('old', 'answer-3', 1, 'nps', 10, NULL, 0, 900, 1, 172800000, 172800000); \
         INSERT INTO tallies (survey, day, channel, touchpoint, segment, suspect, score, n) VALUES \
         ('old', 1, '', '', '', 0, 0, 1), ('old', 1, '', '', '', 0, 10, 1), \
         ('old', 2, '', '', '', 1, 10, 1)";
    sqlx::raw_sql(rows).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn keeps_its_answers(database: &Database, address: &str, last: i64) {
    of_an_earlier_version(address, last).await;
    let server = Server::start(database).await;
    let store = &server.state.store;
    let filter = Filter { survey: "old".to_owned(), with_suspect: true, ..Filter::default() };
    let counts = store.tally(&filter).await.unwrap();
    assert_eq!((counts.counts()[0], counts.counts()[10], counts.n()), (1, 2, 3), "step {last}");
    assert!(store.recount().await.unwrap().is_empty(), "step {last}");
    let kept = store.answer("old", "answer-1").await.unwrap().unwrap();
    assert_eq!(kept.comment.as_deref(), Some("zero is a score"));
    let mut newer = answer("answer-2", 4, 2);
    newer["survey"] = "old".into();
    assert_eq!(server.post(&newer).await.status, 409, "it has no key: nobody can tell whose it is");
    server.now_ms.store(86_400_000 + 3_600_000, Ordering::Relaxed);
    assert_eq!(server.post(&newer).await.status, 202, "within an hour it can be revised");
    let counts = store.tally(&filter).await.unwrap();
    assert_eq!((counts.counts()[2], counts.counts()[10]), (1, 1));
    assert!(store.recount().await.unwrap().is_empty(), "step {last}");
    server.stop().await;
}

#[tokio::test]
async fn a_file_of_any_earlier_version_keeps_its_answers() {
    for last in 1..=FIRST_RELEASE {
        let database = Database::sqlite().await;
        let address = format!("{}?mode=rwc", database.address());
        keeps_its_answers(&database, &address, last).await;
    }
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn a_server_of_an_earlier_version_keeps_its_answers() {
    let address = crate::postgres::new_database();
    let database = Database::at(&address);
    keeps_its_answers(&database, &address, FIRST_RELEASE).await;
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn a_server_of_a_later_version_is_left_alone() {
    let address = crate::postgres::new_database();
    let database = Database::at(&address);
    Store::open(&database.url).await.unwrap().close().await;
    let mut connection = AnyConnection::connect(&address).await.unwrap();
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, \
                 execution_time) VALUES (9999, 'later', TRUE, '\\x00', 0)";
    sqlx::raw_sql(later).execute(&mut connection).await.unwrap();
    let said = Store::open(&database.url).await.err().unwrap().to_string();
    assert!(said.contains("newer version") && said.contains("nothing was changed"), "{said}");
}

/// A later version's step that only adds: a column, and word that this program may go on.
async fn add_a_step(address: &str, step: i64, compatible_from: i64) {
    let mut connection = AnyConnection::connect(address).await.unwrap();
    let sql = format!(
        "ALTER TABLE responses ADD COLUMN later{step} TEXT NOT NULL DEFAULT ''; \
         INSERT INTO steps (step, compatible_from) VALUES ({step}, {compatible_from}); \
         INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES ({step}, 'later', TRUE, '{step}', 0)"
    );
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Nodes are replaced one by one: those of this version go on while and after a later one has
/// added its step, and may even start anew, until a step says that they must not.
async fn nodes_of_this_version_go_on_after_a_later_one_came(database: Database, address: String) {
    let last = steps().last().unwrap().version;
    let running = Server::start(&database).await;
    assert_eq!(running.post(&answer("before", 1, 9)).await.status, 202);
    add_a_step(&address, last + 1, last).await;
    assert_eq!(running.post(&answer("during", 1, 9)).await.status, 202);
    assert_eq!(running.post(&answer("before", 2, 0)).await.status, 202);
    let anew = Server::start(&database).await;
    assert_eq!(anew.post(&answer("anew", 1, 5)).await.status, 202);
    for node in [&running, &anew] {
        let report = node.results().await;
        assert_eq!((&report["n"], &report["counts"][0]), (&3.into(), &1.into()));
        assert!(node.state.store.recount().await.unwrap().is_empty());
    }
    add_a_step(&address, last + 2, last + 2).await;
    let said = Store::open(&database.url).await.err().unwrap().to_string();
    assert!(said.contains("newer version") && said.contains("nothing was changed"), "{said}");
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn on_a_server_nodes_of_two_versions_run_side_by_side() {
    let address = crate::postgres::new_database();
    nodes_of_this_version_go_on_after_a_later_one_came(Database::at(&address), address).await;
}

#[tokio::test]
async fn a_file_may_go_back_to_the_version_before() {
    let database = Database::sqlite().await;
    let address = database.address().to_owned();
    nodes_of_this_version_go_on_after_a_later_one_came(database, address).await;
}
