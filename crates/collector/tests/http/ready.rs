//! `/readyz` says what an answer would meet: a locked table, a standby that is away.

use std::time::{Duration, Instant};

use sqlx::{AnyConnection, Connection as _};

use crate::postgres::Cluster;
use crate::server::{Database, Server, answer};

/// Asks until it says so.
async fn until(server: &Server, status: u16) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while server.get("/readyz").await.status != status {
        assert!(Instant::now() < deadline, "/readyz never says {status}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn a_locked_table_is_not_ready() {
    for table in ["responses", "tallies"] {
        let database = Database::postgres().await;
        let server = Server::start(&database).await;
        assert_eq!(server.get("/readyz").await.status, 200);
        let mut other = AnyConnection::connect(database.address()).await.unwrap();
        let mut held = other.begin().await.unwrap();
        let lock = format!("LOCK TABLE {table} IN EXCLUSIVE MODE");
        sqlx::raw_sql(sqlx::AssertSqlSafe(lock)).execute(&mut *held).await.unwrap();
        assert_eq!(server.post(&answer("locked", 1, 9)).await.status, 503, "{table}");
        for _ in 0..2 {
            assert_eq!(server.get("/readyz").await.status, 503, "{table}");
        }
        held.rollback().await.unwrap();
        until(&server, 200).await;
        assert_eq!(server.post(&answer("afterwards", 1, 9)).await.status, 202, "{table}");
    }
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn a_standby_that_is_away_is_not_ready() {
    let cluster = Cluster::start();
    let database = Database::in_cluster(&cluster);
    let server = Server::start(&database).await;
    assert_eq!(server.post(&answer("before", 1, 9)).await.status, 202);
    let set = |setting: &str| cluster.sql_in("postgres", &[setting, "SELECT pg_reload_conf()"]);
    set("ALTER SYSTEM SET synchronous_standby_names = 'away'");
    // As long as the last commit is recent nothing is asked; then a row has to be confirmed.
    until(&server, 503).await;
    assert_eq!(server.post(&answer("unconfirmed", 1, 9)).await.status, 503);
    assert_eq!(server.get("/readyz").await.status, 503);
    set("ALTER SYSTEM RESET synchronous_standby_names");
    until(&server, 200).await;
    assert_eq!(server.post(&answer("afterwards", 1, 9)).await.status, 202);
}
