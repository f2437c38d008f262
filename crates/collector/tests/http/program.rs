//! What the program shows, logs and explains.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::SystemTime;

use outoften_collector::identity::{SignatureKind, sign};
use outoften_collector::store::{DatabaseUrl, Secret, Store};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client;
use crate::people::SECRET;
use crate::process::Program;
use crate::server::{START_MS, answer};

#[tokio::test]
async fn the_token_is_shown_once_and_kept_as_a_hash() {
    let folder = TempDir::new().unwrap();
    let first = Program::start(folder.path());
    let token = first.token.clone().expect("a token at the first start");
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    let path = "/v1/surveys/demo/results";
    assert_eq!(client::send(first.address, "GET", path, &headers, b"").await.status, 200);
    assert!(first.stop());
    let second = Program::start(folder.path());
    assert_eq!(second.token, None);
    assert_eq!(client::send(second.address, "GET", path, &headers, b"").await.status, 200);
    assert!(second.stop());
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()));
    }
}

#[test]
fn a_start_with_a_file_warns_of_nothing() {
    let folder = TempDir::new().unwrap();
    assert!(Program::start(folder.path()).stop());
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains("\"INFO\"") && !log.contains("\"WARN\""), "{log}");
}

// strace is Linux's own.
#[cfg(target_os = "linux")]
#[tokio::test]
#[ignore = "needs strace: cargo xtask test database"]
async fn every_202_comes_after_a_sync_of_its_own() {
    let found = Command::new("strace").arg("-V").stdout(Stdio::null()).status();
    assert!(found.is_ok(), "no strace here: install Debian's package `strace`");
    let folder = TempDir::new().unwrap();
    let program = Program::start_traced(folder.path());
    for number in 0..20 {
        let mut body = answer(&number.to_string(), 1, 9);
        body["survey"] = json!("demo");
        assert_eq!(program.try_post(&body).await, Some(202));
    }
    assert!(program.stop());
    let calls = loop {
        let calls = std::fs::read_to_string(folder.path().join("calls")).unwrap();
        if calls.trim_end().ends_with("+++ exited with 0 +++") {
            break calls;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    let (mut replies, mut synced) = (0, false);
    for call in calls.lines() {
        // With several threads a call may be split in two lines; the second tells its end.
        if call.contains("sync(") && call.ends_with("= 0") || call.contains("sync resumed") {
            synced = true;
        }
        if call.contains("HTTP/1.1 202") {
            assert!(synced, "a reply before the sync: {call}");
            (replies, synced) = (replies + 1, false);
        }
    }
    assert_eq!(replies, 20);
}

#[tokio::test]
async fn logs_hold_neither_answers_nor_ids_nor_addresses() {
    let folder = TempDir::new().unwrap();
    let program = Program::start_with(folder.path(), |command| {
        command.env("OUTOFTEN_LOG", "debug");
    });
    let canary = "canary-7f3a";
    let token = program.token.clone().expect("a token at the first start");
    let bearer = format!("Bearer {token}");
    let by_admin = [("authorization", bearer.as_str())];
    let asks = json!({"id": "demo", "contact": {"classes": ["detractor"]}}).to_string();
    let path = "/v1/surveys/demo";
    let put = client::send(program.address, "PUT", path, &by_admin, asks.as_bytes()).await;
    assert_eq!(put.status, 200, "{}", put.text());
    let mut body = answer(canary, 1, 3);
    body["survey"] = json!("demo");
    body["comment"] = json!(format!("call {canary}@mail.example"));
    body["segment"] = json!(canary);
    body["contact"] = json!({"address": format!("{canary}@write.example"), "agreed": true});
    let address = program.address;
    let post = |body: String| async move {
        let headers = [("user-agent", canary), ("x-forwarded-for", "198.51.100.77")];
        let path = format!("/v1/responses?who={canary}");
        client::send(address, "POST", &path, &headers, body.as_bytes()).await
    };
    assert_eq!(post(body.to_string()).await.status, 202);
    let file = client::send(address, "GET", "/v1/surveys/demo/export?contacts=1", &by_admin, b"");
    assert!(file.await.text().contains("write.example"), "the address was kept");
    let (whole, mut refused) = (body.clone(), Vec::new());
    for (field, value) in [
        ("score", json!(canary)),
        ("contact", json!({"address": format!("{canary} at write.example"), "agreed": true})),
        ("contact", json!({"address": format!("{canary}@write.example"), "agreed": canary})),
        ("contact", json!({"address": format!("{canary}@write.example"), canary: true})),
    ] {
        body = whole.clone();
        body[field] = value;
        refused.push(post(body.to_string()).await);
    }
    let wrong = json!({"address": canary, "person": format!("{canary}@write.example")}).to_string();
    let path = "/v1/erasures";
    refused.push(client::send(address, "POST", path, &by_admin, wrong.as_bytes()).await);
    for refused in refused {
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(!refused.text().contains(canary), "{}", refused.text());
        assert!(!refused.text().contains("write.example"), "{}", refused.text());
    }
    let metrics = client::send(address, "GET", "/metrics", &by_admin, b"").await.text();
    assert!(metrics.contains("outoften_accepted_total 1"), "{metrics}");
    assert!(!metrics.contains(canary) && !metrics.contains("write.example"), "{metrics}");
    // A name that a site has signed travels in an address; neither it nor its signature is noted,
    // believed or not.
    let secret = Secret { id: "one".to_owned(), value: SECRET.to_owned() };
    let file = DatabaseUrl::file(&folder.path().join("answers.sqlite"));
    let store = Store::open(&file).await.unwrap();
    store.add_identity_secret(&secret, START_MS).await.unwrap();
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let until_s = since_1970.as_secs() as i64 + 86_400;
    let signed = sign(SECRET.as_bytes(), SignatureKind::Link, "demo", canary, "w1", until_s);
    let mut named = whole.clone();
    named["id"] = json!("signed-name");
    for (token, status) in [(signed.clone(), 202), (format!("{signed}x"), 401)] {
        let path = format!("/v1/responses?u={token}");
        let reply = client::send(address, "POST", &path, &[], named.to_string().as_bytes()).await;
        assert_eq!(reply.status, status, "{}", reply.text());
        client::send(address, "GET", &format!("/f/demo?u={token}"), &[], b"").await;
    }
    let parts: Vec<&str> = signed.split('.').filter(|part| part.len() > 10).collect();
    assert!(parts.len() >= 2, "{signed}");
    post(canary.to_owned()).await;
    program.get(&format!("/v1/surveys/{canary}.json")).await;
    program.get(&format!("/{canary}")).await;
    assert!(program.stop());
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    for line in ["\"/v1/responses\",\"status\":202", "\"/v1/responses\",\"status\":422"] {
        assert!(log.contains(line), "in detail: {log}");
    }
    for line in log.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).expect("every line is JSON");
        assert!(entry["level"].is_string());
    }
    let told = [canary, "198.51.100", "127.0.0.1", "mail.example", "write.example"];
    for secret in told.into_iter().chain(parts) {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

/// What cards send comes thousands of times a second, and is counted.
#[tokio::test]
async fn what_is_refused_is_a_line_of_the_log_and_what_is_stored_is_none() {
    let folder = TempDir::new().unwrap();
    let program = Program::start(folder.path());
    let mut body = answer("answer-1", 1, 3);
    body["survey"] = json!("demo");
    assert_eq!(program.try_post(&body).await, Some(202));
    body["score"] = json!(11);
    assert_eq!(program.try_post(&body).await, Some(422));
    program.get("/livez").await;
    program.get("/nothing").await;
    assert!(program.stop());
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect();
    let requests: Vec<_> = lines
        .iter()
        .map(|line| &line["fields"])
        .filter(|fields| fields["message"] == "request")
        .map(|fields| (fields["route"].as_str().unwrap(), fields["status"].as_u64().unwrap()))
        .collect();
    assert_eq!(requests, [("/v1/responses", 422), ("/livez", 200), ("file", 404)], "{log}");
}

#[tokio::test]
async fn a_database_that_cannot_be_used_is_explained() {
    let folder = TempDir::new().unwrap();
    let serve = |database: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_outoften"))
            .args(["serve", "--listen", "127.0.0.1:0", "--database"])
            .arg(database)
            .output()
            .unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let garbage = folder.path().join("garbage.sqlite");
    std::fs::write(&garbage, "this is no database, it only looks long enough to be one".repeat(99))
        .unwrap();
    let said = serve(&garbage);
    assert!(said.contains("not a SQLite database") && said.contains("restore"), "{said}");
    let said = serve(&folder.path().join("no/such/folder/x.sqlite"));
    assert!(said.contains("folder exists"), "{said}");
}
