//! Who may see what, and what every origin may call.

use serde_json::json;

use crate::client;
use crate::server::{ADMIN, Database, SURVEY, Server, answer, on_each_engine};
use outoften_collector::store::Role;

on_each_engine!(
    results_need_a_token_and_its_role,
    the_studio_stores_a_survey_and_a_card_reads_it,
    every_origin_may_call_and_none_with_cookies,
);

async fn results_need_a_token_and_its_role(database: Database) {
    let server = Server::start(&database).await;
    server.post(&answer("secret", 1, 9)).await;
    server.add_token("reader-of-acme-0123456789", Role::Reader, Some(SURVEY)).await;
    server.add_token("reader-of-other-0123456789", Role::Reader, Some("other")).await;
    let results = format!("/v1/surveys/{SURVEY}/results");
    let document = format!("/v1/surveys/{SURVEY}");
    for (token, path, status) in [
        (ADMIN, &results, 200),
        (ADMIN, &document, 200),
        ("reader-of-acme-0123456789", &results, 200),
        ("reader-of-other-0123456789", &results, 403),
        ("wrong", &results, 401),
        ("wrong", &document, 401),
        ("", &results, 401),
    ] {
        let reply = server.with_token(token, "GET", path, b"").await;
        assert_eq!(reply.status, status, "{token} {path}");
        assert_eq!(reply.text().contains("counts"), status == 200 && path == &results);
    }
    assert_eq!(server.get(&results).await.status, 401);
    assert_eq!(server.get("/v1/surveys").await.status, 401);
    let reply = server.with_token("reader-of-acme-0123456789", "PUT", &document, b"{}").await;
    assert_eq!((reply.status, reply.json()["code"].clone()), (403, json!("forbidden")));
}

async fn the_studio_stores_a_survey_and_a_card_reads_it(database: Database) {
    let server = Server::start(&database).await;
    let document =
        json!({"id": "new", "brand": {"name": "Nova"}, "texts": {"es": {"low": "nada"}}});
    let put =
        async || server.admin("PUT", "/v1/surveys/new", document.to_string().as_bytes()).await;
    assert_eq!(put().await.status, 201);
    assert_eq!(put().await.status, 200);
    let hasty = json!({"id": "new", "fatigue": {"cooldown": {"answered": {"days": 30}}}});
    let told = server.admin("PUT", "/v1/surveys/new", hasty.to_string().as_bytes()).await.json();
    let rules: Vec<_> = told["findings"].as_array().unwrap().iter().map(|f| &f["rule"]).collect();
    assert!(rules.contains(&&json!("short_wait")), "{told}");
    put().await;
    assert_eq!(server.admin("GET", "/v1/surveys/new", b"").await.json(), document);
    let list = server.admin("GET", "/v1/surveys", b"").await.json();
    let ids: Vec<_> = list["surveys"].as_array().unwrap().iter().map(|line| &line["id"]).collect();
    assert_eq!(ids, ["acme", "new"]);

    let card = server.get("/v1/surveys/new.json?lang=es-MX,en").await;
    assert_eq!(card.status, 200);
    let served = card.json();
    let languages: Vec<_> = served["texts"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(languages, ["es"]);
    assert_eq!(served["texts"]["es"]["low"], "nada");
    assert!(served["texts"]["es"]["send"].is_string(), "completed with the ready wordings");
    assert_eq!(card.header("access-control-allow-origin"), Some("*"));
    assert!(card.header("cache-control").unwrap().contains("max-age"));

    let path = "/v1/surveys/new.json?lang=es";
    let headers = [("accept-encoding", "gzip, br")];
    let small = client::send(server.address, "GET", path, &headers, b"").await;
    assert_eq!(small.header("content-encoding"), Some("br"));
    assert!(small.body.len() * 3 < card.body.len() * 2, "a visitor waits for this");

    let tag = card.header("etag").unwrap().to_owned();
    let path = "/v1/surveys/new.json?lang=es-MX,en";
    let again = client::send(server.address, "GET", path, &[("if-none-match", &tag)], b"").await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}

async fn every_origin_may_call_and_none_with_cookies(database: Database) {
    let server = Server::start(&database).await;
    for origin in ["https://shop.example", "null"] {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "PUT"),
            ("access-control-request-headers", "authorization"),
        ];
        let reply = client::send(server.address, "OPTIONS", "/v1/surveys/x", &headers, b"").await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
        let allowed = reply.header("access-control-allow-headers").unwrap().to_lowercase();
        assert!(allowed.contains("authorization"));
        assert!(reply.header("access-control-allow-methods").unwrap().contains("PUT"));
        assert_eq!(reply.header("access-control-allow-credentials"), None);
    }
    let refused = server.post_bytes(b"no").await;
    assert_eq!(refused.header("access-control-allow-origin"), Some("*"), "errors are readable too");
}
