//! Erasure and retention on one node while others store: what is counted is what is there.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use outoften_collector::store::{Engine, Secret};
use serde_json::json;
use sqlx::{AnyConnection, Connection as _, Row as _};

use crate::people::{SECRET, post, signed_for};
use crate::server::{Database, START_MS, SURVEY, Server, answer, on_each_engine};

on_each_engine!(
    erasing_a_person_who_answers_meanwhile_keeps_the_counts,
    retention_beside_new_revisions_keeps_the_counts,
    retention_beside_an_import_lets_nothing_back_in,
);

/// Two nodes, or the one that a file may have, which ask unhappy people for an address.
async fn nodes(database: &Database) -> Vec<Arc<Server>> {
    let count = if database.url.engine() == Engine::Sqlite { 1 } else { 2 };
    let mut nodes = Vec::new();
    for _ in 0..count {
        nodes.push(Arc::new(Server::start(database).await));
    }
    let secret = Secret { id: "one".to_owned(), value: SECRET.to_owned() };
    nodes[0].state.store.add_identity_secret(&secret, START_MS).await.unwrap();
    let document = json!({"id": SURVEY, "brand": {"name": "Acme"},
        "contact": {"classes": ["detractor"]}});
    let path = format!("/v1/surveys/{SURVEY}");
    let put = nodes[0].admin("PUT", &path, document.to_string().as_bytes()).await;
    assert_eq!(put.status, 200, "{}", put.text());
    nodes
}

fn unhappy(id: &str, rev: u32) -> serde_json::Value {
    let mut body = answer(id, rev, 2);
    body["comment"] = "cold".into();
    body["contact"] = json!({"address": "ana@write.example", "agreed": true});
    body
}

/// Nothing is counted that is not there, and nothing belongs to an answer that is gone.
async fn is_whole(database: &Database, node: &Server) {
    assert_eq!(node.state.store.recount().await.unwrap(), Vec::<String>::new());
    let mut connection = AnyConnection::connect(database.address()).await.unwrap();
    for table in ["contacts", "cases", "case_history"] {
        let orphans = format!(
            "SELECT COUNT(*) FROM {table} WHERE NOT EXISTS (SELECT 1 FROM responses \
             WHERE responses.survey = {table}.survey AND id = response)"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(orphans));
        let found: i64 = query.fetch_one(&mut connection).await.unwrap().get(0);
        assert_eq!(found, 0, "{table} of answers that are gone");
    }
}

