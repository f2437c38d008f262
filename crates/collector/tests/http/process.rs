//! The program as a process: started as an operator starts it, stopped or killed, measured.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::client;
use crate::server::ADMIN;

/// A running `outoften serve --demo` with a database in this folder.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
    pub token: Option<String>,
}

impl Program {
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, |command| {
            command.env_remove("OUTOFTEN_ADMIN_TOKEN");
        })
    }

    /// With other settings.
    pub fn start_with(folder: &Path, change: impl FnOnce(&mut Command)) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_outoften"));
        change(&mut command);
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
    pub fn start_traced(folder: &Path) -> Self {
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
        if !command.get_envs().any(|(name, _)| name == "DATABASE_URL") {
            command.env("DATABASE_URL", folder.join("answers.sqlite"));
        }
        if !command.get_envs().any(|(name, _)| name == "OUTOFTEN_TRUSTED_PROXIES") {
            // A proxy stands before it, so that tests can be many people.
            command.env("OUTOFTEN_TRUSTED_PROXIES", "127.0.0.1");
        }
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--demo"])
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
        self.try_reply(body).await.map(|reply| reply.status)
    }

    /// The same with the whole reply.
    pub async fn try_reply(&self, body: &serde_json::Value) -> Option<client::Reply> {
        let body = body.to_string();
        let head = "POST /v1/responses HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";
        let from = client::somebody();
        let rest = format!("content-length: {}\r\n\r\n{body}", body.len());
        let request = format!("{head}x-forwarded-for: {from}\r\n{rest}");
        client::raw(self.address, request.as_bytes()).await
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

    /// A line of `/proc/<id>/status`, as a number: `VmRSS` in KiB, `Threads`.
    pub fn status(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.unwrap().split_whitespace().next().unwrap().parse().unwrap()
    }

    /// Open sockets, the listening one included.
    pub fn sockets(&self) -> usize {
        let open = std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap();
        let target =
            |file: std::io::Result<std::fs::DirEntry>| std::fs::read_link(file.ok()?.path()).ok();
        open.filter_map(target).filter(|to| to.to_string_lossy().starts_with("socket:")).count()
    }

    /// Does nothing until it is told to go on.
    pub fn pause(&self) {
        self.signal("-STOP");
    }

    /// Goes on.
    pub fn resume(&self) {
        self.signal("-CONT");
    }

    /// SIGKILL.
    pub fn kill(&self) {
        self.signal("-KILL");
    }

    fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// SIGTERM, without waiting for the end.
    pub fn terminate(&self) {
        self.signal("-TERM");
    }

    /// Waits for the end; the code it ended with, if it ended by itself.
    pub fn ended(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// SIGTERM; returns whether it ended well.
    pub fn stop(mut self) -> bool {
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
