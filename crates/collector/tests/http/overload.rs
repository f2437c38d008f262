//! More than a node can take: the rest is told to come back, memory stays, and it recovers.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::client;
use crate::process::Program;
use crate::server::{ADMIN, answer};
use crate::soak;

const MEMORY_MAX_KB: u64 = 150 * 1024;

/// What became of the answers that were sent.
#[derive(Default)]
struct Tally {
    acknowledged: u64,
    slowest_acknowledged: Duration,
    refused: u64,
    /// Of these, those that waited too long: their rows may have been written all the same.
    overdue: u64,
    slowest_refused: Duration,
}

impl Tally {
    fn count(&mut self, reply: Option<client::Reply>, took: Duration) {
        let reply = reply.expect("a reply, not a cut connection");
        match reply.status {
            202 => {
                self.acknowledged += 1;
                self.slowest_acknowledged = self.slowest_acknowledged.max(took);
            }
            429 | 503 => {
                self.refused += 1;
                self.slowest_refused = self.slowest_refused.max(took);
                assert!(reply.header("retry-after").is_some(), "{}", reply.head);
                assert_eq!(reply.json()["retry"], true);
                self.overdue += u64::from(reply.json()["code"] == "unavailable");
            }
            other => panic!("neither stored nor told to come back: {other}"),
        }
    }
}

/// Times are printed, not judged: they are the machine's. What keeps them short is the queue, whose
/// length is bounded: what is full refuses at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_much_is_told_to_come_back() {
    soak::allow_many_connections();
    let folder = tempfile::TempDir::new().unwrap();
    let program = Arc::new(Program::start_with(folder.path(), |command| {
        command.env("OUTOFTEN_ADMIN_TOKEN", ADMIN);
    }));
    let mut sent = Tally::default();
    for round in 0..soak::of(2, 60) {
        // More at once than the queue holds, on connections of their own.
        let posts = (0..2_000_u32).map(|number| {
            let program = Arc::clone(&program);
            tokio::spawn(async move {
                let mut body = answer(&format!("load-{round}-{number}"), 1, number % 11);
                body["survey"] = "demo".into();
                body["comment"] = "x".repeat(1_000).into();
                let begun = Instant::now();
                (program.try_reply(&body).await, begun.elapsed())
            })
        });
        for post in posts.collect::<Vec<_>>() {
            let (reply, took) = post.await.unwrap();
            sent.count(reply, took);
        }
    }
    println!(
        "{} stored, the slowest after {} ms; {} told to come back, the slowest after {} ms",
        sent.acknowledged,
        sent.slowest_acknowledged.as_millis(),
        sent.refused,
        sent.slowest_refused.as_millis(),
    );
    let resident_kb = program.status("VmRSS");
    assert!(resident_kb <= MEMORY_MAX_KB, "{resident_kb} KiB");
    let mut body = answer("afterwards", 1, 9);
    body["survey"] = "demo".into();
    assert_eq!(program.try_post(&body).await, Some(202), "and then it goes on");
    let stored = program.results().await["n"].as_u64().unwrap() - 1;
    assert!((sent.acknowledged..=sent.acknowledged + sent.overdue).contains(&stored), "{stored}");
    let bearer = format!("Bearer {ADMIN}");
    let by_admin = [("authorization", bearer.as_str())];
    let metrics = client::send(program.address, "GET", "/metrics", &by_admin, b"").await.text();
    assert!(metrics.contains("\noutoften_queue_depth 0\n"), "{metrics}");
}

/// Many that come at once wait to be accepted: whoever were dropped would try again after a second.
#[tokio::test]
async fn a_burst_of_connections_finds_room_to_wait() {
    let folder = tempfile::TempDir::new().unwrap();
    let program = Program::start(folder.path());
    let most = std::fs::read_to_string("/proc/sys/net/core/somaxconn").unwrap();
    let count = most.trim().parse::<usize>().unwrap().min(500);
    program.pause();
    let mut waiting = Vec::new();
    for number in 0..count {
        let connect = tokio::net::TcpStream::connect(program.address);
        let connected = tokio::time::timeout(Duration::from_secs(30), connect).await;
        waiting.push(connected.unwrap_or_else(|_| panic!("only {number} may wait")).unwrap());
    }
    program.resume();
    drop(waiting);
    let mut body = answer("afterwards", 1, 9);
    body["survey"] = "demo".into();
    assert_eq!(program.try_post(&body).await, Some(202));
}
