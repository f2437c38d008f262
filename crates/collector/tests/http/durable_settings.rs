//! Postgres whose configuration changes under a running collector: nothing is acknowledged that a
//! crash would lose, unless the operator says so.

use std::process::{Command, Output};
use std::time::Duration;

use crate::client;
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

/// Not answers alone: an erasure, a revocation or a survey that a crash would take back is none.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn nothing_is_acknowledged_while_a_commit_is_not_durable() {
    let cluster = Cluster::start();
    let database = cluster.new_database();
    let folder = tempfile::TempDir::new().unwrap();
    let start = |accepted: Option<&str>| {
        Program::start_with(folder.path(), |command| {
            command.env("DATABASE_URL", &database).env("OUTOFTEN_ADMIN_TOKEN", ADMIN);
            command.envs(accepted.map(|accepted| ("OUTOFTEN_ACCEPT_DURABILITY", accepted)));
        })
    };
    let bearer = format!("Bearer {ADMIN}");
    let ask = async |program: &Program, method: &str, path: &str, body: &str| {
        let headers = [("authorization", bearer.as_str())];
        client::send(program.address, method, path, &headers, body.as_bytes()).await.status
    };
    let survey = r#"{"id":"demo2"}"#;
    let program = start(None);
    let mut body = answer("to-erase", 1, 9);
    body["survey"] = "demo".into();
    assert_eq!(program.try_post(&body).await, Some(202));
    set(&cluster, "synchronous_commit = off");
    until(&program, &mut body, 503).await;
    let writes = [
        ("DELETE", "/v1/surveys/demo/responses/to-erase", ""),
        ("POST", "/v1/erasures", r#"{"person":"ana"}"#),
        ("POST", "/v1/erasures", r#"{"address":"ana@write.example"}"#),
        ("POST", "/v1/tokens", r#"{"name":"ci","role":"reader"}"#),
        ("DELETE", "/v1/tokens/ci", ""),
        ("PUT", "/v1/surveys/demo2", survey),
        ("PUT", "/v1/surveys/demo/archived", "true"),
    ];
    for (method, path, sent) in writes {
        assert_eq!(ask(&program, method, path, sent).await, 503, "{method} {path}");
    }
    let erase = ["erase", "--survey", "demo", "--response", "to-erase"];
    let refused = run(&database, &erase);
    let said = text(&refused.stderr);
    assert!(!refused.status.success() && said.contains("set synchronous_commit = on"), "{said}");
    assert!(program.stop());
    // Unless the operator says that it is meant.
    let program = start(Some("synchronous_commit=off"));
    assert_eq!(ask(&program, "PUT", "/v1/surveys/demo2", survey).await, 201);
    assert!(run(&database, &erase).status.success(), "a command takes it from the last start");
    assert!(program.stop());
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
