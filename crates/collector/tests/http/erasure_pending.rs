//! What erasure leaves in the tallies, and erasure while somebody reads SQLite's file for long.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};

use crate::client;
use crate::operate::{outoften, shown};
use crate::people::{SECRET, post, signed_for};
use crate::server::{Database, START_MS, SURVEY, Server, answer, on_each_engine};
use outoften_collector::store::{Filter, Secret};

on_each_engine!(
    nothing_names_what_only_an_erased_answer_said,
    no_display_names_what_only_an_erased_answer_said,
);

/// Whether a file of this folder holds the text. Looked for by another process: who closes a file
/// loses every lock on it, also those that SQLite holds in this one.
fn holds(folder: &Path, text: &str) -> bool {
    let found = Command::new("grep").args(["-r", "-a", "-q", "-F", text]).arg(folder).status();
    found.unwrap().success()
}

async fn rows_with(database: &Database, text: &str) -> i64 {
    let mut connection = AnyConnection::connect(database.address()).await.unwrap();
    let mut found = 0;
    for table in ["tallies", "marks"] {
        let sql = format!(
            "SELECT COUNT(*) FROM {table} WHERE segment LIKE '{text}%' \
             OR touchpoint LIKE '{text}%' OR channel LIKE '{text}%'"
        );
        let row = sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap();
        found += row.get::<i64, _>(0);
    }
    connection.close().await.unwrap();
    found
}

/// An answer whose every group is its own.
fn named(id: &str) -> serde_json::Value {
    let mut body = answer(id, 1, 9);
    for group in ["segment", "touchpoint", "channel"] {
        body[group] = format!("canary-{id}").into();
    }
    body["comment"] = format!("canary-{id} in words").into();
    body
}

/// How often cards were shown, by a channel or in all.
async fn shown_in(server: &Server, channel: Option<&str>) -> u64 {
    let filter =
        Filter { survey: SURVEY.into(), channel: channel.map(str::to_owned), ..Filter::default() };
    let counts = server.state.store.snapshot().await.unwrap().displays(&filter).await.unwrap();
    counts.values().sum()
}

/// A card that was shown and answered has named its place twice.
async fn no_display_names_what_only_an_erased_answer_said(database: Database) {
    let server = Server::start(&database).await;
    for (id, channel) in [("alone-01", "canary-alone"), ("many-001", "many"), ("many-002", "many")]
    {
        let mut body = named(id);
        (body["channel"], body["touchpoint"]) = (channel.into(), format!("canary-{id}").into());
        for event in ["shown", "snoozed"] {
            let event = json!({"survey": SURVEY, "event": event, "channel": channel,
                "touchpoint": body["touchpoint"]});
            let event = event.to_string();
            let reply =
                client::send(server.address, "POST", "/v1/events", &[], event.as_bytes()).await;
            assert_eq!(reply.status, 202, "{}", reply.text());
        }
        assert_eq!(server.post(&body).await.status, 202);
    }
    // The survey's own channel is nobody's secret.
    assert_eq!(server.post(&answer("plain-01", 1, 9)).await.status, 202);
    let event = json!({"survey": SURVEY, "event": "shown"}).to_string();
    client::send(server.address, "POST", "/v1/events", &[], event.as_bytes()).await;
    let own = outoften_core::survey::Survey::read(&json!({"id": SURVEY})).unwrap().channel;
    assert_eq!((shown_in(&server, None).await, shown_in(&server, Some(&own)).await), (7, 1));
    for id in ["alone-01", "many-001", "plain-01"] {
        let path = format!("/v1/surveys/{SURVEY}/responses/{id}");
        assert_eq!(server.admin("DELETE", &path, b"").await.status, 200);
    }
    let mut connection = AnyConnection::connect(database.address()).await.unwrap();
    let sql = "SELECT COUNT(*) FROM displays WHERE channel = 'canary-alone' \
               OR touchpoint IN ('canary-alone-01', 'canary-many-001')";
    let left: i64 = sqlx::query(sql).fetch_one(&mut connection).await.unwrap().get(0);
    connection.close().await.unwrap();
    assert_eq!(left, 0);
    assert_eq!(shown_in(&server, None).await, 7, "what was counted stays counted");
    assert_eq!(shown_in(&server, Some("many")).await, 4, "another answer has this name");
    assert_eq!(shown_in(&server, Some(&own)).await, 1);
    assert_eq!(shown_in(&server, Some("")).await, 2);
    if let Some(folder) = database.folder() {
        assert!(!holds(folder, "canary-alone") && !holds(folder, "canary-many-001"));
        assert!(holds(folder, "canary-many-002"), "look elsewhere");
    }
}

