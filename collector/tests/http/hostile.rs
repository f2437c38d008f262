//! Clients that are slow, many, or hang while the collector is told to stop.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::server::{Database, Server, answer};
use crate::soak;
use outoften_collector::serve::Limits;

fn impatient() -> Limits {
    let header_timeout = Duration::from_millis(400);
    Limits { header_timeout, shutdown: Duration::from_secs(1), ..Limits::default() }
}

/// Sends the head and half of the body of an answer.
async fn half_sent(server: &Server, id: &str) -> (TcpStream, Vec<u8>) {
    let body = answer(id, 1, 8).to_string().into_bytes();
    let (first, rest) = body.split_at(20);
    let head =
        format!("POST /v1/responses HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n", body.len());
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
