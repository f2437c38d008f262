//! The power fails, or the disk refuses to keep what was written.
//!
//! A killed process loses nothing in any mode of SQLite: the system still has what was written.
//! So here a copy of each file is taken at each sync, and opened instead of the file.
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;

use crate::faults::stored_ids;
use crate::process::Program;
use crate::server::answer;
use crate::shim::Disk;
use crate::soak;

/// Acknowledged ids, and those that a disk holds after the power failed under the program.
async fn after_power_failed(lies: Option<&str>) -> (BTreeSet<String>, BTreeSet<String>) {
    let (folder, disk) = (tempfile::TempDir::new().unwrap(), Disk::new());
    let program = Program::start_with(folder.path(), |command| {
        disk.under(command);
        if let Some(name) = lies {
            command.env("OOT_LIES", name);
        }
    });
    let mut acknowledged = BTreeSet::new();
    for number in 0..soak::of(60, 3_000) {
        let mut body = answer(&number.to_string(), 1, (number % 11) as u32);
        body["survey"] = "demo".into();
        body["comment"] = "x".repeat(1_500).into();
        assert_eq!(program.try_post(&body).await, Some(202));
        acknowledged.insert(body["id"].as_str().unwrap().to_owned());
    }
    program.kill();
    sqlx::any::install_default_drivers();
    (acknowledged, stored_ids(&disk.file()).await)
}

#[tokio::test]
async fn a_power_failure_loses_nothing_that_was_acknowledged() {
    let (acknowledged, stored) = after_power_failed(None).await;
    assert_eq!(acknowledged, stored);
}

/// Without a sync of the log at each commit (as with `synchronous = NORMAL`) the test above fails.
#[tokio::test]
async fn a_log_that_is_not_synced_at_each_commit_is_noticed() {
    let (acknowledged, stored) = after_power_failed(Some("-wal")).await;
    assert!(!acknowledged.is_subset(&stored), "nothing was lost: this test cannot tell");
}

#[tokio::test]
async fn a_sync_that_fails_is_no_202_and_not_ready() {
    let (folder, disk) = (tempfile::TempDir::new().unwrap(), Disk::new());
    let program = Program::start_with(folder.path(), |command| disk.under(command));
    let mut body = answer("before", 1, 9);
    body["survey"] = "demo".into();
    assert_eq!(program.try_post(&body).await, Some(202));
    assert_eq!(program.get("/readyz").await.status, 200);
    disk.breaks();
    for number in 0..5 {
        body["id"] = format!("broken-{number:0>4}").into();
        assert_eq!(program.try_post(&body).await, Some(503));
        assert_eq!(program.get("/readyz").await.status, 503, "the disk keeps nothing");
    }
    assert_eq!(program.get("/livez").await.status, 200);
    disk.heals();
    assert_eq!(program.get("/readyz").await.status, 200);
    body["id"] = "afterwards".into();
    assert_eq!(program.try_post(&body).await, Some(202), "no restart is needed");
    program.kill();
    sqlx::any::install_default_drivers();
    let kept = stored_ids(&disk.file()).await;
    assert!(kept.contains("00before") && kept.contains("afterwards"), "{kept:?}");
}
