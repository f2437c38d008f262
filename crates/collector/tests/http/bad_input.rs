//! What a client can get wrong: each has a status, a stable code, the field, and what to do; none
//! leaves a row.

use serde_json::{Value, json};

use crate::client::raw;
use crate::server::{Database, SURVEY, Server, answer, on_each_engine};

on_each_engine!(
    a_score_is_never_coerced,
    a_comment_has_at_most_2000_characters,
    a_text_with_nul_is_refused_by_name,
    fields_are_named_with_what_is_accepted,
    what_is_no_json_is_malformed,
    a_body_over_the_limit_gets_413_and_not_a_reset,
    an_unknown_survey_is_404_everywhere,
    a_document_error_names_the_path,
);

fn with(field: &str, value: Value) -> Value {
    let mut body = answer("bad", 1, 9);
    body[field] = value;
    body
}

async fn assert_no_rows(server: &Server) {
    assert_eq!(server.results().await["n"], 0);
    assert!(server.state.store.recount().await.unwrap().is_empty());
}

async fn a_score_is_never_coerced(database: Database) {
    let server = Server::start(&database).await;
    for score in [
        json!(11),
        json!(-1),
        json!(7.5),
        json!("9"),
        json!(null),
        json!(true),
        json!([9]),
        json!(1e300),
        json!({}),
    ] {
        let reply = server.post(&with("score", score.clone())).await;
        assert_eq!(reply.status, 422, "{score}");
        let error = reply.json();
        assert_eq!(error["field"], "score");
        assert_eq!(error["retry"], false);
        assert_eq!(error["message"], "score must be a whole number from 0 to 10");
    }
    let mut missing = answer("bad", 1, 9);
    missing.as_object_mut().unwrap().remove("score");
    let error = server.post(&missing).await.json();
    assert_eq!((error["code"].as_str(), error["field"].as_str()), (Some("missing"), Some("score")));
    assert_no_rows(&server).await;
}

async fn a_comment_has_at_most_2000_characters(database: Database) {
    let server = Server::start(&database).await;
    let reply = server.post(&with("comment", json!("é".repeat(2001)))).await;
    assert_eq!((reply.status, reply.json()["field"].clone()), (422, json!("comment")));
    assert_no_rows(&server).await;
    let reply = server.post(&with("comment", json!("é".repeat(2000)))).await;
    assert_eq!(reply.status, 202);
}

async fn a_text_with_nul_is_refused_by_name(database: Database) {
    let server = Server::start(&database).await;
    for field in ["comment", "segment", "touchpoint"] {
        let reply = server.post(&with(field, json!("be\0fore"))).await;
        let error = reply.json();
        assert_eq!((reply.status, &error["field"]), (422, &json!(field)));
        let said = format!("{field} must be a text without the character U+0000");
        assert_eq!(error["message"], said);
    }
    assert_no_rows(&server).await;
    // What came in a file is kept without it.
    let file = format!("{}\n", json!({"score": 9, "comment": "be\0fore"}));
    let path = format!("/v1/surveys/{SURVEY}/import?undated=1");
    let imported = server.admin("POST", &path, file.as_bytes()).await;
    assert_eq!(imported.status, 200, "{}", imported.text());
    let lines = server.admin("GET", "/v1/surveys/acme/export?format=jsonl", b"").await.text();
    assert!(lines.contains("before"), "{lines}");
}

async fn fields_are_named_with_what_is_accepted(database: Database) {
    let server = Server::start(&database).await;
    for (field, value) in [
        ("surprise", json!(1)),
        ("v", json!(2)),
        ("rev", json!(0)),
        ("id", json!("short")),
        ("id", json!("12345678\n")),
        ("metric", json!("mood")),
        ("done", json!("yes")),
        ("elapsed_ms", json!(-5)),
        ("lang", json!("e")),
        ("survey", json!("../../etc")),
        ("survey", json!("a".repeat(65))),
    ] {
        let reply = server.post(&with(field, value.clone())).await;
        assert_eq!(reply.status, 422, "{field}: {value}");
        let error = reply.json();
        assert_eq!(error["field"], field);
        assert!(error["message"].as_str().unwrap().len() > 20, "{error}");
    }
    assert_no_rows(&server).await;
}

