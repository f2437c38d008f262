//! An address somebody agreed to be written to: asked for, kept apart, shown to few, forgotten.

use serde_json::{Value, json};

use crate::metrics::{answer, survey};
use crate::server::{Database, Server, on_each_engine};
use outoften_collector::store::Role;

on_each_engine!(
    an_address_counts_only_with_the_tick_and_where_it_is_asked_for,
    the_last_revision_decides_whether_there_is_an_address,
    addresses_are_not_in_what_others_may_read,
    erasing_leaves_no_trace_of_answer_address_or_case,
    capitals_of_no_alphabet_matter_to_an_erasure,
);

async fn contact_count(server: &Server, survey: &str) -> u64 {
    server.state.store.snapshot().await.unwrap().contact_count(survey).await.unwrap()
}

#[tokio::test]
async fn an_operator_erases_by_address() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    for (id, address) in [("unhappy1", "Ana@example.com"), ("unhappy2", "bo@example.com")] {
        assert_eq!(server.post(&with_address(id, 1, 2, address)).await.status, 202);
    }
    let erased = std::process::Command::new(env!("CARGO_BIN_EXE_outoften"))
        .args(["erase", "--address", "ana@example.com"])
        .env("DATABASE_URL", database.address())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&erased.stderr);
    assert!(erased.status.success() && said.contains("1 answers erased"), "{said}");
    let left = exported(&server, "contacts=1").await;
    assert!(!left.contains("Ana@") && left.contains("bo@example.com"), "{left}");
}

async fn capitals_of_no_alphabet_matter_to_an_erasure(database: Database) {
    let server = started(&database).await;
    for (id, address) in [
        ("unhappy1", "ÄNNE@Müller.example"),
        ("unhappy2", "anne@müller.example"),
        ("unhappy3", "ΟΔΟΣ@пример.example"),
        ("unhappy4", "ana@example.com"),
    ] {
        assert_eq!(server.post(&with_address(id, 1, 2, address)).await.status, 202, "{address}");
    }
    for address in ["änne@MÜLLER.example", "οδος@ПРИМЕР.example"] {
        let body = json!({"address": address}).to_string();
        let erased = server.admin("POST", "/v1/erasures", body.as_bytes()).await;
        assert_eq!((erased.status, erased.json()["erased"].clone()), (200, json!(1)), "{address}");
    }
    let left = exported(&server, "contacts=1").await;
    assert!(left.contains("anne@müller.example") && left.contains("ana@example.com"), "{left}");
}

async fn started(database: &Database) -> Server {
    let server = Server::start(database).await;
    survey(&server, "nps", json!({"contact": {"classes": ["detractor"]}})).await;
    server
}

fn with_address(id: &str, rev: u32, score: u32, address: &str) -> Value {
    let mut body = answer("nps", id, score);
    body["rev"] = rev.into();
    if !address.is_empty() {
        body["contact"] = json!({"address": address, "agreed": true});
    }
    body
}

async fn exported(server: &Server, query: &str) -> String {
    let path = format!("/v1/surveys/nps/export?{query}");
    server.admin("GET", &path, b"").await.text()
}

async fn an_address_counts_only_with_the_tick_and_where_it_is_asked_for(database: Database) {
    let server = started(&database).await;
    for contact in [
        json!({"address": "ana@example.com", "agreed": false}),
        json!({"address": "ana@example.com"}),
        json!({"address": "ana", "agreed": true}),
        json!({"agreed": true}),
        json!("ana@example.com"),
    ] {
        let mut body = answer("nps", "refused1", 2);
        body["contact"] = contact;
        let refused = server.post(&body).await;
        assert_eq!(refused.status, 422, "{body}");
        assert!(refused.json()["field"].as_str().unwrap().starts_with("contact"), "{body}");
        assert!(!refused.text().contains("ana@"), "an address is never repeated");
    }
    // Promoters are not asked here; the other survey asks nobody.
    survey(&server, "csat", json!({})).await;
    let mut elsewhere = answer("csat", "nowhere1", 1);
    elsewhere["contact"] = json!({"address": "bo@example.com", "agreed": true});
    for body in [with_address("promoter", 1, 10, "cy@example.com"), elsewhere] {
        assert_eq!(server.post(&body).await.status, 202);
    }
    assert_eq!(server.post(&with_address("0unhappy", 1, 2, "ana@example.com")).await.status, 202);
    for (survey, contacts) in [("nps", 1), ("csat", 0)] {
        assert_eq!(contact_count(&server, survey).await, contacts, "{survey}");
    }
}

