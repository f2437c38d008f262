//! Erased is erased: on Postgres too, as far as a program can see to it.
//!
//! SQLite overwrites what it deletes (`secure_delete`) and its log is folded in at once; the tests
//! beside each kind of erasure look into its files. Postgres keeps deleted rows until a vacuum, and
//! its log until the log's files are used again: what is promised there is what is tested here.

use std::path::Path;

use serde_json::json;

use crate::metrics::{answer, survey};
use crate::people::{SECRET, post, signed_for};
use crate::postgres::Cluster;
use crate::server::{Database, START_MS, Server};
use outoften_collector::store::Secret;

/// How many files below hold this text.
fn files_with(folder: &Path, text: &str) -> usize {
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found += files_with(&path, text);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found += usize::from(bytes.windows(text.len()).any(|part| part == text.as_bytes()));
        }
    }
    found
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn after_a_full_vacuum_no_table_of_postgres_holds_what_was_erased() {
    let cluster = Cluster::start();
    let database = Database::in_cluster(&cluster);
    let server = Server::start(&database).await;
    survey(&server, "nps", json!({"contact": {"classes": ["detractor"]}})).await;
    let secret = Secret { id: "one".to_owned(), value: SECRET.to_owned() };
    server.state.store.add_identity_secret(&secret, START_MS).await.unwrap();
    for name in ["by-answer", "by-person", "by-address", "kept"] {
        let mut body = answer("nps", &format!("{name:0>12}"), 1);
        body["comment"] = format!("canary-comment-{name}").into();
        body["contact"] = json!({"address": format!("{name}@canary.example"), "agreed": true});
        let stored = match name {
            "by-person" => post(&server, &body, &signed_for("nps", "ana", "w1")).await,
            _ => server.post(&body).await,
        };
        assert_eq!(stored.status, 202, "{}", stored.text());
    }
    let name = database.address();
    let name = name.split(['/', '?']).nth(3).unwrap().to_owned();
    // Statistics hold samples of what people wrote.
    cluster.sql_in(&name, &["ANALYZE", "CHECKPOINT"]);
    let of = |name: &str| {
        [format!("canary-comment-{name}"), format!("{name}@canary.example")]
            .map(|text| files_with(&cluster.tables(), &text))
    };
    for name in ["by-answer", "by-person", "by-address", "kept"] {
        assert!(of(name).iter().all(|files| *files > 0), "{name} is not there: look elsewhere");
    }
    let answer = "/v1/surveys/nps/responses/000by-answer";
    assert_eq!(server.admin("DELETE", answer, b"").await.status, 200);
    for body in [&br#"{"person":"ana"}"#[..], br#"{"address":"by-address@canary.example"}"#] {
        let erased = server.admin("POST", "/v1/erasures", body).await;
        assert_eq!((erased.status, erased.json()["erased"].clone()), (200, json!(1)));
    }
    cluster.sql_in(&name, &["VACUUM (FULL, ANALYZE)", "VACUUM FULL", "CHECKPOINT"]);
    for name in ["by-answer", "by-person", "by-address"] {
        assert_eq!(of(name), [0, 0], "{name}");
    }
    assert!(of("kept").iter().all(|files| *files > 0));
    assert!(server.state.store.recount().await.unwrap().is_empty());
}
