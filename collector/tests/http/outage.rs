//! Postgres that is not there: at the start, and for a while in between.

use std::process::{Command, Output};
use std::sync::Arc;

use crate::client;
use crate::postgres::{self, Cluster};
use crate::process::Program;
use crate::server::answer;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_server_is_away_everything_says_so_and_nothing_piles_up() {
    let cluster = Cluster::start();
    let database = cluster.new_database();
    let folder = tempfile::TempDir::new().unwrap();
    let program = Arc::new(Program::start_with(folder.path(), |command| {
        command.env("DATABASE_URL", &database);
    }));
    let mut body = answer("before", 1, 9);
    body["survey"] = "demo".into();
    assert_eq!(program.try_post(&body).await, Some(202));
    cluster.crash();
    let mut threads = Vec::new();
    for round in 0..soak::of(2, 25) {
        let posts = (0..30).map(|number: u32| {
            let program = Arc::clone(&program);
            let mut body = answer(&format!("away-{round}-{number}"), 1, number % 11);
            body["survey"] = "demo".into();
            tokio::spawn(async move { program.try_post(&body).await })
        });
        for post in posts.collect::<Vec<_>>() {
            assert_eq!(post.await.unwrap(), Some(503));
        }
        threads.push(program.status("Threads"));
    }
    assert_eq!(threads.first(), threads.last(), "threads pile up");
    assert_eq!(program.get("/livez").await.status, 200);
    assert_eq!(program.get("/readyz").await.status, 503);
    let unknown = client::send(program.address, "GET", "/v1/surveys/new.json", &[], b"").await;
    assert_eq!((unknown.status, unknown.json()["retry"].clone()), (503, true.into()));
    cluster.recover();
    assert_eq!(program.get("/readyz").await.status, 200);
    body["id"] = "afterwards".into();
    assert_eq!(program.try_post(&body).await, Some(202), "no restart is needed");
}
