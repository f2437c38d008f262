//! A reply that is lost on its way: what the visitor sends again is the same answer.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::client;
use crate::server::{Database, START_MS, Server, answer, on_each_engine};

on_each_engine!(an_answer_whose_reply_was_lost_is_one_row);

/// Passes requests on, waits for the reply, and cuts the connection instead of handing it over.
async fn proxy_that_cuts(to: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut visitor, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = vec![0; 16 * 1024];
                let length = visitor.read(&mut request).await.unwrap();
                let mut collector = TcpStream::connect(to).await.unwrap();
                collector.write_all(&request[..length]).await.unwrap();
                let mut reply = Vec::new();
                collector.read_to_end(&mut reply).await.unwrap();
                assert!(reply.starts_with(b"HTTP/1.1 202"), "the collector has stored it");
            });
        }
    });
    address
}

async fn an_answer_whose_reply_was_lost_is_one_row(database: Database) {
    let server = Arc::new(Server::start(&database).await);
    let hook = br#"{"url":"https://hooks.example/x"}"#;
    assert_eq!(server.admin("POST", "/v1/webhooks", hook).await.status, 201);
    let proxy = proxy_that_cuts(server.address).await;
    let posts = (0..20).map(|number: u32| {
        let server = Arc::clone(&server);
        tokio::spawn(async move {
            let body = answer(&format!("lost-{number}"), 1, number % 11);
            let text = body.to_string();
            let head = "POST /v1/responses HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";
            let request = format!("{head}content-length: {}\r\n\r\n{text}", text.len());
            for _ in 0..2 {
                assert!(
                    client::raw(proxy, request.as_bytes()).await.is_none(),
                    "the reply is lost"
                );
            }
            assert_eq!(server.post(&body).await.status, 202);
        })
    });
    for post in posts.collect::<Vec<_>>() {
        post.await.unwrap();
    }
    assert_eq!(server.results().await["n"], 20);
    let mut told = Vec::new();
    loop {
        // Twenty at most are handed out at a time.
        let due = server.state.store.lease_due(START_MS + 1, 60_000).await.unwrap();
        if due.is_empty() {
            break;
        }
        told.extend(due.into_iter().map(|due| due.response));
    }
    assert_eq!(told.len(), 20, "and one message about each");
    assert!(server.state.store.recount().await.unwrap().is_empty());
}
