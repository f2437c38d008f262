//! Tokens, audit, limits, erasure, retention, metrics.

use std::sync::atomic::Ordering;

use outoften_collector::store::{Filter, Role};
use serde_json::json;

use crate::client;
use crate::process::Program;
use crate::server::{ADMIN, Database, SURVEY, Server, answer, on_each_engine};

on_each_engine!(
    tokens_are_made_used_noted_and_revoked,
    the_audit_log_holds_no_scrapes_and_forgets_after_its_time,
    erasing_takes_the_answer_out_of_everything,
    retention_deletes_rows_and_keeps_results,
);

async fn tokens_are_made_used_noted_and_revoked(database: Database) {
    let server = Server::start(&database).await;
    let made = server
        .admin("POST", "/v1/tokens", br#"{"name":"ana","role":"analyst","survey":"acme"}"#)
        .await;
    assert_eq!(made.status, 201, "{}", made.text());
    let token = made.json()["token"].as_str().unwrap().to_owned();
    server.now_ms.fetch_add(1, Ordering::Relaxed);
    let results = format!("/v1/surveys/{SURVEY}/results");
    assert_eq!(server.with_token(&token, "GET", &results, b"").await.status, 200);
    assert_eq!(server.with_token(&token, "GET", "/v1/tokens", b"").await.status, 403);
    let list = server.admin("GET", "/v1/tokens", b"").await;
    assert!(list.text().contains("\"ana\"") && !list.text().contains(&token));
    let log = server.admin("GET", "/v1/audit", b"").await.json();
    let used: Vec<_> =
        log["audit"].as_array().unwrap().iter().filter(|l| l["token"] == "ana").collect();
    assert_eq!(used.len(), 2);
    assert!(used.iter().any(|line| line["action"] == "GET /v1/surveys/{id}/results"
        && line["survey"] == SURVEY
        && line["role"] == "analyst"));
    assert_eq!(server.admin("DELETE", "/v1/tokens/ana", b"").await.status, 200);
    assert_eq!(server.with_token(&token, "GET", &results, b"").await.status, 401);
    assert_eq!(server.admin("DELETE", "/v1/tokens/ana", b"").await.status, 404);
    for (bad, field) in [
        (json!({"name": "x", "role": "boss"}), "role"),
        (json!({"role": "admin"}), "name"),
        (json!({"name": "x", "role": "admin", "age": 1}), "age"),
    ] {
        let reply = server.admin("POST", "/v1/tokens", bad.to_string().as_bytes()).await;
        assert_eq!((reply.status, reply.json()["field"].clone()), (422, json!(field)));
    }
}

async fn the_audit_log_holds_no_scrapes_and_forgets_after_its_time(database: Database) {
    let server = Server::start(&database).await;
    for _ in 0..3 {
        assert_eq!(server.admin("GET", "/metrics", b"").await.status, 200);
    }
    server.admin("GET", "/v1/tokens", b"").await;
    server.now_ms.fetch_add(86_400_000, Ordering::Relaxed);
    server.admin("GET", "/v1/webhooks", b"").await;
    let store = &server.state.store;
    let actions = async || -> Vec<String> {
        store.audit_log(10, None).await.unwrap().lines.into_iter().map(|line| line.action).collect()
    };
    assert_eq!(actions().await, ["GET /v1/webhooks", "GET /v1/tokens"]);
    let today = server.state.clock.now().day();
    assert_eq!(store.trim_audit(today).await.unwrap(), 1);
    assert_eq!(actions().await, ["GET /v1/webhooks"]);
}

async fn erasing_takes_the_answer_out_of_everything(database: Database) {
    let server = Server::start(&database).await;
    for (id, score) in [("keep", 9), ("gone", 2)] {
        let mut body = answer(id, 1, score);
        body["comment"] = format!("canary-{id}-5c1e").into();
        server.post(&body).await;
    }
    let path = format!("/v1/surveys/{SURVEY}/responses/0000gone");
    assert_eq!(server.admin("DELETE", &path, b"").await.status, 200);
    assert_eq!(server.admin("DELETE", &path, b"").await.status, 404);
    let report = server.results().await;
    assert_eq!((&report["n"], &report["detractors"]), (&json!(1), &json!(0)));
    assert!(server.state.store.recount().await.unwrap().is_empty());
    if let Some(folder) = database.folder() {
        let mut seen = false;
        for entry in std::fs::read_dir(folder).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            let holds = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
            seen |= holds(b"canary-keep-5c1e");
            assert!(!holds(b"canary-gone-5c1e"));
        }
        assert!(seen, "the search would find it");
    }
}

