//! Thousands of clients that send a byte now and then, to the program with its own limits: all are
//! sent away, their sockets come back, and honest visitors are served meanwhile.

use std::time::{Duration, Instant};

use outoften_collector::serve::ConnectionLimits;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::process::Program;
use crate::server::answer;
use crate::soak;

/// Head and body that never end.
const HEADERS: &str = "POST /v1/responses HTTP/1.1\r\nhost: x\r\nx-slow: ";
const BODY: &str = "POST /v1/responses HTTP/1.1\r\nhost: x\r\ncontent-length: 4000\r\n\r\n{\"";

/// Nobody drips for longer, whatever the machine is busy with.
const DEADLINE: Duration = Duration::from_secs(120);

/// Sends a byte each second until the connection ends; what came by then, and how long it took.
async fn drip(mut stream: TcpStream) -> (String, Duration) {
    let (mut came, mut piece, begun) = (Vec::new(), [0; 1_024], Instant::now());
    loop {
        assert!(begun.elapsed() < DEADLINE, "it was never sent away");
        match tokio::time::timeout(Duration::from_secs(1), stream.read(&mut piece)).await {
            Ok(Ok(0) | Err(_)) => {
                return (String::from_utf8_lossy(&came).into_owned(), begun.elapsed());
            }
            Ok(Ok(length)) => came.extend_from_slice(&piece[..length]),
            // Nothing came: one more byte. Where the other end is gone, the next read tells.
            Err(_) => drop(stream.write_all(b"x").await),
        }
    }
}

/// How long each of these honest answers took, sorted.
async fn honest(program: &Program, name: &str) -> Vec<Duration> {
    let mut took = Vec::new();
    for number in 0..soak::of(40, 500) {
        let mut body = answer(&format!("{name}-{number}"), 1, 9);
        body["survey"] = "demo".into();
        let begun = Instant::now();
        assert_eq!(program.try_post(&body).await, Some(202), "{name} {number}");
        took.push(begun.elapsed());
    }
    took.sort_unstable();
    took
}

#[test]
fn what_an_operator_is_promised_is_what_holds() {
    let limits = ConnectionLimits::default();
    assert_eq!((limits.connections, limits.connections_per_address), (10_000, 100));
    assert_eq!(limits.header_timeout, Duration::from_secs(5));
    assert_eq!(limits.write_timeout, Duration::from_secs(30));
    assert_eq!(limits.shutdown, Duration::from_secs(10));
    assert_eq!(limits.drain_delay, Duration::from_millis(500));
}

/// Times are printed; they are judged in a soak only, where the machine does nothing else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_that_send_a_byte_now_and_then_are_sent_away() {
    soak::allow_many_connections();
    let folder = tempfile::TempDir::new().unwrap();
    let program = Program::start(folder.path());
    let p99 = |took: &[Duration]| took[(took.len() - 1) * 99 / 100].as_millis();
    let alone = honest(&program, "alone").await;
    let before = program.sockets();
    // The limits are 5 and 10 seconds; the second more is the client's own pause.
    for (kind, beginning, most_s) in [("headers", HEADERS, 6), ("body", BODY, 11)] {
        let (begun, count) = (Instant::now(), soak::of(200, 2_000));
        let mut slow = Vec::new();
        for _ in 0..count {
            let mut stream = TcpStream::connect(program.address).await.unwrap();
            stream.write_all(beginning.as_bytes()).await.unwrap();
            slow.push(tokio::spawn(drip(stream)));
        }
        let meanwhile = honest(&program, kind).await;
        let mut slowest = Duration::ZERO;
        for slow in slow {
            let (came, took) = slow.await.unwrap();
            slowest = slowest.max(took);
            assert!(!came.contains(" 202 ") && !came.contains(" 500 "), "{kind}: {came}");
            assert!(kind != "body" || came.starts_with("HTTP/1.1 408 "), "{kind}: {came:?}");
        }
        let in_time = slowest <= Duration::from_secs(most_s);
        assert!(in_time || !soak::is_long(), "{kind}: {} ms", slowest.as_millis());
        println!(
            "{count} slow {kind}: each gone within {} ms, all after {} ms; honest p99 {} ms, {} ms without them",
            slowest.as_millis(),
            begun.elapsed().as_millis(),
            p99(&meanwhile),
            p99(&alone),
        );
        // A socket goes a moment after its connection.
        let gone = async {
            while program.sockets() > before {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let gone = tokio::time::timeout(Duration::from_secs(60), gone).await;
        assert!(gone.is_ok(), "{kind}: {} sockets, {before} before", program.sockets());
    }
    assert_eq!(program.results().await["n"], 3 * soak::of(40, 500));
}
