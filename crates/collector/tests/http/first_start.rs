//! Nodes that begin at once with a database of an earlier version, or with none: each step of the
//! schema is taken once, without a lock that only Postgres knows.

use std::sync::Arc;
use std::time::Duration;

use outoften_collector::store::Store;
use sqlx::{AnyConnection, Connection as _, Row as _};

use crate::server::{Database, on_each_engine};
use crate::upgrade::{FIRST_RELEASE, of_an_earlier_version, steps};

on_each_engine!(nodes_that_start_together_migrate_once);

async fn connect(database: &Database) -> AnyConnection {
    sqlx::any::install_default_drivers();
    let address = database.address();
    let create = if address.starts_with("sqlite") { "?mode=rwc" } else { "" };
    AnyConnection::connect(&format!("{address}{create}")).await.unwrap()
}

async fn nodes_that_start_together_migrate_once(database: Database) {
    let database = Arc::new(database);
    let opened = (0..6).map(|_| {
        let database = Arc::clone(&database);
        tokio::spawn(async move { Store::open(&database.url).await.map(drop) })
    });
    for opened in opened.collect::<Vec<_>>() {
        opened.await.unwrap().unwrap();
    }
    took_each_step_once(&database).await;
}

async fn took_each_step_once(database: &Database) {
    let mut connection = connect(database).await;
    let taken = "SELECT COUNT(*), COUNT(DISTINCT version) FROM _sqlx_migrations WHERE success";
    let row = sqlx::query(taken).fetch_one(&mut connection).await.unwrap();
    let all = steps().len() as i64;
    assert_eq!((row.get::<i64, _>(0), row.get::<i64, _>(1)), (all, all));
    let said = sqlx::query("SELECT COUNT(*) FROM steps").fetch_one(&mut connection).await.unwrap();
    let saying = steps().iter().filter(|step| step.version >= 9).count() as i64;
    assert_eq!(said.get::<i64, _>(0), saying);
}

/// A step of these fills a table from another: twice would show.
#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn nodes_that_find_an_earlier_version_together_bring_it_up_to_date_once() {
    for database in [Database::sqlite().await, Database::postgres().await] {
        drop(connect(&database).await);
        of_an_earlier_version(database.address(), FIRST_RELEASE).await;
        let database = Arc::new(database);
        let opened = (0..6).map(|_| {
            let database = Arc::clone(&database);
            tokio::spawn(async move { Store::open(&database.url).await })
        });
        for opened in opened.collect::<Vec<_>>() {
            let store = opened.await.unwrap().unwrap();
            assert!(store.recount().await.unwrap().is_empty());
        }
        took_each_step_once(&database).await;
    }
}

/// The one that is at it dies before its step is finished: another takes it.
#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn a_node_that_dies_while_it_migrates_holds_nobody_up() {
    for database in [Database::sqlite().await, Database::postgres().await] {
        let mut dying = connect(&database).await;
        sqlx::raw_sql("PRAGMA journal_mode = WAL").execute(&mut dying).await.ok();
        let mut step = dying.begin().await.unwrap();
        sqlx::raw_sql("CREATE TABLE surveys (id TEXT)").execute(&mut *step).await.unwrap();
        let url = database.url.clone();
        let other = tokio::spawn(async move { Store::open(&url).await.map(drop) });
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(!other.is_finished(), "it waits");
        drop(step);
        dying.close().await.unwrap();
        other.await.unwrap().unwrap();
        took_each_step_once(&database).await;
    }
}

/// CockroachDB and others that speak Postgres' language have none.
#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn no_advisory_lock_is_asked_for() {
    let database = Database::postgres().await;
    let name = database.address().split(['/', '?']).nth(3).unwrap().to_owned();
    let mut connection = connect(&database).await;
    let without = format!(
        "CREATE SCHEMA without; \
         CREATE FUNCTION without.pg_advisory_lock(BIGINT) RETURNS VOID LANGUAGE plpgsql AS \
           'BEGIN RAISE EXCEPTION ''no advisory locks here''; END'; \
         ALTER DATABASE {name} SET search_path = without, pg_catalog"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(without)).execute(&mut connection).await.unwrap();
    drop(Store::open(&database.url).await.unwrap());
    let mut connection = connect(&database).await;
    let refused = sqlx::raw_sql("SELECT pg_advisory_lock(1)").execute(&mut connection).await;
    assert!(refused.unwrap_err().to_string().contains("no advisory locks here"));
}
