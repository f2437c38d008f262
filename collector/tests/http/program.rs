//! The program itself, started as an operator starts it.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::json;
use tempfile::TempDir;

use crate::client;
use crate::server::answer;

/// A running `outoften serve --demo` with a database in this folder.
struct Program {
    child: Child,
    address: SocketAddr,
    token: Option<String>,
}

impl Program {
    fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_outoften"))
            .args(["serve", "--listen", "127.0.0.1:0", "--demo", "--database"])
            .arg(folder.join("answers.sqlite"))
            .env_remove("OUTOFTEN_ADMIN_TOKEN")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut token = None;
        let address = loop {
            let line = lines.next().expect("the program ended before it listened");
            if let Some(shown) = line.strip_prefix("admin token, shown only this once: ") {
                token = Some(shown.to_owned());
            }
            if let Some(address) = line.strip_prefix("listening on http://") {
                break address.parse().unwrap();
            }
        };
        Self { child, address, token }
    }

    /// SIGTERM; returns whether it ended well and all it logged.
    fn stop(mut self) -> (bool, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let ended_well = self.child.wait().unwrap().success();
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (ended_well, log)
    }
}

#[tokio::test]
async fn the_token_is_shown_once_and_kept_as_a_hash() {
    let folder = TempDir::new().unwrap();
    let first = Program::start(folder.path());
    let token = first.token.clone().expect("a token at the first start");
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    let path = "/v1/surveys/demo/results";
    assert_eq!(client::send(first.address, "GET", path, &headers, b"").await.status, 200);
    assert!(first.stop().0);
    let second = Program::start(folder.path());
    assert_eq!(second.token, None);
    assert_eq!(client::send(second.address, "GET", path, &headers, b"").await.status, 200);
    assert!(second.stop().0);
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()));
    }
}

#[tokio::test]
async fn logs_hold_neither_answers_nor_ids_nor_addresses() {
    let folder = TempDir::new().unwrap();
    let program = Program::start(folder.path());
    let canary = "canary-7f3a";
    let mut body = answer(canary, 1, 3);
    body["survey"] = json!("demo");
    body["comment"] = json!(format!("call {canary}@mail.example"));
    body["segment"] = json!(canary);
    let post = |body: String| async move {
        let headers = [("user-agent", canary), ("x-forwarded-for", "198.51.100.77")];
        let path = format!("/v1/responses?who={canary}");
        client::send(program.address, "POST", &path, &headers, body.as_bytes()).await
    };
    assert_eq!(post(body.to_string()).await.status, 202);
    body["score"] = json!(canary);
    let refused = post(body.to_string()).await;
    assert_eq!(refused.status, 422);
    assert!(!refused.text().contains(canary));
    post(canary.to_owned()).await;
    client::send(program.address, "GET", &format!("/v1/surveys/{canary}.json"), &[], b"").await;
    client::send(program.address, "GET", &format!("/{canary}"), &[], b"").await;
    let (ended_well, log) = program.stop();
    assert!(ended_well);
    assert!(log.lines().count() >= 5, "{log}");
    for line in log.lines() {
        let entry: serde_json::Value = serde_json::from_str(line).expect("every line is JSON");
        assert!(entry["level"].is_string());
    }
    for secret in [canary, "198.51.100", "127.0.0.1", "mail.example"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_used_is_explained() {
    let folder = TempDir::new().unwrap();
    let serve = |database: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_outoften"))
            .args(["serve", "--listen", "127.0.0.1:0", "--database"])
            .arg(database)
            .output()
            .unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let garbage = folder.path().join("garbage.sqlite");
    std::fs::write(&garbage, "this is no database, it only looks long enough to be one".repeat(99))
        .unwrap();
    let said = serve(&garbage);
    assert!(said.contains("not a SQLite database") && said.contains("restore"), "{said}");
    let said = serve(&folder.path().join("no/such/folder/x.sqlite"));
    assert!(said.contains("folder exists"), "{said}");
}