async fn what_is_no_json_is_malformed(database: Database) {
    let server = Server::start(&database).await;
    let good = answer("bad", 1, 9).to_string();
    let twice = good.replacen('{', r#"{"score":1,"#, 1);
    let surrogate = good.replacen('{', r#"{"comment":"\ud83d","#, 1);
    let deep = format!("{}{}", "[".repeat(8000), "]".repeat(8000));
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bodies: [&[u8]; 12] = [
        b"",
        b"score=9",
        b"{",
        &good.as_bytes()[..good.len() - 1],
        good.replace(":9", ":NaN").leak().as_bytes(),
        good.replace(":9", ":1e999").leak().as_bytes(),
        deep.as_bytes(),
        twice.as_bytes(),
        surrogate.as_bytes(),
        format!("\u{feff}{good}").leak().as_bytes(),
        &utf16,
        b"\xff\xfe\x00",
    ];
    for body in bodies {
        let reply = server.post_bytes(body).await;
        let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        assert_eq!(reply.status, 400, "{shown}");
        assert_eq!(reply.json()["code"], "malformed", "{shown}");
    }
    for no_object in ["[]", "9", "null", "\"x\""] {
        let reply = server.post_bytes(no_object.as_bytes()).await;
        assert_eq!((reply.status, reply.json()["field"].clone()), (422, json!("document")));
    }
    assert_no_rows(&server).await;
}

async fn a_body_over_the_limit_gets_413_and_not_a_reset(database: Database) {
    let server = Server::start(&database).await;
    let fits = format!("{}{}", answer("fits", 1, 9), " ".repeat(16 * 1024));
    assert_eq!(server.post_bytes(&fits.as_bytes()[..16 * 1024]).await.status, 202);
    for size in [16 * 1024 + 1, 32 * 1024] {
        let reply = server.post_bytes(&fits.repeat(2).as_bytes()[..size]).await;
        assert_eq!((reply.status, reply.json()["code"].clone()), (413, json!("too_large")));
    }
    let head = "POST /v1/responses HTTP/1.1\r\nhost: x\r\n";
    let huge = format!("{head}content-length: 1073741824\r\n\r\n{{");
    assert_eq!(raw(server.address, huge.as_bytes()).await.unwrap().status, 413);
    let chunk = format!("2000\r\n{}\r\n", "x".repeat(0x2000));
    let endless = format!("{head}transfer-encoding: chunked\r\n\r\n{}", chunk.repeat(5));
    assert_eq!(raw(server.address, endless.as_bytes()).await.unwrap().status, 413);
}

async fn an_unknown_survey_is_404_everywhere(database: Database) {
    let server = Server::start(&database).await;
    let replies = [
        server.post(&with("survey", json!("nobody"))).await,
        server.get("/v1/surveys/nobody.json").await,
        server.admin("GET", "/v1/surveys/nobody", b"").await,
        server.admin("GET", "/v1/surveys/nobody/results", b"").await,
    ];
    for reply in replies {
        assert_eq!(reply.status, 404);
        assert_eq!(reply.json()["code"], "unknown_survey");
    }
    assert_eq!(server.get("/v1/nothing").await.status, 404);
    assert_eq!(server.get("/v1/surveys/%ff.json").await.json()["code"], "not_found");
    let query = server.admin("GET", "/v1/surveys/acme/results?with_suspect=perhaps", b"").await;
    assert_eq!((query.status, query.json()["field"].clone()), (422, json!("with_suspect")));
    assert_eq!(server.get("/v1/responses").await.status, 405);
    assert_no_rows(&server).await;
}

async fn a_document_error_names_the_path(database: Database) {
    let server = Server::start(&database).await;
    let path = format!("/v1/surveys/{SURVEY}");
    for (document, field) in [
        (json!({"id": SURVEY, "brand": {"colour": "#fff"}}), "brand.colour"),
        (json!({"id": SURVEY, "triggers": {"delay_ms": -1}}), "triggers.delay_ms"),
        (json!({"id": "other"}), "id"),
        (json!({}), "id"),
        (json!([]), "document"),
    ] {
        let reply = server.admin("PUT", &path, document.to_string().as_bytes()).await;
        assert_eq!(reply.status, 422, "{document}");
        assert_eq!(reply.json()["field"], field);
    }
    let big = " ".repeat(512 * 1024 + 1);
    assert_eq!(server.admin("PUT", &path, big.as_bytes()).await.status, 413);
}
