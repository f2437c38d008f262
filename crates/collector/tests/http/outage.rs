//! Postgres that is not there: at the start, and for a while in between.

use std::process::{Command, Output};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;

use crate::client;
use crate::postgres::{self, Cluster, WITH_PASSWORD};
use crate::process::Program;
use crate::server::{ADMIN, answer};
use crate::soak;

fn serve(database: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_outoften"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("DATABASE_URL", database)
        .output()
        .unwrap()
}

fn refused(database: &str) -> String {
    let output = serve(database);
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
#[ignore = "needs Postgres: cargo xtask test database"]
fn a_server_that_cannot_be_used_at_the_start_is_explained() {
    let said = refused("postgres://boss:hidden@127.0.0.1:1/answers");
    assert!(said.contains("cannot be reached") && said.contains("DATABASE_URL"), "{said}");
    assert!(!said.contains("hidden"), "{said}");
    let database = postgres::new_database();
    let said = refused(&database.replacen("postgres@", "nobody-of-this-name:hidden@", 1));
    assert!(said.contains("refuses the user or the password"), "{said}");
    assert!(!said.contains("hidden"), "{said}");
    let (before, after) = database.split_once('?').unwrap();
    let said = refused(&format!("{before}-is-missing?{after}"));
    assert!(said.contains("createdb"), "{said}");
}

#[test]
#[ignore = "needs Postgres: cargo xtask test database"]
fn a_server_that_does_not_let_us_write_at_the_start_is_explained() {
    postgres::sql(&format!("CREATE ROLE {WITH_PASSWORD} LOGIN PASSWORD 'the-right-one'"));
    let database = postgres::new_database();
    let with =
        |password: &str| database.replacen("postgres@", &format!("{WITH_PASSWORD}:{password}@"), 1);
    let said = refused(&with("a-wrong-one"));
    assert!(said.contains("refuses the user or the password in DATABASE_URL"), "{said}");
    assert!(!said.contains("a-wrong-one"), "{said}");
    let said = refused(&with("the-right-one"));
    assert!(said.contains("does not let this user change its tables"), "{said}");
    let name = database.split(['/', '?']).nth(3).unwrap();
    postgres::sql(&format!("ALTER DATABASE {name} SET default_transaction_read_only = on"));
    let said = refused(&database);
    assert!(said.contains("is read-only") && said.contains("takes writes"), "{said}");
}

#[test]
#[ignore = "needs Postgres: cargo xtask test database"]
fn a_server_whose_commits_are_not_durable_is_refused_at_the_start() {
    let database = postgres::new_database();
    let name = database.split(['/', '?']).nth(3).unwrap();
    postgres::sql(&format!("ALTER DATABASE {name} SET synchronous_commit = off"));
    let said = refused(&database);
    assert!(said.contains("set synchronous_commit = on") && said.contains("durable"), "{said}");
}

/// A server that says nothing more: the connection stands, and no byte comes through.
struct Silence {
    folder: tempfile::TempDir,
    silent: watch::Sender<bool>,
}

impl Silence {
    /// Stands before the cluster of this address.
    fn before(database: &str) -> (Self, String) {
        let folder = tempfile::TempDir::new().unwrap();
        let (address, real) = database.split_once("?host=").unwrap();
        let through = format!("{address}?host={}", folder.path().display());
        let real = std::path::Path::new(real).join(".s.PGSQL.5432");
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let (silent, heard) = watch::channel(false);
        tokio::spawn(async move {
            while let Ok((visitor, _)) = listener.accept().await {
                let (from, to) = visitor.into_split();
                let (back, forth) = UnixStream::connect(&real).await.unwrap().into_split();
                tokio::spawn(pass(from, forth, heard.clone()));
                tokio::spawn(pass(back, to, heard.clone()));
            }
        });
        (Self { folder, silent }, through)
    }
}

async fn pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut silent: watch::Receiver<bool>) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut bytes).await {
        let heard = silent.wait_for(|silent| !silent).await.is_ok();
        if !heard || to.write_all(&bytes[..length]).await.is_err() {
            return;
        }
    }
}

