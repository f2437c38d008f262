//! Postgres whose configuration changes under a running collector: nothing is acknowledged that a
//! crash would lose, unless the operator says so.

use std::process::{Command, Output};
use std::time::Duration;

use crate::postgres::Cluster;
use crate::process::Program;
use crate::server::{ADMIN, answer};

fn set(cluster: &Cluster, setting: &str) {
    cluster
        .sql_in("postgres", &[&format!("ALTER SYSTEM SET {setting}"), "SELECT pg_reload_conf()"]);
}

fn run(database: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_outoften"))
        .args(arguments)
        .env("DATABASE_URL", database)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The server reads its configuration some time after it is told to.
async fn until(program: &Program, body: &mut serde_json::Value, status: u16) {
    for number in 0..200 {
        body["id"] = format!("until-{status}-{number:0>4}").into();
        if program.try_post(body).await == Some(status) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("never {status}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn settings_that_lose_answers_are_noticed_on_every_commit() {
    let cluster = Cluster::start();
    let database = cluster.new_database();
    let folder = tempfile::TempDir::new().unwrap();
    let program = Program::start_with(folder.path(), |command| {
        command.env("DATABASE_URL", &database).env("OUTOFTEN_ADMIN_TOKEN", ADMIN);
    });
    let mut body = answer("before", 1, 9);
    body["survey"] = "demo".into();
    assert_eq!(program.try_post(&body).await, Some(202));
    for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
        set(&cluster, &format!("{setting} = off"));
        until(&program, &mut body, 503).await;
        assert_eq!(program.get("/readyz").await.status, 503, "{setting}");
        let refused = run(&database, &["serve", "--listen", "127.0.0.1:0"]);
        let said = text(&refused.stderr);
        assert!(
            !refused.status.success() && said.contains(&format!("set {setting} = on")),
            "{said}"
        );
        let report = run(&database, &["doctor"]);
        let said = text(&report.stdout);
        assert!(!report.status.success() && said.contains("NOT DURABLE"), "{said}");
        assert!(said.contains(&format!("{setting}=off")), "{said}");
        set(&cluster, &format!("{setting} = on"));
        until(&program, &mut body, 202).await;
        assert_eq!(program.get("/readyz").await.status, 200, "{setting}");
    }
    assert!(program.stop());
    set(&cluster, "full_page_writes = off");
    let accepting = Program::start_with(folder.path(), |command| {
        command.env("DATABASE_URL", &database).env("OUTOFTEN_ADMIN_TOKEN", ADMIN);
        command.env("OUTOFTEN_ACCEPT_DURABILITY", "full_page_writes=off");
    });
    until(&accepting, &mut body, 202).await;
    let report = run(&database, &["doctor"]);
    let said = text(&report.stdout);
    let shown = "full_page_writes=off, accepted with --accept-durability";
    assert!(report.status.success() && said.contains(shown), "{said}");
    // What was accepted is that setting and no other.
    set(&cluster, "fsync = off");
    until(&accepting, &mut body, 503).await;
}

#[test]
fn only_what_exists_can_be_accepted() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("answers.sqlite");
    let file = file.to_str().unwrap();
    let unknown = run(file, &["serve", "--accept-durability", "fsync=on"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("full_page_writes=off"), "{}", text(&unknown.stderr));
    let useless = run(file, &["serve", "--accept-durability", "fsync=off"]);
    assert!(!useless.status.success());
    assert!(text(&useless.stderr).contains("is for Postgres"), "{}", text(&useless.stderr));
}
