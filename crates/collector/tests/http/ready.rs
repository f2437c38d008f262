//! `/readyz` says what an answer would meet: a locked table, a standby that is away.

use std::time::{Duration, Instant};

use sqlx::{AnyConnection, Connection as _, Row as _};

use crate::postgres::Cluster;
use crate::server::{Database, Server, answer, on_each_engine};

on_each_engine!(a_probe_leaves_nothing_behind);

/// Asks until it says so.
async fn until(server: &Server, status: u16) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while server.get("/readyz").await.status != status {
        assert!(Instant::now() < deadline, "/readyz never says {status}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Asked without an answer before, and although answers that need less are stored.
#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn a_locked_table_is_not_ready() {
    let tables = [
        "responses",
        "tallies",
        "marks",
        "cases",
        "contacts",
        "displays",
        "surveys",
        "webhooks",
        "outbox",
    ];
    for table in tables {
        let database = Database::postgres().await;
        let server = Server::start(&database).await;
        listen_to(&server).await;
        assert_eq!(server.get("/readyz").await.status, 200);
        let mut other = AnyConnection::connect(database.address()).await.unwrap();
        let mut held = other.begin().await.unwrap();
        let lock = format!("LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE");
        sqlx::raw_sql(sqlx::AssertSqlSafe(lock)).execute(&mut *held).await.unwrap();
        until(&server, 503).await;
        // An answer that does not need the table is stored, and proves nothing.
        let needs_little = ["marks", "cases", "contacts", "displays"].contains(&table);
        for number in 0..2 {
            if needs_little {
                let happy = answer(&format!("happy-{number}"), 1, 10);
                assert_eq!(server.post(&happy).await.status, 202, "{table}");
            }
            assert_eq!(server.get("/readyz").await.status, 503, "{table}");
        }
        held.rollback().await.unwrap();
        until(&server, 200).await;
        assert_eq!(server.post(&unhappy("afterwards")).await.status, 202, "{table}");
        assert!(server.state.store.recount().await.unwrap().is_empty(), "{table}");
    }
}

/// A receiver of every message.
async fn listen_to(server: &Server) {
    let body = br#"{"url":"https://receiver.example/"}"#;
    let added = server.admin("POST", "/v1/webhooks", body).await;
    assert_eq!(added.status, 201, "{}", added.text());
}

/// An answer that needs every table.
fn unhappy(id: &str) -> serde_json::Value {
    let mut body = answer(id, 1, 1);
    body["comment"] = "slow".into();
    body
}

/// The rights of the program's own user change while it runs.
#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn a_right_that_is_taken_away_is_not_ready() {
    for (number, right) in [
        "INSERT ON responses",
        "UPDATE ON responses",
        "INSERT ON tallies",
        "DELETE ON tallies",
        "INSERT ON marks",
        "INSERT ON cases",
        "INSERT ON contacts",
        "INSERT ON displays",
        "SELECT ON webhooks",
    ]
    .into_iter()
    .enumerate()
    {
        let database = Database::postgres().await;
        // A user of its own, because a superuser has every right. The tables become another's.
        let user = format!("clerk{number}");
        let address =
            database.address().replace("postgres://postgres@", &format!("postgres://{user}@"));
        let mut boss = AnyConnection::connect(database.address()).await.unwrap();
        let mut sql = async |sql: String| {
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut boss).await.unwrap();
        };
        Server::start(&database).await.stop().await;
        sql(format!(
            "CREATE USER {user}; GRANT ALL ON SCHEMA public TO {user}; \
             GRANT ALL ON ALL TABLES IN SCHEMA public TO {user}"
        ))
        .await;
        let server = Server::start(&Database::at(&address)).await;
        listen_to(&server).await;
        assert_eq!(server.get("/readyz").await.status, 200);
        sql(format!("REVOKE {right} FROM {user}")).await;
        until(&server, 503).await;
        // An answer that needs less may be stored, and proves nothing.
        drop(server.post(&answer("happy", 1, 10)).await);
        assert_eq!(server.get("/readyz").await.status, 503, "{right}");
        sql(format!("GRANT {right} TO {user}")).await;
        until(&server, 200).await;
        assert_eq!(server.post(&unhappy("afterwards")).await.status, 202, "{right}");
        server.stop().await;
    }
}

/// What is tried leaves nothing behind.
async fn a_probe_leaves_nothing_behind(database: Database) {
    let server = Server::start(&database).await;
    listen_to(&server).await;
    for _ in 0..3 {
        server.state.store.probe_writer().await.unwrap();
        server.state.writer.probe().await.unwrap();
    }
    let mut connection = AnyConnection::connect(database.address()).await.unwrap();
    for table in ["responses", "tallies", "marks", "cases", "contacts", "displays", "outbox"] {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap();
        assert_eq!(row.get::<i64, _>(0), 0, "{table}");
    }
    connection.close().await.unwrap();
    assert_eq!(server.results().await["n"], 0);
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