async fn nothing_names_what_only_an_erased_answer_said(database: Database) {
    let server = Server::start(&database).await;
    let secret = Secret { id: "one".to_owned(), value: SECRET.to_owned() };
    server.state.store.add_identity_secret(&secret, START_MS).await.unwrap();
    assert_eq!(server.post(&named("by-answer")).await.status, 202);
    assert_eq!(server.post(&named("kept-answer")).await.status, 202);
    let mine = post(&server, &named("by-person"), &signed_for(SURVEY, "ana", "w1")).await;
    assert_eq!(mine.status, 202, "{}", mine.text());
    assert!(rows_with(&database, "canary-by-").await > 0, "look elsewhere");
    let path = format!("/v1/surveys/{SURVEY}/responses/by-answer");
    assert_eq!(server.admin("DELETE", &path, b"").await.status, 200);
    let erased = server.admin("POST", "/v1/erasures", br#"{"person":"ana"}"#).await;
    assert_eq!((erased.status, erased.json()["erased"].clone()), (200, json!(1)));
    assert_eq!(rows_with(&database, "canary-by-").await, 0);
    assert!(rows_with(&database, "canary-kept-").await > 0);
    if let Some(folder) = database.folder() {
        assert!(!holds(folder, "canary-by-") && holds(folder, "canary-kept-"));
    }
    assert!(server.state.store.recount().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_is_erased_beside_a_long_reader_and_the_log_folded_later() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    assert_eq!(server.post(&named("erased-01")).await.status, 202);
    let mut reader = AnyConnection::connect(database.address()).await.unwrap();
    let mut moment = reader.begin_with("BEGIN").await.unwrap();
    let all = "SELECT COUNT(*) FROM responses";
    let n: i64 = sqlx::query(all).fetch_one(&mut *moment).await.unwrap().get(0);
    assert_eq!(n, 1);
    let path = format!("/v1/surveys/{SURVEY}/responses/erased-01");
    let begun = Instant::now();
    let erased = server.admin("DELETE", &path, b"").await;
    assert_eq!(erased.status, 202, "{}", erased.text());
    assert!(begun.elapsed() < Duration::from_secs(9), "{:?}", begun.elapsed());
    let said = erased.json();
    assert_eq!((&said["erased"], &said["pending"]), (&json!(1), &json!("log")));
    assert!(said["message"].as_str().unwrap().contains("when the reader has gone"), "{said}");
    assert_eq!(server.admin("DELETE", &path, b"").await.status, 404, "it is erased");
    for body in [r#"{"address":"nobody@write.example"}"#, r#"{"person":"nobody"}"#] {
        let again = server.admin("POST", "/v1/erasures", body.as_bytes()).await;
        assert_eq!((again.status, again.json()["pending"].clone()), (202, json!("log")), "{body}");
    }
    let folder = database.folder().unwrap();
    assert!(holds(folder, "canary-erased-01"), "nobody was in the way: this test cannot tell");
    assert!(shown(&outoften(folder, &["doctor"])).contains("log: holds what was erased"));
    assert_eq!(server.post(&answer("meanwhile", 1, 9)).await.status, 202, "answers still come");
    moment.rollback().await.unwrap();
    reader.close().await.unwrap();
    let until = Instant::now() + Duration::from_secs(60);
    while server.state.store.is_checkpoint_due().await.unwrap() {
        assert!(Instant::now() < until, "it is not tried again");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(!holds(folder, "canary-erased-01"));
    let report = shown(&outoften(folder, &["doctor"]));
    assert!(!report.contains("log: holds"), "{report}");
}
