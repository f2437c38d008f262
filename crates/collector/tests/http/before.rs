//! The program before this one: what it left is served, and what it still writes while nodes are
//! replaced is counted.
//!
//! It does not run here: its steps make the tables, `fixtures/rows-8.sql` is what it wrote into
//! them, and the statements are those it writes an answer with, word for word.

use std::sync::atomic::Ordering;

use serde_json::json;
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

use crate::server::{Database, Server, answer};
use crate::upgrade::steps;

/// What the program that knew eight steps wrote, and the checksums of these steps.
const ROWS: &str = include_str!("fixtures/rows-8.sql");

/// An answer of 2 with a comment and its case, as that program writes it (on SQLite `BEGIN IMMEDIATE`).
const STATEMENTS: &str = "BEGIN; \
    INSERT INTO responses (survey, id, rev, metric, score, comment, done, elapsed_ms, lang, channel, \
      touchpoint, segment, suspect, received_at_ms, updated_at_ms, person, scale, drivers) VALUES \
      ('old', 'answer-5', 1, 'nps', 2, 'during', 1, 900, NULL, 'web', NULL, NULL, 0, 1795371900000, \
      1795371900000, NULL, '0-10', 'speed') ON CONFLICT (survey, id) DO NOTHING; \
    INSERT INTO marks (survey, day, channel, touchpoint, segment, suspect, score, mark, n) VALUES \
      ('old', 20779, 'web', '', '', 0, 2, 'comment', 1), \
      ('old', 20779, 'web', '', '', 0, 2, 'driver:speed', 1) \
      ON CONFLICT (survey, day, channel, touchpoint, segment, suspect, score, mark) \
      DO UPDATE SET n = marks.n + excluded.n; \
    INSERT INTO tallies (survey, day, channel, touchpoint, segment, suspect, score, n) VALUES \
      ('old', 20779, 'web', '', '', 0, 2, 1) \
      ON CONFLICT (survey, day, channel, touchpoint, segment, suspect, score) \
      DO UPDATE SET n = tallies.n + excluded.n; \
    INSERT INTO contacts (survey, response, address, agreed_at_ms) VALUES \
      ('old', 'answer-5', 'bo@example.com', 1795371900000) \
      ON CONFLICT (survey, response) DO UPDATE SET address = excluded.address; \
    INSERT INTO outbox (webhook, survey, response, attempts, next_at_ms, lease_until_ms) VALUES \
      ('d85784d43efc', 'old', 'answer-5', 0, 1795371900000, 0) \
      ON CONFLICT (webhook, survey, response) DO UPDATE SET next_at_ms = excluded.next_at_ms \
      WHERE outbox.attempts = 0 AND excluded.next_at_ms < outbox.next_at_ms; \
    INSERT INTO cases (survey, response, state, handovers, opened_at_ms, due_at_ms, changed_at_ms, \
      version) SELECT survey, id, 'new', 0, received_at_ms, received_at_ms + 86400000, \
      received_at_ms, 1 FROM responses WHERE (survey, id) IN (VALUES ('old', 'answer-5')) \
      ON CONFLICT (survey, response) DO NOTHING; \
    COMMIT";

async fn take_eight_steps(connection: &mut AnyConnection) {
    let known = steps().into_iter().filter(|step| step.version <= 8).collect();
    Migrator::with_migrations(known).run_direct(None, connection, false).await.unwrap();
}

pub async fn left_behind() -> (Database, AnyConnection) {
    sqlx::any::install_default_drivers();
    let database = Database::sqlite().await;
    let address = format!("{}?mode=rwc", database.address());
    let mut connection = AnyConnection::connect(&address).await.unwrap();
    take_eight_steps(&mut connection).await;
    // The rows come by table, so one may name another that is not there yet. The checksums are those
    // of the time: a step that was edited since is seen.
    let rows = format!("PRAGMA foreign_keys = OFF; DELETE FROM _sqlx_migrations; {ROWS}");
    sqlx::raw_sql(AssertSqlSafe(rows)).execute(&mut connection).await.unwrap();
    (database, connection)
}

