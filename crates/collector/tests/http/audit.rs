//! The audit log: what a token can write into it, and how it is read.

use std::sync::atomic::Ordering;

use outoften_collector::store::Role;
use serde_json::{Value, json};

use crate::server::{ADMIN, Database, SURVEY, Server, on_each_engine};

on_each_engine!(a_token_writes_down_nothing_it_made_up, the_log_is_read_page_by_page);

const READER: &str = "oot_reader-0123456789-abcdefgh";

async fn a_token_writes_down_nothing_it_made_up(database: Database) {
    let server = Server::start(&database).await;
    server.add_token(READER, Role::Reader, Some(SURVEY)).await;
    let long = "x".repeat(6_000);
    for path in [
        format!("/v1/surveys/{long}/results"),
        format!("/v1/surveys/{long}"),
        format!("/v1/surveys/{}/comments", "a".repeat(65)),
        "/v1/surveys/Acme/results".to_owned(),
        "/v1/surveys/%41cme/export".to_owned(),
        format!("/v1/surveys/{long}/results/by/segment"),
    ] {
        let reply = server.with_token(READER, "GET", &path, b"").await;
        assert_eq!(
            (reply.status, &reply.json()["code"]),
            (404, &json!("unknown_survey")),
            "{path:.60}"
        );
    }
    let put = server.with_token(READER, "PUT", &format!("/v1/surveys/{long}"), b"{}").await;
    assert_eq!(put.status, 403);
    // Names that a survey could have, and none has.
    for (method, path, status) in [
        ("GET", "/v1/surveys/made-up/results", 403),
        ("GET", "/v1/surveys/made-up", 403),
        ("DELETE", "/v1/surveys/made-up/responses/12345678", 403),
        ("PUT", "/v1/surveys/made-up", 403),
    ] {
        let reply = server.with_token(READER, method, path, b"{}").await;
        assert_eq!(reply.status, status, "{method} {path}");
    }
    assert_eq!(server.admin("PUT", "/v1/surveys/made-up", b"{}").await.status, 422);
    assert_eq!(server.admin("GET", "/v1/surveys/made-up/results", b"").await.status, 404);
    let page = server.state.store.audit_log(1_000, None).await.unwrap();
    let lines = page.lines.iter().filter(|line| line.token_name == "reader");
    let surveys: Vec<_> = lines.map(|line| line.survey.clone()).collect();
    assert_eq!(surveys, vec![None; 5], "only what was refused for its role, without the name");
    assert!(page.lines.iter().all(|line| line.survey.is_none()), "{:?}", page.lines);
    // One that is made is named from then on.
    let made = server.admin("PUT", "/v1/surveys/made-up", br#"{"id":"made-up"}"#).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let page = server.state.store.audit_log(1_000, None).await.unwrap();
    let named = page.lines.iter().filter(|line| line.survey.as_deref() == Some("made-up"));
    assert_eq!(named.map(|line| &line.action).collect::<Vec<_>>(), ["PUT /v1/surveys/{id}"]);
}

async fn the_log_is_read_page_by_page(database: Database) {
    let server = Server::start(&database).await;
    for number in 0..23 {
        // Several in one millisecond.
        server.now_ms.fetch_add(number % 3, Ordering::Relaxed);
        assert_eq!(server.admin("GET", "/v1/surveys", b"").await.status, 200);
    }
    server.now_ms.fetch_add(1, Ordering::Relaxed);
    let whole = server.state.store.audit_log(1_000, None).await.unwrap();
    assert_eq!((whole.lines.len(), whole.next), (23, None));
    let (mut seen, mut before) = (Vec::new(), String::new());
    loop {
        let page = server.admin("GET", &format!("/v1/audit?limit=5{before}"), b"").await.json();
        let lines = page["audit"].as_array().unwrap().iter();
        let old = lines.filter(|line| line["action"] == "GET /v1/surveys");
        seen.extend(old.map(|line| line["at_ms"].as_i64().unwrap()));
        match &page["next"] {
            Value::String(next) => before = format!("&before={next}"),
            _ => break,
        }
    }
    let times: Vec<i64> = whole.lines.iter().map(|line| line.at_ms).collect();
    assert_eq!(seen, times);
    for bad in ["x", "1.", "1.zz", ".00", "1.00'--"] {
        let reply = server.admin("GET", &format!("/v1/audit?before={bad}"), b"").await;
        assert_eq!((reply.status, &reply.json()["field"]), (422, &json!("before")), "{bad}");
    }
}

#[tokio::test]
async fn a_token_cannot_fill_the_disk_with_its_uses() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    server.add_token(READER, Role::Reader, Some(SURVEY)).await;
    let path = format!("/v1/surveys/{SURVEY}/results");
    let ask = async || server.with_token(READER, "GET", &path, b"").await.status;
    for _ in 0..1_000 {
        assert_eq!(ask().await, 200);
    }
    assert_eq!(ask().await, 429);
    assert_eq!(server.with_token(ADMIN, "GET", &path, b"").await.status, 200, "another token");
    assert_eq!(server.with_token(READER, "GET", "/v1/tokens", b"").await.status, 429);
    server.now_ms.fetch_add(200, Ordering::Relaxed);
    assert_eq!((ask().await, ask().await), (200, 429));
    let page = server.state.store.audit_log(10_000, None).await.unwrap();
    assert_eq!(page.lines.iter().filter(|line| line.token_name == "reader").count(), 1_001);
}
