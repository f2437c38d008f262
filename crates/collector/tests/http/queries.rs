//! Names in a query: what a token protects takes only its own, what is public ignores the rest. And
//! what a query is told when there is no database.

use outoften_collector::http::openapi::OPERATIONS;
use serde_json::json;

use crate::server::{Database, SURVEY, Server, answer, on_each_engine};

on_each_engine!(what_cannot_be_read_is_not_called_an_answer);

async fn what_cannot_be_read_is_not_called_an_answer(database: Database) {
    let server = Server::start(&database).await;
    server.state.store.close().await;
    for path in ["/v1/surveys/acme/results", "/v1/surveys/acme/export", "/v1/surveys/acme"] {
        let reply = server.admin("GET", path, b"").await;
        let said = reply.json();
        assert_eq!((reply.status, said["code"].as_str()), (503, Some("unavailable")));
        assert_eq!((reply.header("retry-after"), said["retry"].as_bool()), (Some("5"), Some(true)));
        let message = said["message"].as_str().unwrap();
        assert!(message.contains("again later") && !message.contains("answer"), "{message}");
    }
}

/// The address of a route, with names that are there.
fn address(route: &str) -> String {
    let names =
        [("{id}", SURVEY), ("{response}", "000first"), ("{group}", "segment"), ("{name}", "ana")];
    names.into_iter().fold(route.to_owned(), |path, (name, value)| path.replace(name, value))
}

#[tokio::test]
async fn a_name_that_a_protected_address_does_not_take_is_refused_with_those_it_takes() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let mut tried = 0;
    for operation in OPERATIONS.iter().filter(|operation| operation.is_protected()) {
        let path = format!("{}?segmnt=pro", address(operation.path));
        let method = operation.method.to_ascii_uppercase();
        let reply = server.admin(&method, &path, b"").await;
        assert_eq!(reply.status, 422, "{method} {path}: {}", reply.text());
        let said = reply.json();
        assert_eq!((&said["code"], &said["field"]), (&json!("parameter"), &json!("segmnt")));
        for name in operation.query {
            assert!(said["message"].as_str().unwrap().contains(name), "{said}");
        }
        tried += 1;
    }
    assert!(tried >= 25, "{tried} operations");
    // A name of one address is not a name of another, and a long one is cut short.
    assert_eq!(server.admin("GET", "/v1/surveys?from=2026-11-22", b"").await.status, 422);
    let long = format!("/v1/surveys?{}=1", "x".repeat(2_000));
    assert!(server.admin("GET", &long, b"").await.text().len() < 300);
}

#[tokio::test]
async fn what_mails_and_sites_add_to_a_public_address_is_ignored() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let added = "utm_source=mail&fbclid=x&oot=why";
    for path in ["/f/acme", "/v1/surveys/acme.json", "/v1/openapi.json", "/livez", "/readyz"] {
        assert_eq!(server.get(&format!("{path}?{added}")).await.status, 200, "{path}");
    }
    let body = answer("first", 1, 9).to_string();
    let path = format!("/v1/responses?{added}");
    let sent = crate::client::send(server.address, "POST", &path, &[], body.as_bytes()).await;
    assert_eq!(sent.status, 202, "{}", sent.text());
    // The document as stored is behind a token.
    let stored = server.admin("GET", &format!("/v1/surveys/acme?{added}"), b"").await;
    assert_eq!(stored.status, 422);
}

#[tokio::test]
async fn a_flag_is_one_of_four_words() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let flags = [
        ("results", "with_suspect"),
        ("export", "raw"),
        ("export", "contacts"),
        ("cases", "overdue"),
        ("cases", "contact"),
    ];
    let described = server.get("/v1/openapi.json").await.text();
    let words = described.matches(r#""enum":["1","true","0","false"]"#).count();
    assert!(words >= flags.len(), "the description names them: {words}");
    for (path, name) in flags {
        for (value, status) in
            [("1", 200), ("0", 200), ("true", 200), ("false", 200), ("yes", 422), ("", 422)]
        {
            let path = format!("/v1/surveys/{SURVEY}/{path}?{name}={value}");
            let reply = server.admin("GET", &path, b"").await;
            assert_eq!(reply.status, status, "{path}: {}", reply.text());
            assert!(status == 200 || reply.json()["field"] == name, "{}", reply.text());
        }
    }
    let asks = json!({"id": SURVEY, "contact": {"classes": ["detractor"]}}).to_string();
    server.admin("PUT", "/v1/surveys/acme", asks.as_bytes()).await;
    let mut body = answer("first", 1, 0);
    body["comment"] = "=1+1".into();
    body["contact"] = json!({"address": "ana@example.com", "agreed": true});
    assert_eq!(server.post(&body).await.status, 202);
    for (value, set) in [("1", true), ("true", true), ("0", false), ("false", false)] {
        let path = format!("/v1/surveys/{SURVEY}/export?raw={value}&contacts={value}");
        let file = server.admin("GET", &path, b"").await.text();
        assert_eq!((file.contains("ana@"), file.contains("'=1+1")), (set, !set), "{value}: {file}");
    }
}