/// How long they waited is printed, not judged: a test of the writer holds the limits to two
/// seconds, and here the machine may be busy.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn a_server_that_falls_silent_keeps_nobody_waiting() {
    let (silence, database) = Silence::before(&postgres::new_database());
    let folder = tempfile::TempDir::new().unwrap();
    let program = Arc::new(Program::start_with(folder.path(), |command| {
        command.env("DATABASE_URL", &database).env("OUTOFTEN_ADMIN_TOKEN", ADMIN);
    }));
    let mut body = answer("before", 1, 9);
    body["survey"] = "demo".into();
    send(&program, &body).await;
    silence.silent.send_replace(true);
    let posts = (0..20).map(|number: u32| {
        let program = Arc::clone(&program);
        let mut body = answer(&format!("silent-{number}"), 1, number % 11);
        body["survey"] = "demo".into();
        tokio::spawn(async move {
            let sent = Instant::now();
            (program.try_post(&body).await, sent.elapsed())
        })
    });
    let mut slowest = Duration::ZERO;
    for post in posts.collect::<Vec<_>>() {
        let (status, took) = post.await.unwrap();
        assert_eq!(status, Some(503));
        slowest = slowest.max(took);
    }
    println!("the slowest of 20 refusals took {} ms", slowest.as_millis());
    assert_eq!(program.get("/livez").await.status, 200);
    assert_eq!(program.get("/readyz").await.status, 503);
    silence.silent.send_replace(false);
    // What lay on the way arrives now; until it is through, the writer is busy with it.
    body["id"] = "afterwards".into();
    send(&program, &body).await;
    is_ready_again(&program).await;
    assert!(silence.folder.path().exists());
}

/// Sends an answer as a card does: again, as long as it is told to come back.
async fn send(program: &Program, body: &serde_json::Value) {
    let mut statuses = Vec::new();
    while statuses.len() < 100 {
        match program.try_post(body).await {
            Some(202) => return,
            status => statuses.push(status),
        }
        assert_eq!(statuses.last(), Some(&Some(503)));
    }
    panic!("never stored: {statuses:?}");
}

/// Asks until it is ready.
async fn is_ready_again(program: &Program) {
    for _ in 0..100 {
        if program.get("/readyz").await.status == 200 {
            return;
        }
    }
    panic!("it does not come back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn while_the_server_is_away_everything_says_so_and_nothing_piles_up() {
    let cluster = Cluster::start();
    let database = cluster.new_database();
    let folder = tempfile::TempDir::new().unwrap();
    let program = Arc::new(Program::start_with(folder.path(), |command| {
        command.env("DATABASE_URL", &database);
    }));
    let mut body = answer("before", 1, 9);
    body["survey"] = "demo".into();
    send(&program, &body).await;
    cluster.crash();
    let (mut threads, mut slowest) = (Vec::new(), Duration::ZERO);
    for round in 0..soak::of(2, 25) {
        let posts = (0..30).map(|number: u32| {
            let program = Arc::clone(&program);
            let mut body = answer(&format!("away-{round}-{number}"), 1, number % 11);
            body["survey"] = "demo".into();
            tokio::spawn(async move {
                let sent = Instant::now();
                (program.try_post(&body).await, sent.elapsed())
            })
        });
        for post in posts.collect::<Vec<_>>() {
            let (status, took) = post.await.unwrap();
            assert_eq!(status, Some(503));
            slowest = slowest.max(took);
        }
        threads.push(program.status("Threads"));
    }
    println!("the slowest refusal took {} ms", slowest.as_millis());
    assert_eq!(threads.first(), threads.last(), "threads pile up");
    assert_eq!(program.get("/livez").await.status, 200);
    assert_eq!(program.get("/readyz").await.status, 503);
    let unknown = client::send(program.address, "GET", "/v1/surveys/new.json", &[], b"").await;
    assert_eq!((unknown.status, unknown.json()["retry"].clone()), (503, true.into()));
    cluster.recover();
    // No restart is needed.
    is_ready_again(&program).await;
    body["id"] = "afterwards".into();
    send(&program, &body).await;
    // What it connected anew is closed like the rest.
    let program = Arc::into_inner(program).expect("nobody posts any more");
    let ends = tokio::task::spawn_blocking(move || program.stop());
    assert!(tokio::time::timeout(Duration::from_secs(30), ends).await.unwrap().unwrap());
}
