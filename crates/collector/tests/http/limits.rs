//! Every address has a bound on what it reads, none is below what it needs, and what is beyond
//! costs no memory; no input makes a new series of counters.

use serde_json::{Value, json};

use crate::client::{self, raw};
use crate::process::Program;
use crate::server::{ADMIN, Database, SURVEY, Server, answer};
use crate::soak;

/// Every method and address of the collector's own description, with names filled in.
async fn operations(server: &Server) -> Vec<(String, String, bool)> {
    let document: Value = server.get("/v1/openapi.json").await.json();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let path = path.replace("{id}", SURVEY).replace("{survey}", SURVEY);
        let path = path.replace("{group}", "channel").replace(['{', '}'], "");
        for (method, operation) in methods.as_object().unwrap() {
            let has_body = operation.get("requestBody").is_some();
            all.push((method.to_uppercase(), path.clone(), has_body));
        }
    }
    assert!(all.len() > 25, "{all:?}");
    all
}

#[tokio::test]
async fn every_address_bounds_what_it_reads() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let mut bounded = 0;
    for (method, path, has_body) in operations(&server).await {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {ADMIN}\r\n\
             connection: close\r\ncontent-length:"
        );
        let huge = format!("{head} 1073741824\r\n\r\n{{");
        let status = raw(server.address, huge.as_bytes()).await.map(|reply| reply.status);
        if has_body {
            // What is refused before it is read (no such answer, say) was not read either.
            assert!(status.is_some_and(|status| (400..500).contains(&status)), "{method} {path}");
            bounded += usize::from(status == Some(413));
            let small = client::send(
                server.address,
                &method,
                &path,
                &[("authorization", &format!("Bearer {ADMIN}"))],
                b"{}",
            )
            .await;
            assert_ne!(small.status, 413, "{method} {path}: two bytes are not too many");
        } else {
            assert!(status.is_none_or(|status| status < 500), "{method} {path}: {status:?}");
        }
    }
    assert!(bounded >= 10, "only {bounded} addresses said that it was too much");
}

/// What each address with a body reads of it at most.
const BOUNDS: [(&str, &str, usize); 11] = [
    ("POST", "/v1/responses", 16 << 10),
    ("POST", "/v1/events", 2 << 10),
    ("PUT", "/v1/surveys/acme", 512 << 10),
    ("PUT", "/v1/surveys/acme/origins", 16 << 10),
    ("PUT", "/v1/surveys/acme/archived", 16 << 10),
    ("POST", "/v1/surveys/acme/cases/response", 48 << 10),
    ("POST", "/v1/surveys/acme/cases/response/followup", 16 << 10),
    ("POST", "/v1/tokens", 16 << 10),
    ("POST", "/v1/webhooks", 16 << 10),
    ("POST", "/v1/erasures", 16 << 10),
    ("POST", "/f/acme", 40 << 10),
];

#[tokio::test]
async fn a_body_at_the_bound_is_read_and_one_byte_more_is_too_much() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let all = operations(&server).await;
    let bodies = all.iter().filter(|(_, _, has_body)| *has_body);
    for (method, path, _) in bodies.filter(|(_, path, _)| !path.ends_with("/import")) {
        let known = BOUNDS.iter().any(|(m, at, _)| m == method && at == path);
        assert!(known, "{method} {path} stands in no line of the table");
    }
    for (method, path, bound) in BOUNDS {
        for (length, too_much) in [(bound, false), (bound + 1, true)] {
            let body = format!("{{}}{}", " ".repeat(length - 2));
            let reply = server.admin(method, path, body.as_bytes()).await;
            assert_eq!(reply.status == 413, too_much, "{method} {path}: {}", reply.text());
            let named = reply.text().contains(&bound.to_string());
            assert_eq!(named && reply.status == 413, too_much && !path.starts_with("/f/"));
        }
    }
}