async fn retention_deletes_rows_and_keeps_results(database: Database) {
    let server = Server::start(&database).await;
    server.post(&answer("old", 1, 10)).await;
    server.now_ms.fetch_add(31 * 86_400_000, Ordering::Relaxed);
    server.post(&answer("new", 1, 0)).await;
    let before = server.results().await;
    let today = server.state.clock.now().day();
    assert_eq!(server.state.store.retain_from(today - 30).await.unwrap(), 1);
    assert_eq!(server.results().await, before);
    let lines = server.admin("GET", "/v1/surveys/acme/export?format=jsonl", b"").await.text();
    assert_eq!((lines.lines().count(), lines.contains("00000new")), (1, true));
    assert!(server.state.store.recount().await.unwrap().is_empty());
    assert_eq!(server.state.store.retain_from(today - 30).await.unwrap(), 0);
}

#[tokio::test]
async fn five_wrong_tokens_a_minute_are_enough() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let results = format!("/v1/surveys/{SURVEY}/results");
    let from = async |address: &str, token: &str| {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("x-forwarded-for", address)];
        client::send(server.address, "GET", &results, &headers, b"").await
    };
    for _ in 0..5 {
        assert_eq!(from("203.0.113.7", "guess").await.status, 401);
    }
    let locked = from("203.0.113.8", "guess").await;
    assert_eq!(locked.status, 429, "the same network");
    assert!(locked.header("retry-after").is_some());
    assert_eq!(from("198.51.100.7", "guess").await.status, 401, "another network");
    for _ in 0..10 {
        let right = from("203.0.113.7", ADMIN).await;
        assert_eq!(right.status, 200, "a page that sends wrong tokens locks nobody out");
        assert_eq!(from("203.0.113.7", "guess").await.status, 429);
    }
    server.now_ms.fetch_add(12_000, Ordering::Relaxed);
    assert_eq!(from("203.0.113.7", "guess").await.status, 401);
}

/// The operator changes the variable and starts anew; the old value may be in the wrong hands.
#[tokio::test]
async fn a_token_that_is_brought_along_takes_the_place_of_the_last() {
    let folder = tempfile::TempDir::new().unwrap();
    let (old, new) = ("oot_old-0123456789-abcdefgh", "oot_new-0123456789-abcdefgh");
    let started = |token: &'static str| {
        Program::start_with(folder.path(), |command| {
            command.env("OUTOFTEN_ADMIN_TOKEN", token);
        })
    };
    let status = async |program: &Program, token: &str| {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str())];
        client::send(program.address, "GET", "/v1/tokens", &headers, b"").await.status
    };
    let program = started(old);
    assert_eq!(status(&program, old).await, 200);
    let own = br#"{"name":"ci","role":"admin"}"#;
    let bearer = format!("Bearer {old}");
    let headers = [("authorization", bearer.as_str())];
    let made = client::send(program.address, "POST", "/v1/tokens", &headers, own).await.json();
    for name in ["given", "given, replaced"] {
        let body = json!({"name": name, "role": "admin"}).to_string();
        let refused =
            client::send(program.address, "POST", "/v1/tokens", &headers, body.as_bytes()).await;
        assert_eq!((refused.status, refused.json()["field"].clone()), (422, json!("name")));
    }
    assert!(program.stop());
    let program = started(new);
    assert_eq!((status(&program, old).await, status(&program, new).await), (401, 200));
    assert_eq!(status(&program, made["token"].as_str().unwrap()).await, 200, "others stay");
    assert!(program.stop());
    // Back again: the operator says so, and the one in between is worthless. It is said.
    let log = || std::fs::read_to_string(folder.path().join("log")).unwrap();
    for (one, other) in [(old, new), (new, old), (old, new)] {
        let program = started(one);
        assert_eq!((status(&program, one).await, status(&program, other).await), (200, 401));
        assert!(program.stop());
        assert!(log().contains("holds an earlier token: it is in use again"), "{}", log());
    }
    // What was revoked does not come back with a start, whatever the variable says.
    let program = started(old);
    assert!(!log().contains("holds an earlier token"), "{}", log());
    let headers = [("authorization", bearer.as_str())];
    let revoked = client::send(program.address, "DELETE", "/v1/tokens/given", &headers, b"").await;
    assert_eq!(revoked.status, 200);
    assert!(program.stop());
    let program = started(old);
    assert_eq!((status(&program, old).await, status(&program, new).await), (401, 401));
    assert!(program.stop());
    assert!(log().contains("OUTOFTEN_ADMIN_TOKEN holds a token that was revoked"), "{}", log());
    let program = started(new);
    assert_eq!((status(&program, old).await, status(&program, new).await), (401, 200));
    assert!(program.stop());
    assert!(!log().contains("0123456789"), "{}", log());
}