async fn the_last_revision_decides_whether_there_is_an_address(database: Database) {
    let server = started(&database).await;
    let count = async || contact_count(&server, "nps").await;
    for (rev, address, contacts) in [
        (1, "", 0),
        (2, "ana@example.com", 1),
        (3, "ana@other.example", 1),
        (2, "late@example.com", 1),
        (4, "", 0),
    ] {
        assert_eq!(server.post(&with_address("changing", rev, 2, address)).await.status, 202);
        assert_eq!(count().await, contacts, "revision {rev}");
    }
    server.post(&with_address("changing", 5, 2, "ana@last.example")).await;
    let path = "/v1/surveys/nps/responses/changing/contact";
    assert_eq!(server.admin("DELETE", path, b"").await.status, 200);
    assert_eq!(server.admin("DELETE", path, b"").await.status, 404);
    assert_eq!(exported(&server, "format=jsonl").await.lines().count(), 1, "the answer stays");
}

async fn addresses_are_not_in_what_others_may_read(database: Database) {
    let server = started(&database).await;
    let mut body = with_address("0unhappy", 1, 2, "ana@canary.example");
    body["comment"] = "late again".into();
    server.post(&body).await;
    let reader = "a-reader-0123456789abcdef";
    server.add_token(reader, Role::Reader, Some("nps")).await;
    for path in [
        "results",
        "results/trend",
        "results/by/segment",
        "results/by/driver",
        "results/by/class",
        "results/displays",
        "results/change?from=2027-01-01&to=2027-01-31",
        "comments",
        "cases",
        "cases/0unhappy",
        "export",
        "export?contacts=1",
        "responses/0unhappy",
    ] {
        let reply = server.with_token(reader, "GET", &format!("/v1/surveys/nps/{path}"), b"").await;
        let text = reply.text();
        assert!(!text.contains("canary.example") && !text.contains("late again"), "{path}: {text}");
    }
    for quiet in ["", "format=jsonl", "raw=1"] {
        assert!(!exported(&server, quiet).await.contains("canary.example"), "{quiet}");
    }
    for asked in ["contacts=1", "format=jsonl&contacts=1"] {
        assert!(exported(&server, asked).await.contains("ana@canary.example"), "{asked}");
    }
    let page = server.admin("GET", "/v1/surveys/nps/comments", b"").await.text();
    assert!(page.contains("late again") && !page.contains("canary.example"));
}

/// Nothing in the database's files, on SQLite, holds this text.
fn assert_nowhere(database: &Database, text: &str) {
    for entry in database.folder().into_iter().flat_map(|f| std::fs::read_dir(f).unwrap()) {
        let entry = entry.unwrap();
        let bytes = std::fs::read(entry.path()).unwrap();
        let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!found, "{text} is in {:?}", entry.file_name());
    }
}

async fn erasing_leaves_no_trace_of_answer_address_or_case(database: Database) {
    let server = started(&database).await;
    let hook = json!({"url": "https://hooks.example/x", "classes": ["detractor"]}).to_string();
    assert_eq!(server.admin("POST", "/v1/webhooks", hook.as_bytes()).await.status, 201);
    for (id, address) in [
        ("canary-a", "ana@canary.example"),
        ("canary-b", "ANA@canary.example"),
        ("canary-c", "other@kept.example"),
    ] {
        let mut body = with_address(id, 1, 1, address);
        body["comment"] = format!("{id}-comment").into();
        assert_eq!(server.post(&body).await.status, 202);
        let note = json!({"version": 1, "note": format!("{id}-note")}).to_string();
        let path = format!("/v1/surveys/nps/cases/{id}");
        assert_eq!(server.admin("POST", &path, note.as_bytes()).await.status, 200);
    }
    let erase = async |body: &[u8]| server.admin("POST", "/v1/erasures", body).await;
    let erased = erase(br#"{"address":"Ana@Canary.example"}"#).await;
    assert_eq!((erased.status, erased.json()["erased"].clone()), (200, json!(2)));
    assert_eq!(erase(br#"{"address":"ana@canary.example"}"#).await.json()["erased"], 0);
    for bad in [&b"{}"[..], br#"{"address":"a@b.c","person":"ana"}"#] {
        assert_eq!(erase(bad).await.status, 422);
    }
    let file = exported(&server, "format=jsonl&contacts=1").await;
    assert!(file.contains("canary-c") && !file.contains("canary-a") && !file.contains("canary-b"));
    let cases = server.admin("GET", "/v1/surveys/nps/cases?state=all", b"").await.text();
    assert!(cases.contains("canary-c") && !cases.contains("canary-a"), "{cases}");
    for gone in ["canary-a", "canary-b"] {
        assert_nowhere(&database, &format!("{gone}-comment"));
        assert_nowhere(&database, &format!("{gone}-note"));
        assert_nowhere(&database, gone);
    }
    assert_nowhere(&database, "@canary.example");
    assert!(server.state.store.recount().await.unwrap().is_empty());
}
