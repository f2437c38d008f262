//! The collector as operators run it: a process of its own, its log thrown away.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

/// A running collector; ends with its owner.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
}

impl Program {
    /// `outoften serve` on this database, with the demo's survey.
    pub fn start(database: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_outoften"))
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--trusted-proxy", "127.0.0.1"])
            .env("DATABASE_URL", database)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the collector");
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut lines = lines.map(|line| line.expect("a line"));
        let line = lines.find(|line| line.starts_with("listening on "));
        let line = line.expect("the collector ended before it listened");
        let address = line.trim_start_matches("listening on http://").parse().expect("an address");
        Self { child, address }
    }

    /// Processor time so far, in seconds.
    pub fn processor_s(&self) -> f64 {
        processor_s(&self.child.id().to_string())
    }

    /// Resident memory in KiB.
    pub fn resident_kb(&self) -> u64 {
        let status = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Processor time of a process so far, user and system, in seconds: `self` for this one.
pub fn processor_s(process: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name, which may hold blanks, ends with the last parenthesis; ticks are hundredths.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// A folder on the disk of the repository, not in a memory file system.
pub fn folder() -> tempfile::TempDir {
    tempfile::Builder::new()
        .prefix("speed")
        .tempdir_in(env!("CARGO_TARGET_TMPDIR"))
        .expect("a folder")
}