async fn erasing_a_person_who_answers_meanwhile_keeps_the_counts(database: Database) {
    let nodes = nodes(&database).await;
    let posts: Vec<_> = (0..4)
        .map(|worker: usize| {
            let node = Arc::clone(&nodes[worker % nodes.len()]);
            tokio::spawn(async move {
                for number in 0..15 {
                    let wave = format!("w{worker}-{number}");
                    let body = unhappy(&format!("{worker}-{number}"), 1);
                    let stored = post(&node, &body, &signed_for(SURVEY, "ana", &wave)).await;
                    assert_eq!(stored.status, 202, "{}", stored.text());
                }
            })
        })
        .collect();
    while !posts.iter().all(tokio::task::JoinHandle::is_finished) {
        let erased = nodes[0].admin("POST", "/v1/erasures", br#"{"person":"ana"}"#).await;
        assert_eq!(erased.status, 200, "{}", erased.text());
    }
    for post in posts {
        post.await.unwrap();
    }
    is_whole(&database, &nodes[0]).await;
    nodes[0].admin("POST", "/v1/erasures", br#"{"person":"ana"}"#).await;
    is_whole(&database, &nodes[0]).await;
    assert_eq!(nodes[0].results().await["n"], 0);
}

async fn retention_beside_new_revisions_keeps_the_counts(database: Database) {
    let nodes = nodes(&database).await;
    for number in 0..10 {
        assert_eq!(nodes[0].post(&unhappy(&format!("old-{number}"), 1)).await.status, 202);
    }
    for node in &nodes {
        node.now_ms.fetch_add(31 * 86_400_000, Ordering::Relaxed);
    }
    let posts: Vec<_> = (0..4)
        .map(|worker: usize| {
            let node = Arc::clone(&nodes[worker % nodes.len()]);
            tokio::spawn(async move {
                for number in 0..10 {
                    let rev = worker as u32 + 2;
                    let stored = node.post(&unhappy(&format!("old-{number}"), rev)).await;
                    assert_eq!(stored.status, 202, "{}", stored.text());
                }
            })
        })
        .collect();
    let today = nodes[0].state.clock.now().day();
    while !posts.iter().all(tokio::task::JoinHandle::is_finished) {
        nodes[0].state.store.retain_from(today - 30).await.unwrap();
    }
    for post in posts {
        post.await.unwrap();
    }
    nodes[0].state.store.retain_from(today - 30).await.unwrap();
    is_whole(&database, &nodes[0]).await;
}

/// The same file again and again, while its days are deleted one by one.
async fn retention_beside_an_import_lets_nothing_back_in(database: Database) {
    let nodes = nodes(&database).await;
    let today = nodes[0].state.clock.now().day();
    let days = 14;
    let file: String = (0..days)
        .flat_map(|ago| (0..5).map(move |score| (ago, score)))
        .map(|(ago, score)| format!("{score},2027-01-{:02}\n", 15 - ago))
        .collect();
    let file = format!("score,date\n{file}");
    let path = format!("/v1/surveys/{SURVEY}/import?score=score&date=date");
    let whole = nodes[0].admin("POST", &path, file.as_bytes()).await;
    assert_eq!(whole.json()["stored"], 5 * days, "{}", whole.text());
    let imports: Vec<_> = (0..2)
        .map(|worker: usize| {
            let (node, path, file) =
                (Arc::clone(&nodes[worker % nodes.len()]), path.clone(), file.clone());
            tokio::spawn(async move {
                for _ in 0..10 {
                    let reply = node.admin("POST", &path, file.as_bytes()).await;
                    assert_eq!(reply.status, 200, "{}", reply.text());
                }
            })
        })
        .collect();
    let mut kept = days;
    while !imports.iter().all(tokio::task::JoinHandle::is_finished) {
        kept = (kept - 1).max(3);
        nodes[0].state.store.retain_from(today - kept).await.unwrap();
    }
    for import in imports {
        import.await.unwrap();
    }
    is_whole(&database, &nodes[0]).await;
    let mut connection = AnyConnection::connect(database.address()).await.unwrap();
    let oldest = "SELECT CAST(MIN(received_at_ms) AS BIGINT) FROM responses";
    let oldest_ms: i64 = sqlx::query(oldest).fetch_one(&mut connection).await.unwrap().get(0);
    assert!(oldest_ms >= (today - kept) * 86_400_000, "{oldest_ms}");
    assert_eq!(nodes[0].results().await["n"], 5 * days, "each once");
}

/// To fold the log in whole, an erasure waits a while until nobody reads what was before; others
/// write on meanwhile.
#[tokio::test]
async fn answers_are_stored_while_an_erasure_waits_for_a_reader() {
    let database = Database::sqlite().await;
    let node = nodes(&database).await.remove(0);
    let body = unhappy("erased", 1);
    assert_eq!(node.post(&body).await.status, 202);
    let id = body["id"].as_str().unwrap().to_owned();
    let mut other = AnyConnection::connect(database.address()).await.unwrap();
    let mut reader = other.begin().await.unwrap();
    sqlx::query("SELECT COUNT(*) FROM responses").fetch_one(&mut *reader).await.unwrap();
    let store = node.state.store.clone();
    let erasing = tokio::spawn(async move { store.erase_answer(SURVEY, &id, 0).await });
    while node.results().await["n"] != 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let mut stored_while_it_waits = 0;
    for number in 0..10 {
        let stored = node.post(&answer(&format!("during-{number}"), 1, 9)).await;
        assert_eq!(stored.status, 202, "{}", stored.text());
        stored_while_it_waits += usize::from(!erasing.is_finished());
    }
    assert!(stored_while_it_waits > 2, "{stored_while_it_waits}");
    let erased = erasing.await.unwrap().unwrap().unwrap();
    assert!(!erased.is_checkpointed, "the reader is still there");
    reader.rollback().await.unwrap();
    let folded = async {
        while !node.state.store.checkpoint_if_due().await.unwrap() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), folded).await.unwrap();
    is_whole(&database, &node).await;
}

/// The other node's commit falls between what the erasure reads and what it deletes: nothing of it
/// is deleted, since nothing of it was taken out of the counts.
#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn an_answer_that_comes_during_the_erasure_is_whole() {
    let database = Database::postgres().await;
    let nodes = nodes(&database).await;
    let first = signed_for(SURVEY, "ana", "w1");
    assert_eq!(post(&nodes[0], &unhappy("before", 1), &first).await.status, 202);
    let mut other = AnyConnection::connect(database.address()).await.unwrap();
    let mut held = other.begin().await.unwrap();
    // The erasure has read the answers when it comes to the addresses.
    sqlx::raw_sql("LOCK TABLE contacts").execute(&mut *held).await.unwrap();
    let node = Arc::clone(&nodes[0]);
    let erasing = tokio::spawn(async move {
        node.admin("POST", "/v1/erasures", br#"{"person":"ana"}"#).await.json()
    });
    let waiting = "SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND database = \
                   (SELECT oid FROM pg_database WHERE datname = current_database())";
    while sqlx::query(waiting).fetch_one(&mut *held).await.unwrap().get::<i64, _>(0) == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // Later, or it would wait for the note of the same moment that is being erased.
    nodes[1].now_ms.fetch_add(1_000, Ordering::Relaxed);
    let second = signed_for(SURVEY, "ana", "w2");
    assert_eq!(post(&nodes[1], &answer("during", 1, 2), &second).await.status, 202);
    held.rollback().await.unwrap();
    assert_eq!(erasing.await.unwrap()["erased"], 1);
    is_whole(&database, &nodes[0]).await;
    assert_eq!(nodes[0].results().await["n"], 1);
}
