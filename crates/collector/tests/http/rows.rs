//! What must hold whoever calls: origins, forged proxies, forged names, tokens that are guessed.

use std::net::IpAddr;

use outoften_collector::serve::ConnectionLimits;
use serde_json::json;

use crate::client;
use crate::server::{ADMIN, Database, SURVEY, Server, answer, on_each_engine};

on_each_engine!(
    only_named_sites_may_send_answers,
    a_name_without_a_valid_signature_is_never_attributed,
    nothing_is_told_without_a_token,
);

async fn only_named_sites_may_send_answers(database: Database) {
    let server = Server::start(&database).await;
    let sites = json!([
        "https://example.com",
        "https://*.shop.example",
        "http://localhost:3000",
        "https://xn--bcher-kva.example"
    ]);
    let set = server.admin("PUT", "/v1/surveys/acme/origins", sites.to_string().as_bytes()).await;
    assert_eq!(set.status, 200);
    let mut stored = 0;
    for (number, (origin, allowed)) in [
        ("https://example.com", true),
        ("https://example.com:443", true),
        ("HTTPS://EXAMPLE.COM", true),
        ("https://xn--bcher-kva.example", true),
        ("http://localhost:3000", true),
        ("https://de.shop.example", true),
        ("https://shop.example", false),
        ("https://evilshop.example", false),
        ("https://evil-example.com", false),
        ("https://example.com.evil", false),
        ("https://example.com:8443", false),
        ("https://www.example.com", false),
        ("http://example.com", false),
        ("http://localhost", false),
        ("https://bücher.example", false),
        ("null", false),
        ("", false),
    ]
    .into_iter()
    .enumerate()
    {
        let body = answer(&format!("origin-{number}"), 1, 7).to_string();
        let headers = [("origin", origin)];
        for path in ["/v1/responses", "/v1/events"] {
            let event = format!("{{\"survey\":\"{SURVEY}\",\"event\":\"shown\"}}");
            let sent = if path == "/v1/events" { &event } else { &body };
            let reply = client::send(server.address, "POST", path, &headers, sent.as_bytes()).await;
            assert_eq!(reply.status, if allowed { 202 } else { 403 }, "{origin} {path}");
        }
        stored += i32::from(allowed);
    }
    assert_eq!(server.results().await["n"], stored);
}

#[tokio::test]
async fn a_forged_forwarding_header_changes_nothing() {
    let database = Database::sqlite().await;
    // The connection comes from this machine, which is not among the named proxies.
    let server = Server::start_with(&database, ConnectionLimits::default(), |app| {
        app.trusted_proxies = vec![IpAddr::from([10, 0, 0, 1]).into()];
    })
    .await;
    for number in 0..40 {
        let body = answer(&format!("forged-{number}"), 1, 3).to_string();
        let forged = format!("203.0.{number}.7");
        let headers = [("x-forwarded-for", forged.as_str())];
        let reply =
            client::send(server.address, "POST", "/v1/responses", &headers, body.as_bytes()).await;
        assert_eq!(reply.status, 202);
    }
    let report = server.results().await;
    assert_eq!(
        (&report["n"], &report["suspect"]),
        (&json!(30), &json!(10)),
        "one network, whatever it says of itself"
    );
}

async fn a_name_without_a_valid_signature_is_never_attributed(database: Database) {
    let server = Server::start(&database).await;
    for person in
        ["ana", "v1p.YW5h..9999999999.AAAA", "v1l.YW5h..9999999999.AAAA", "....", "v1p...."]
    {
        let mut body = answer("unsigned", 1, 9);
        body["person"] = person.into();
        let refused = server.post(&body).await;
        assert_eq!(
            (refused.status, refused.json()["code"].clone()),
            (401, json!("person")),
            "{person}"
        );
        let event = json!({"survey": SURVEY, "event": "shown", "person": person}).to_string();
        let event = client::send(server.address, "POST", "/v1/events", &[], event.as_bytes()).await;
        assert_eq!(event.status, 401, "{person}");
    }
    let report = server.results().await;
    assert_eq!((&report["n"], &report["suspect"]), (&json!(0), &json!(0)));
}

async fn nothing_is_told_without_a_token(database: Database) {
    let server = Server::start(&database).await;
    let mut body = answer("canary-1", 1, 2);
    body["comment"] = "canary-comment".into();
    server.post(&body).await;
    let ways = [
        "",
        "/results",
        "/results/trend",
        "/results/by/segment",
        "/results/displays",
        "/comments",
        "/export",
        "/export?format=jsonl",
        "/cases",
        "/cases/summary",
        "/cases/canary-1",
    ];
    for way in ways {
        let path = format!("/v1/surveys/{SURVEY}{way}");
        for (token, status) in [("", 401), ("wrong-0123456789-0123456789", 401), (ADMIN, 200)] {
            let reply = server.with_token(token, "GET", &path, b"").await;
            assert_eq!(reply.status, status, "{path} {token:.5}");
            if status == 401 {
                assert!(!reply.text().contains("canary") && !reply.text().contains("counts"));
            }
        }
    }
    for (path, is_told) in [("/v1/tokens", true), ("/v1/audit", true), ("/metrics", true)] {
        assert_eq!(server.get(path).await.status, 401);
        assert_eq!(server.admin("GET", path, b"").await.status == 200, is_told);
    }
}
