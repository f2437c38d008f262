//! The program is told to stop while people answer: a balancer hears of it first, who is under way
//! gets a reply, and who has stopped in the middle holds nobody up.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client;
use crate::process::Program;
use crate::server::answer;

const IN_FLIGHT: usize = 50;

/// An answer of which the last byte is still to come.
async fn begin(address: SocketAddr, number: usize) -> (TcpStream, u8) {
    let mut body = answer(&format!("under-way-{number}"), 1, 9);
    body["survey"] = "demo".into();
    let body = body.to_string();
    let head = format!("POST /v1/responses HTTP/1.1\r\nhost: x\r\ncontent-length: {}", body.len());
    let request = format!("{head}\r\n\r\n{body}");
    let (last, rest) = request.as_bytes().split_last().unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(rest).await.unwrap();
    (stream, *last)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_under_way_when_it_stops_is_answered() {
    let folder = tempfile::TempDir::new().unwrap();
    let program = Program::start(folder.path());
    let mut under_way = Vec::new();
    for number in 0..IN_FLIGHT {
        under_way.push(begin(program.address, number).await);
    }
    let (_stalled, _never_sent) = begin(program.address, IN_FLIGHT).await;
    // Accepted in their order: whoever is answered now stands behind all of them.
    assert_eq!(program.get("/readyz").await.status, 200);
    program.terminate();
    let ask = b"GET /readyz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let told = loop {
        match client::raw(program.address, ask).await.map(|reply| reply.status) {
            // The signal is on its way.
            Some(200) => {}
            told => break told,
        }
    };
    assert_eq!(told, Some(503), "a balancer is told before the port closes");
    for (stream, last) in &mut under_way {
        stream.write_all(&[*last]).await.unwrap();
    }
    for (mut stream, _) in under_way {
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.unwrap();
        assert!(reply.starts_with("HTTP/1.1 202 "), "{reply:?}");
    }
    let address = program.address;
    assert_eq!(program.ended(), Some(0), "the one that stalls is cut");
    assert!(TcpStream::connect(address).await.is_err());
    sqlx::any::install_default_drivers();
    let stored = crate::faults::stored_ids(&folder.path().join("answers.sqlite")).await;
    assert_eq!(stored.len(), IN_FLIGHT);
}
