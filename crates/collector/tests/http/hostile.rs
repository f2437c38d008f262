//! Clients that are slow, many, or hang while the collector is told to stop.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client;
use crate::server::{Database, Server, answer};
use crate::soak;
use outoften_collector::serve::ConnectionLimits;

fn impatient() -> ConnectionLimits {
    let header_timeout = Duration::from_millis(400);
    ConnectionLimits {
        header_timeout,
        shutdown: Duration::from_secs(1),
        ..ConnectionLimits::default()
    }
}

/// Sends the head and half of the body of an answer.
async fn half_sent(server: &Server, id: &str) -> (TcpStream, Vec<u8>) {
    let body = answer(id, 1, 8).to_string().into_bytes();
    let (first, rest) = body.split_at(20);
    let head = format!(
        "POST /v1/responses HTTP/1.1\r\nhost: x\r\nx-forwarded-for: {}\r\n\
         content-length: {}\r\n\r\n",
        client::somebody(),
        body.len()
    );
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(&[head.as_bytes(), first].concat()).await.unwrap();
    (stream, rest.to_vec())
}

async fn all_that_comes(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn slow_headers_are_cut_and_honest_visitors_served() {
    let database = Database::sqlite().await;
    let server = Server::start_with(&database, impatient(), |_| {}).await;
    let mut slow = Vec::new();
    soak::allow_many_connections();
    for _ in 0..soak::of(300, 2_000) {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(b"POST /v1/res").await.unwrap();
        slow.push(stream);
    }
    assert_eq!(server.post(&answer("honest", 1, 9)).await.status, 202);
    for stream in slow {
        let reply = tokio::time::timeout(Duration::from_secs(6), all_that_comes(stream)).await;
        let reply = reply.expect("the connection is closed");
        assert!(!reply.contains(" 202 "), "{reply}");
    }
}

#[tokio::test]
async fn a_slow_body_gets_408() {
    let database = Database::sqlite().await;
    let server = Server::start_with(&database, impatient(), |app| {
        app.request_timeout = Duration::from_millis(300);
    })
    .await;
    let (stream, _) = half_sent(&server, "slow").await;
    let reply = tokio::time::timeout(Duration::from_secs(6), all_that_comes(stream)).await.unwrap();
    assert!(reply.starts_with("HTTP/1.1 408 "), "{reply}");
    assert!(reply.contains("body_timeout"), "{reply}");
    assert_eq!(server.results().await["n"], 0);
}

/// Sends the head, a little later the body, then asks again on the same connection. All that came.
async fn twice_on_one(server: &Server, first: (&str, &str)) -> String {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let (head, body) = first;
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.flush().await.unwrap();
    // The head is a packet of its own, as most clients send it: the server has it before the body.
    tokio::time::sleep(Duration::from_millis(30)).await;
    let _ = stream.write_all(body.as_bytes()).await;
    let again = "GET /livez HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let _ = stream.write_all(again.as_bytes()).await;
    all_that_comes(stream).await
}

#[tokio::test]
async fn what_is_refused_unread_leaves_the_connection_for_the_next_request() {
    let database = Database::sqlite().await;
    let server = Server::start_with(&database, ConnectionLimits::default(), |_| {}).await;
    for (path, head) in [
        ("/f/nobody", "content-length: 500"),
        ("/v1/erasures", "content-length: 500"),
        ("/nowhere", "content-length: 500"),
        ("/livez", "content-length: 500"),
    ] {
        let head = format!("POST {path} HTTP/1.1\r\nhost: x\r\n{head}\r\n\r\n");
        let came = twice_on_one(&server, (&head, &"x".repeat(500))).await;
        assert!(came.starts_with("HTTP/1.1 4"), "{path}: {came}");
        assert!(came.contains("HTTP/1.1 200 OK"), "{path}: {came}");
        assert_eq!(came.to_lowercase().matches("connection: close").count(), 1, "{path}: {came}");
    }
}

#[tokio::test]
async fn who_sends_too_much_unread_is_told_that_the_connection_ends() {
    let database = Database::sqlite().await;
    let server = Server::start_with(&database, ConnectionLimits::default(), |_| {}).await;
    let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
    let endless = (0..20).map(|_| chunk.as_str()).collect::<String>();
    for (head, body) in [
        ("content-length: 1073741824", "x"),
        ("transfer-encoding: chunked", &endless),
        ("content-length: 5\r\nexpect: 100-continue", ""),
        // A second is waited for the rest.
        ("content-length: 5", "x"),
    ] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let head = format!("POST /f/nobody HTTP/1.1\r\nhost: x\r\n{head}\r\n\r\n{body}");
        stream.write_all(head.as_bytes()).await.unwrap();
        let came = all_that_comes(stream).await.to_lowercase();
        assert!(came.starts_with("http/1.1 404 "), "{head:.90}: {came}");
        assert!(came.contains("connection: close"), "{head:.90}: {came}");
    }
}

#[tokio::test]
async fn a_stop_answers_what_is_under_way_and_cuts_who_hangs() {
    let database = Database::sqlite().await;
    let server = Server::start_with(&database, impatient(), |_| {}).await;
    let mut under_way = Vec::new();
    for number in 0..50 {
        under_way.push(half_sent(&server, &number.to_string()).await);
    }
    let (stalled, _) = half_sent(&server, "stalled").await;
    let state = server.state.clone();
    let stopped = tokio::spawn(server.stop());
    while !state.is_draining() {
        tokio::task::yield_now().await;
    }
    drop(state);
    let started = Instant::now();
    for (mut stream, rest) in under_way {
        stream.write_all(&rest).await.unwrap();
        assert!(all_that_comes(stream).await.starts_with("HTTP/1.1 202 "));
    }
    assert_eq!(stopped.await.unwrap(), 1, "only the stalled connection is cut");
    assert!(started.elapsed() < Duration::from_secs(10));
    drop(stalled);
    let again = Server::start(&database).await;
    assert_eq!(again.results().await["n"], 50);
}

#[tokio::test]
async fn ready_says_no_before_the_port_closes() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    server.state.drain();
    assert_eq!(server.get("/readyz").await.status, 503);
    assert_eq!(server.post(&answer("late", 1, 5)).await.status, 202);
}
