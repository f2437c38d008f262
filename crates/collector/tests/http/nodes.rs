//! Several nodes on one Postgres: one answer that comes to all of them at once is one row, one count
//! and one message.

use std::sync::Arc;

use outoften_collector::store::Store;
use sqlx::{AnyConnection, Connection as _, Row as _};

use crate::client;
use crate::process::Program;
use crate::server::{ADMIN, Database, Server, answer};

const DELIVERIES: usize = 100;

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn three_nodes_make_one_row_of_one_id() {
    let database = Database::postgres().await;
    let mut nodes = Vec::new();
    for _ in 0..3 {
        nodes.push(Arc::new(Server::start(&database).await));
    }
    let webhook = nodes[0].admin("POST", "/v1/webhooks", br#"{"url":"https://example.com/"}"#);
    assert_eq!(webhook.await.status, 201);
    let posts = (0..99).map(|number: usize| {
        let node = Arc::clone(&nodes[number % 3]);
        let rev = number as u32 / 3 % 4 + 1;
        tokio::spawn(async move { node.post(&answer("same", rev, rev)).await.status })
    });
    for post in posts.collect::<Vec<_>>() {
        assert_eq!(post.await.unwrap(), 202);
    }
    let report = nodes[0].results().await;
    assert_eq!((&report["n"], &report["counts"][4]), (&1.into(), &1.into()));
    let store = &nodes[1].state.store;
    assert!(store.recount().await.unwrap().is_empty());
    let due = store.lease_due(crate::server::START_MS + 3_600_000, 1).await.unwrap();
    assert_eq!(due.len(), 1, "and one message about it");
}

/// A receiver whose name nobody has, so that the message about the answer stays where it is.
async fn add_webhook(program: &Program) {
    let bearer = format!("Bearer {ADMIN}");
    let headers = [("authorization", bearer.as_str())];
    let body = br#"{"url":"https://receiver.invalid/"}"#;
    let added = client::send(program.address, "POST", "/v1/webhooks", &headers, body).await;
    assert_eq!(added.status, 201, "{}", added.text());
}

/// Three programs, as three machines would run them: nothing is shared but the database.
#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn three_programs_make_one_row_of_one_id() {
    let database = Database::postgres().await;
    let folders = [(); 3].map(|()| tempfile::TempDir::new().unwrap());
    let nodes = folders.each_ref().map(|folder| {
        Arc::new(Program::start_with(folder.path(), |command| {
            command.env("OUTOFTEN_ADMIN_TOKEN", ADMIN).env("DATABASE_URL", database.address());
        }))
    });
    add_webhook(&nodes[0]).await;
    let mut body = answer("same", 1, 7);
    body["survey"] = "demo".into();
    let posts = (0..DELIVERIES).map(|number| {
        let (node, body) = (Arc::clone(&nodes[number % nodes.len()]), body.clone());
        tokio::spawn(async move { node.try_post(&body).await })
    });
    for post in posts.collect::<Vec<_>>() {
        assert_eq!(post.await.unwrap(), Some(202));
    }
    for node in &nodes {
        let report = node.results().await;
        assert_eq!((&report["n"], &report["counts"][7]), (&1.into(), &1.into()));
    }
    let mut connection = AnyConnection::connect(database.address()).await.unwrap();
    for count in ["SELECT COUNT(*) FROM responses", "SELECT COUNT(*) FROM outbox"] {
        let found = sqlx::query(count).fetch_one(&mut connection).await.unwrap();
        assert_eq!(found.get::<i64, _>(0), 1, "{count}");
    }
    assert!(Store::open(&database.url).await.unwrap().recount().await.unwrap().is_empty());
}