/// The same on a server.
async fn left_behind_on_postgres() -> (Database, AnyConnection) {
    sqlx::any::install_default_drivers();
    let database = Database::at(&crate::postgres::new_database());
    let mut connection = AnyConnection::connect(database.address()).await.unwrap();
    take_eight_steps(&mut connection).await;
    let is_row = |line: &&str| line.starts_with("INSERT INTO") && !line.contains("_sqlx_");
    let rows: Vec<&str> = ROWS.lines().filter(is_row).collect();
    let unordered = format!("SET session_replication_role = replica; {}", rows.join("\n"));
    sqlx::raw_sql(AssertSqlSafe(unordered)).execute(&mut connection).await.unwrap();
    sqlx::raw_sql("RESET session_replication_role").execute(&mut connection).await.unwrap();
    (database, connection)
}

async fn results(server: &Server) -> serde_json::Value {
    server.admin("GET", "/v1/surveys/old/results", b"").await.json()
}

async fn is_served_with_all_it_holds((database, connection): (Database, AnyConnection)) {
    connection.close().await.unwrap();
    let server = Server::start(&database).await;
    let report = results(&server).await;
    assert_eq!(report["counts"], json!([1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1]));
    assert!(server.state.store.recount().await.unwrap().is_empty());
    let cases = server.admin("GET", "/v1/surveys/old/cases", b"").await.text();
    assert!(cases.contains("answer-1") && !cases.contains("answer-2"), "{cases}");
    let mut moment = server.state.store.snapshot().await.unwrap();
    let contacts = moment.contacts("old", "a", "b").await.unwrap();
    drop(moment);
    assert_eq!(contacts["answer-1"], "ana@example.com");
    let webhooks = server.admin("GET", "/v1/webhooks", b"").await.text();
    assert!(webhooks.contains("d85784d43efc"), "{webhooks}");
    let mut revised = answer("answer-3", 2, 8);
    revised["survey"] = "old".into();
    assert_eq!(server.post(&revised).await.status, 409, "its hour is over");
    let first = server.state.store.answer("old", "answer-3").await.unwrap().unwrap();
    server.now_ms.store(first.received_at_ms + 60_000, Ordering::Relaxed);
    assert_eq!(server.post(&revised).await.status, 202);
    assert_eq!(results(&server).await["counts"][8], 1);
}

async fn what_it_still_writes_is_counted((database, mut connection): (Database, AnyConnection)) {
    let server = Server::start(&database).await;
    sqlx::raw_sql(STATEMENTS).execute(&mut connection).await.unwrap();
    let report = results(&server).await;
    assert_eq!((&report["n"], &report["counts"][2]), (&json!(5), &json!(1)));
    let mut revised = answer("answer-5", 2, 10);
    revised["survey"] = "old".into();
    server.now_ms.store(1_795_371_900_000 + 60_000, Ordering::Relaxed);
    assert_eq!(server.post(&revised).await.status, 202, "and can be revised here");
    assert_eq!(results(&server).await["counts"][10], 2);
    let store = &server.state.store;
    assert!(store.recount().await.unwrap().is_empty());
    let cases = server.admin("GET", "/v1/surveys/old/cases", b"").await.text();
    assert!(!cases.contains("answer-5"), "a case that nobody has touched is withdrawn: {cases}");
}

#[tokio::test]
async fn a_file_of_the_program_before_is_served_with_all_it_holds() {
    is_served_with_all_it_holds(left_behind().await).await;
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn a_server_of_the_program_before_is_served_with_all_it_holds() {
    is_served_with_all_it_holds(left_behind_on_postgres().await).await;
}

#[tokio::test]
async fn what_the_program_before_still_writes_is_counted() {
    what_it_still_writes_is_counted(left_behind().await).await;
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn what_the_program_before_still_writes_on_a_server_is_counted() {
    what_it_still_writes_is_counted(left_behind_on_postgres().await).await;
}
