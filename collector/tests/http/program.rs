//! The program itself, started as an operator starts it.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::json;
use tempfile::TempDir;

use crate::client;
use crate::server::{ADMIN, answer};

/// A running `outoften serve --demo` with a database in this folder.
pub struct Program {
    child: Child,
    address: SocketAddr,
    token: Option<String>,
}

impl Program {
    pub fn start(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_outoften"));
        command.env_remove("OUTOFTEN_ADMIN_TOKEN");
        Self::start_command(command, folder)
    }

    /// No file may grow beyond this size; writing on is an error, as on a full disk.
    pub fn start_limited(folder: &Path, kibibytes: u64) -> Self {
        let mut command = Command::new("bash");
        let script = "trap '' XFSZ; ulimit -S -f $0; exec \"$@\"";
        command.args(["-c", script, &kibibytes.to_string(), env!("CARGO_BIN_EXE_outoften")]);
        command.env("OUTOFTEN_ADMIN_TOKEN", ADMIN);
        Self::start_command(command, folder)
    }

    /// Writes every sync and every reply to the file `calls`, in their order.
    #[cfg(target_os = "linux")]
    fn start_traced(folder: &Path) -> Self {
        let mut command = Command::new("strace");
        let calls = folder.join("calls");
        // -D: the program is our child, not strace's, so that stopping it is as usual.
        command.args(["-D", "-f", "-s", "40", "-e", "trace=fsync,fdatasync,write,writev,sendto"]);
        command.arg("-o").arg(calls).arg(env!("CARGO_BIN_EXE_outoften"));
        Self::start_command(command, folder)
    }

    /// There is room again.
    pub fn lift_limit(&self) {
        let pid = self.child.id().to_string();
        let lifted = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited"]).status();
        assert!(lifted.unwrap().success());
    }

    fn start_command(mut command: Command, folder: &Path) -> Self {
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--demo", "--database"])
            .arg(folder.join("answers.sqlite"))
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(folder.join("log")).unwrap())
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

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The status, or nothing if the program is gone.
    pub async fn try_post(&self, body: &serde_json::Value) -> Option<u16> {
        let body = body.to_string();
        let head = "POST /v1/responses HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";
        let request = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
        client::raw(self.address, request.as_bytes()).await.map(|reply| reply.status)
    }

    pub async fn get(&self, path: &str) -> client::Reply {
        client::send(self.address, "GET", path, &[], b"").await
    }

    pub async fn results(&self) -> serde_json::Value {
        let bearer = format!("Bearer {}", self.token.as_deref().unwrap_or(ADMIN));
        let headers = [("authorization", bearer.as_str())];
        let path = "/v1/surveys/demo/results";
        client::send(self.address, "GET", path, &headers, b"").await.json()
    }

    /// SIGKILL.
    pub fn kill(&self) {
        self.signal("-KILL");
    }

    fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// SIGTERM; returns whether it ended well.
    fn stop(mut self) -> bool {
        self.signal("-TERM");
        self.child.wait().unwrap().success()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
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
    assert!(first.stop());
    let second = Program::start(folder.path());
    assert_eq!(second.token, None);
    assert_eq!(client::send(second.address, "GET", path, &headers, b"").await.status, 200);
    assert!(second.stop());
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()));
    }
}

// strace is Linux's own.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn every_202_comes_after_a_sync_of_its_own() {
    let found = Command::new("strace").arg("-V").stdout(Stdio::null()).status();
    assert!(found.is_ok(), "no strace here: install Debian's package `strace`");
    let folder = TempDir::new().unwrap();
    let program = Program::start_traced(folder.path());
    for number in 0..20 {
        let mut body = answer(&number.to_string(), 1, 9);
        body["survey"] = json!("demo");
        assert_eq!(program.try_post(&body).await, Some(202));
    }
    assert!(program.stop());
    let calls = loop {
        let calls = std::fs::read_to_string(folder.path().join("calls")).unwrap();
        if calls.trim_end().ends_with("+++ exited with 0 +++") {
            break calls;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    let (mut replies, mut synced) = (0, false);
    for call in calls.lines() {
        // With several threads a call may be split in two lines; the second tells its end.
        if call.contains("sync(") && call.ends_with("= 0") || call.contains("sync resumed") {
            synced = true;
        }
        if call.contains("HTTP/1.1 202") {
            assert!(synced, "a reply before the sync: {call}");
            (replies, synced) = (replies + 1, false);
        }
    }
    assert_eq!(replies, 20);
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
    let address = program.address;
    let post = |body: String| async move {
        let headers = [("user-agent", canary), ("x-forwarded-for", "198.51.100.77")];
        let path = format!("/v1/responses?who={canary}");
        client::send(address, "POST", &path, &headers, body.as_bytes()).await
    };
    assert_eq!(post(body.to_string()).await.status, 202);
    body["score"] = json!(canary);
    let refused = post(body.to_string()).await;
    assert_eq!(refused.status, 422);
    assert!(!refused.text().contains(canary));
    post(canary.to_owned()).await;
    program.get(&format!("/v1/surveys/{canary}.json")).await;
    program.get(&format!("/{canary}")).await;
    assert!(program.stop());
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
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