#[tokio::test]
async fn a_file_at_the_bound_is_read_and_one_byte_more_is_too_much() {
    const BOUND: u64 = 8 << 30;
    let database = Database::sqlite().await;
    let server = Server::start_with(
        &database,
        outoften_collector::serve::ConnectionLimits::default(),
        |app| {
            app.request_timeout = std::time::Duration::from_millis(300);
        },
    )
    .await;
    // Nobody sends eight gibibytes here: the first is waited for until the server has had enough.
    for (length, status) in [(BOUND, 408), (BOUND + 1, 413)] {
        let request = format!(
            "POST /v1/surveys/acme/import HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
             authorization: Bearer {ADMIN}\r\ncontent-length: {length}\r\n\r\nscore\n"
        );
        let reply = raw(server.address, request.as_bytes()).await.unwrap();
        assert_eq!(reply.status, status, "{length}: {}", reply.text());
    }
}

#[tokio::test]
async fn a_length_that_lies_is_an_error_and_no_row() {
    let database = Database::sqlite().await;
    let server = Server::start_with(
        &database,
        outoften_collector::serve::ConnectionLimits::default(),
        |app| {
            app.request_timeout = std::time::Duration::from_millis(300);
        },
    )
    .await;
    let body = answer("lying", 1, 9).to_string();
    let head = "POST /v1/responses HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ";
    for (length, status) in [
        ((body.len() - 5).to_string(), 400),
        ((body.len() + 5).to_string(), 408),
        ("-1".to_owned(), 400),
        ("12, 13".to_owned(), 400),
        ("x".to_owned(), 400),
    ] {
        let request = format!("{head}{length}\r\n\r\n{body}");
        let reply = raw(server.address, request.as_bytes()).await.unwrap();
        assert_eq!(reply.status, status, "{length}");
    }
    assert_eq!(server.results().await["n"], 0);
}

#[tokio::test]
async fn hostile_bodies_cost_no_memory() {
    let folder = tempfile::TempDir::new().unwrap();
    let program = Program::start(folder.path());
    let mut body = answer("first", 1, 9);
    body["survey"] = "demo".into();
    assert_eq!(program.try_post(&body).await, Some(202));
    let head = "POST /v1/responses HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";
    let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
    let endless = format!("{head}transfer-encoding: chunked\r\n\r\n{}", chunk.repeat(40));
    let long = format!("{head}content-length: 1073741824\r\n\r\n{}", "x".repeat(600_000));
    let deep = format!("{head}content-length: 16000\r\n\r\n{}", "[".repeat(16_000));
    // The most it ever had, not what is left afterwards.
    let before_kb = program.status("VmHWM");
    for _ in 0..soak::of(10, 500) {
        let posts = [&endless, &long, &deep].map(|request| {
            let (request, address) = (request.clone(), program.address);
            tokio::spawn(async move { raw(address, request.as_bytes()).await })
        });
        for post in posts {
            if let Some(reply) = post.await.unwrap() {
                assert!([400, 413].contains(&reply.status), "{}", reply.status);
            }
        }
    }
    let grown_kb = program.status("VmHWM").saturating_sub(before_kb);
    assert!(grown_kb <= 8 * 1024, "{grown_kb} KiB more");
}

#[tokio::test]
async fn no_input_makes_a_new_series() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let send = async |number: u64| {
        let mut body = answer(&format!("series-{number}"), 1, (number % 11) as u32);
        body["segment"] = json!(format!("segment {number}"));
        body["channel"] = json!(format!("channel-{number}"));
        server.post(&body).await;
        body["survey"] = json!(format!("survey-{number}"));
        server.post(&body).await;
        body[format!("field-{number}")] = json!(number);
        server.post(&body).await;
        server.get(&format!("/{number}?{number}={number}")).await;
        server.get(&format!("/v1/surveys/s{number}.json")).await;
    };
    let series = async || {
        let text = server.admin("GET", "/metrics", b"").await.text();
        text.lines().filter(|line| !line.starts_with('#')).count()
    };
    send(0).await;
    let before = series().await;
    // Five inputs each that were never seen before: a million in the long form.
    let numbers: Vec<u64> = (1..=soak::of(100, 200_000)).collect();
    for at_once in numbers.chunks(64) {
        futures_util::future::join_all(at_once.iter().map(|number| send(*number))).await;
    }
    assert_eq!(series().await, before);
}