#[tokio::test]
async fn a_flood_from_one_network_does_not_move_the_score() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let from = async |address: String, number: u32, score: u32| {
        let body = answer(&number.to_string(), 1, score).to_string();
        let headers = [("x-forwarded-for", address.as_str())];
        client::send(server.address, "POST", "/v1/responses", &headers, body.as_bytes()).await
    };
    for number in 0..20 {
        let address = format!("198.51.{number}.1");
        assert_eq!(from(address, number, 9).await.status, 202);
    }
    let mut statuses = std::collections::BTreeMap::new();
    for number in 100..1300 {
        let status = from(format!("203.0.113.{}", number % 250), number, 0).await.status;
        *statuses.entry(status).or_insert(0) += 1;
    }
    assert_eq!(statuses, [(202, 1000), (429, 200)].into());
    let counted = server.results().await;
    assert_eq!((&counted["promoters"], &counted["detractors"]), (&json!(20), &json!(30)));
    let filter = Filter { survey: SURVEY.into(), with_suspect: true, ..Filter::default() };
    assert_eq!(server.state.store.tally(&filter).await.unwrap().n(), 1020);
}

#[tokio::test]
async fn the_number_of_series_does_not_grow_with_input() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let series = async || {
        let text = server.admin("GET", "/metrics", b"").await.text();
        (text.lines().filter(|line| !line.starts_with('#')).count(), text)
    };
    let some_of_each = async |round: u32| {
        server.post(&answer(&format!("good-{round}"), 1, 7)).await;
        let mut bad = answer(&format!("bad-{round}"), 1, 7);
        bad[format!("field-{round}")] = round.into();
        server.post(&bad).await;
        server.get(&format!("/v1/surveys/who-{round}.json")).await;
    };
    some_of_each(0).await;
    let (before, _) = series().await;
    for round in 1..200 {
        some_of_each(round).await;
    }
    let (after, text) = series().await;
    assert_eq!(before, after);
    assert!(text.contains("outoften_accepted_total 200"), "{text}");
    assert!(text.contains("outoften_refused_total{code=\"unknown\"} 200"), "{text}");
    assert!(!text.contains("who-") && !text.contains("field-"));
    server.add_token("reader-0123456789-abcdefgh", Role::Reader, Some(SURVEY)).await;
    assert_eq!(server.get("/metrics").await.status, 401);
}

#[tokio::test]
async fn every_route_has_a_body_limit() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let large = vec![b' '; 600 * 1024];
    for (method, path, token) in [
        ("POST", "/v1/responses", ""),
        ("POST", "/v1/events", ""),
        ("POST", "/f/acme", ""),
        ("PUT", "/v1/surveys/acme", ADMIN),
        ("PUT", "/v1/surveys/acme/origins", ADMIN),
        ("PUT", "/v1/surveys/acme/archived", ADMIN),
        ("POST", "/v1/tokens", ADMIN),
    ] {
        let over = server.with_token(token, method, path, &large).await;
        assert_eq!(over.status, 413, "{path}");
        // A person who sends a form reads a page.
        if !path.starts_with("/f/") {
            assert_eq!(over.json()["code"], "too_large", "{path}");
        }
        let under = server.with_token(token, method, path, b" ").await;
        assert_ne!(under.status, 413, "{path}");
        assert!(under.status < 500, "{path}");
    }
}
