//! The database locked, full, killed or gone: nothing acknowledged is lost, nothing unacknowledged
//! is called stored, and the collector comes back by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::{Connection as _, Row as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client;
use crate::postgres::Cluster;
use crate::process::Program;
use crate::server::{Database, Server, answer};
use crate::soak;

/// Posts without end until the server is gone; returns the acknowledged ids.
async fn post_until_it_dies(program: &Program, worker: usize) -> BTreeSet<String> {
    let mut acknowledged = BTreeSet::new();
    for number in 0.. {
        let mut body = answer(&format!("{worker}-{number}-{}", program.id()), 1, number % 11);
        body["survey"] = "demo".into();
        match program.try_post(&body).await {
            Some(202) => acknowledged.insert(body["id"].as_str().unwrap().to_owned()),
            _ => return acknowledged,
        };
    }
    acknowledged
}

pub async fn stored_ids(path: &std::path::Path) -> BTreeSet<String> {
    let url = format!("sqlite://{}", path.display());
    let mut connection = sqlx::AnyConnection::connect(&url).await.unwrap();
    let check = sqlx::query("PRAGMA integrity_check").fetch_one(&mut connection).await.unwrap();
    assert_eq!(check.get::<String, _>(0), "ok");
    let rows = sqlx::query("SELECT id FROM responses").fetch_all(&mut connection).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// Ids in what a killed program left. A copy is looked at: to open the file itself would mend it
/// before the program has to.
async fn left_by_the_killed(folder: &std::path::Path) -> BTreeSet<String> {
    let copy = tempfile::TempDir::new().unwrap();
    for name in ["answers.sqlite", "answers.sqlite-wal"] {
        std::fs::copy(folder.join(name), copy.path().join(name)).unwrap();
    }
    stored_ids(&copy.path().join("answers.sqlite")).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_process_loses_nothing_it_acknowledged() {
    sqlx::any::install_default_drivers();
    let folder = tempfile::TempDir::new().unwrap();
    let (mut acknowledged, mut slowest) = (BTreeSet::new(), Duration::ZERO);
    for round in 0..soak::of(4, 50) {
        let begun = Instant::now();
        let program = Arc::new(Program::start(folder.path()));
        assert_eq!(program.get("/readyz").await.status, 200, "round {round}");
        slowest = slowest.max(begun.elapsed());
        let workers = (0..8).map(|worker| {
            let program = Arc::clone(&program);
            tokio::spawn(async move { post_until_it_dies(&program, worker).await })
        });
        let workers: Vec<_> = workers.collect();
        tokio::time::sleep(Duration::from_millis(150 + 37 * round % 400)).await;
        program.kill();
        for worker in workers {
            acknowledged.extend(worker.await.unwrap());
        }
        let left = left_by_the_killed(folder.path()).await;
        assert!(acknowledged.is_subset(&left), "round {round}");
    }
    println!("{} acknowledged; ready again after {slowest:?} at most", acknowledged.len());
    assert!(acknowledged.len() > 50, "only {} acknowledged", acknowledged.len());
    // The ordinary run shares its machine with all other tests.
    assert!(slowest <= Duration::from_secs(soak::of(30, 2)), "ready after {slowest:?}");
    assert_eq!(Program::start(folder.path()).try_post(&answer("after", 1, 1)).await, Some(404));
}

#[tokio::test]
async fn a_locked_database_is_503_and_the_queue_stays_bounded() {
    soak::allow_many_connections();
    let database = Database::sqlite().await;
    let server = Arc::new(Server::start(&database).await);
    assert_eq!(server.post(&answer("before", 1, 9)).await.status, 202);
    let mut other = sqlx::AnyConnection::connect(database.address()).await.unwrap();
    let lock = other.begin_with("BEGIN EXCLUSIVE").await.unwrap();
    let posts = (0..1300).map(|number| {
        let server = Arc::clone(&server);
        tokio::spawn(async move { server.post(&answer(&number.to_string(), 1, 5)).await })
    });
    let mut replies = Vec::new();
    for post in posts.collect::<Vec<_>>() {
        replies.push(post.await.unwrap());
    }
    assert!(replies.iter().all(|reply| reply.status == 503 && reply.json()["retry"] == true));
    assert!(replies.iter().all(|reply| reply.header("retry-after").is_some()));
    let busy = replies.iter().filter(|reply| reply.json()["code"] == "busy").count();
    assert!(busy > 0, "more than the queue holds were refused at once");
    assert_eq!(server.get("/livez").await.status, 200);
    assert_eq!(server.get("/readyz").await.status, 503);
    lock.rollback().await.unwrap();
    assert_eq!(server.post(&answer("after", 1, 9)).await.status, 202);
    // What was refused may have been written at the last moment; what was acknowledged must be.
    let report = server.results().await;
    assert_eq!(report["promoters"], 2);
    assert!(server.state.store.recount().await.unwrap().is_empty());
}

/// Sends so many answers at once; how many got which status.
async fn crowd(program: &Arc<Program>, name: &str, count: usize) -> BTreeMap<Option<u16>, usize> {
    let posts = (0..count).map(|number| {
        let program = Arc::clone(program);
        let mut body = answer(&format!("{name}-{number}"), 1, 4);
        body["survey"] = "demo".into();
        body["comment"] = "x".repeat(1_900).into();
        tokio::spawn(async move { program.try_post(&body).await })
    });
    let mut statuses = BTreeMap::new();
    for post in posts.collect::<Vec<_>>() {
        *statuses.entry(post.await.unwrap()).or_default() += 1;
    }
    statuses
}

/// The program's memory in KiB while so many connections have sent all of an answer but its last byte.
async fn with_unfinished_answers(program: &Program, count: usize) -> u64 {
    /// How long the program waits for the rest of a request.
    const READ_TIMEOUT: Duration = Duration::from_secs(10);
    let mut streams = Vec::new();
    for number in 0..count {
        let mut body = answer(&format!("before-{number}"), 1, 4);
        body["survey"] = "demo".into();
        body["comment"] = "x".repeat(1_900).into();
        let body = body.to_string();
        let mut stream = TcpStream::connect(program.address).await.unwrap();
        let (most, last) = body.split_at(body.len() - 1);
        let head = format!(
            "POST /v1/responses HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\
             x-forwarded-for: {}\r\ncontent-length: {}\r\n\r\n{most}",
            client::somebody(),
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        streams.push((stream, last.to_owned(), Instant::now()));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let resident_kib = program.status("VmRSS");
    for (mut stream, last, opened) in streams {
        stream.write_all(last.as_bytes()).await.unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.unwrap();
        // On a busy machine the last have been open for longer than the program reads.
        let is_late = opened.elapsed() >= READ_TIMEOUT && reply.starts_with("HTTP/1.1 408");
        assert!(is_late || reply.starts_with("HTTP/1.1 202"), "{reply}");
    }
    resident_kib
}

/// The program itself, whose file somebody keeps for longer than SQLite waits: more come than the
/// queue holds, and what they bring does not pile up.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lock_longer_than_the_busy_timeout_costs_no_memory() {
    const CROWD: usize = 1_300;
    const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
    soak::allow_many_connections();
    let folder = tempfile::TempDir::new().unwrap();
    let program = Arc::new(Program::start(folder.path()));
    // As many connections at once as later, so that only what waits is measured.
    let before_kib = with_unfinished_answers(&program, CROWD).await;
    let url = format!("sqlite://{}/answers.sqlite", folder.path().display());
    sqlx::any::install_default_drivers();
    let mut other = sqlx::AnyConnection::connect(&url).await.unwrap();
    let lock = other.begin_with("BEGIN EXCLUSIVE").await.unwrap();
    let most_kib = Arc::new(AtomicU64::new(0));
    let (watched, most) = (Arc::clone(&program), Arc::clone(&most_kib));
    let watch = tokio::spawn(async move {
        loop {
            most.fetch_max(watched.status("VmRSS"), Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let (begun, mut round) = (Instant::now(), 0);
    while begun.elapsed() <= BUSY_TIMEOUT || round < 2 {
        let statuses = crowd(&program, &format!("during-{round}"), CROWD).await;
        assert_eq!(statuses, BTreeMap::from([(Some(503), CROWD)]));
        round += 1;
    }
    assert_eq!(program.get("/livez").await.status, 200);
    assert_eq!(program.get("/readyz").await.status, 503);
    lock.rollback().await.unwrap();
    watch.abort();
    let grown_kib = most_kib.load(Ordering::Relaxed).saturating_sub(before_kib);
    println!("{before_kib} KiB before, {grown_kib} KiB more under the lock, {round} rounds");
    assert!(grown_kib <= 20 * 1_024, "{grown_kib} KiB more");
    assert_eq!(crowd(&program, "after", 1).await, BTreeMap::from([(Some(202), 1)]));
}

#[tokio::test]
async fn a_full_disk_is_503_until_there_is_room() {
    let folder = tempfile::TempDir::new().unwrap();
    // Files may grow to 600 KiB, as on a disk with that much room.
    let program = Program::start_limited(folder.path(), 600);
    let mut acknowledged = 0;
    let mut body = answer("first", 1, 4);
    body["survey"] = "demo".into();
    body["comment"] = "x".repeat(1900).into();
    let full = loop {
        body["id"] = format!("full-{acknowledged:0>6}").into();
        match program.try_post(&body).await {
            Some(202) => acknowledged += 1,
            other => break other,
        }
        assert!(acknowledged < 2000, "the disk never filled");
    };
    assert_eq!(full, Some(503));
    assert_eq!(program.get("/livez").await.status, 200);
    let results = program.results().await;
    assert_eq!(results["n"], acknowledged, "what was acknowledged can be read");
    program.lift_limit();
    assert_eq!(program.try_post(&body).await, Some(202), "no restart is needed");
    assert_eq!(program.results().await["n"], acknowledged + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn postgres_may_crash_and_come_back() {
    let cluster = Cluster::start();
    let database = Database::in_cluster(&cluster);
    let server = Arc::new(Server::start(&database).await);
    let mut acknowledged = BTreeSet::new();
    for round in 0..soak::of(2, 10) {
        let workers: Vec<_> = (0..4)
            .map(|worker| {
                let server = Arc::clone(&server);
                tokio::spawn(async move {
                    let mut stored = BTreeSet::new();
                    for number in 0_u32.. {
                        let id = format!("{round}-{worker}-{number:0>6}");
                        match server.post(&answer(&id, 1, 7)).await.status {
                            202 => stored.insert(id),
                            status => return (stored, status),
                        };
                    }
                    (stored, 0)
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(300)).await;
        cluster.crash();
        for worker in workers {
            let (stored, status) = worker.await.unwrap();
            assert_eq!(status, 503);
            acknowledged.extend(stored);
        }
        assert_eq!(server.get("/livez").await.status, 200);
        assert_eq!(server.get("/readyz").await.status, 503);
        cluster.recover();
        assert_eq!(server.get("/readyz").await.status, 200, "no restart is needed");
    }
    let mut connection = sqlx::AnyConnection::connect(database.address()).await.unwrap();
    let rows = sqlx::query("SELECT id FROM responses").fetch_all(&mut connection).await.unwrap();
    let stored: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
    assert!(acknowledged.len() > 20, "only {} acknowledged", acknowledged.len());
    let lost: Vec<_> = acknowledged.difference(&stored).collect();
    assert!(lost.is_empty(), "{lost:?} of {} lost", acknowledged.len());
    assert!(server.state.store.recount().await.unwrap().is_empty());
}
