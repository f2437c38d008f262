//! A file that cannot be used: read-only, damaged, on a full disk. The program says what to do and
//! changes nothing.
#![cfg(target_os = "linux")]

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::process::Program;
use crate::server::answer;
use crate::shim::Disk;

const SERVE: [&str; 4] = ["serve", "--listen", "127.0.0.1:0", "--database"];

/// What the program says when it does not start.
fn refusal(mut command: Command, file: &Path) -> String {
    let output = command.args(SERVE).arg(file).output().unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

/// A file with some answers in it, and nobody using it.
async fn used_file(folder: &Path) -> std::path::PathBuf {
    let program = Program::start(folder);
    for number in 0..40 {
        let mut body = answer(&number.to_string(), 1, number % 11);
        body["survey"] = "demo".into();
        body["comment"] = "x".repeat(1_500).into();
        assert_eq!(program.try_post(&body).await, Some(202));
    }
    assert!(program.stop());
    folder.join("answers.sqlite")
}

/// The program without the superuser's right to write whatever it likes.
fn ordinary_program() -> Command {
    let user = Command::new("id").arg("-u").output().unwrap().stdout;
    if user != b"0\n" {
        return Command::new(env!("CARGO_BIN_EXE_outoften"));
    }
    let mut command = Command::new("setpriv");
    command.arg("--bounding-set=-dac_override,-dac_read_search");
    command.arg(env!("CARGO_BIN_EXE_outoften"));
    command
}

#[tokio::test]
async fn a_file_that_may_only_be_read_is_refused_at_the_start() {
    let folder = TempDir::new().unwrap();
    let file = used_file(folder.path()).await;
    let before = std::fs::read(&file).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o444)).unwrap();
    let said = refusal(ordinary_program(), &file);
    assert!(said.contains("is read-only: give this user the right to write"), "{said}");
    assert!(std::fs::read(&file).unwrap() == before, "nothing was changed");
}

#[tokio::test]
async fn a_damaged_file_is_refused_and_named_with_its_remedy() {
    let folder = TempDir::new().unwrap();
    let file = used_file(folder.path()).await;
    let mut bytes = std::fs::read(&file).unwrap();
    // The first page, which says what is where, is left alone.
    bytes[4096..].fill(0xa5);
    std::fs::write(&file, &bytes).unwrap();
    for command in ["serve", "doctor"] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_outoften"));
        program.arg(command).arg("--database").arg(&file);
        if command == "serve" {
            program.args(["--listen", "127.0.0.1:0"]);
        }
        let output = program.output().unwrap();
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("damaged") && said.contains("outoften restore"), "{said}");
    }
    assert!(std::fs::read(&file).unwrap() == bytes, "nothing was changed");
}

#[tokio::test]
async fn a_disk_without_room_at_the_start_is_explained() {
    let (folder, disk) = (TempDir::new().unwrap(), Disk::new());
    let file = used_file(folder.path()).await;
    disk.fills();
    for place in [file, folder.path().join("new.sqlite")] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_outoften"));
        disk.under(&mut program);
        let said = refusal(program, &place);
        assert!(said.contains("free"), "{said}");
    }
    assert!(Program::start(folder.path()).stop(), "and with room it starts");
}

#[tokio::test]
async fn a_disk_that_fills_up_is_503_until_there_is_room() {
    let (folder, disk) = (TempDir::new().unwrap(), Disk::new());
    let program = Program::start_with(folder.path(), |command| disk.under(command));
    let mut body = answer("before", 1, 9);
    body["survey"] = "demo".into();
    assert_eq!(program.try_post(&body).await, Some(202));
    disk.fills();
    for number in 0..5 {
        body["id"] = format!("refused-{number}").into();
        let refused = program.try_reply(&body).await.unwrap();
        assert_eq!(refused.status, 503);
        assert!(refused.header("retry-after").is_some() && refused.json()["retry"] == true);
    }
    assert_eq!(program.get("/livez").await.status, 200);
    assert_eq!(program.get("/readyz").await.status, 503);
    assert_eq!(program.results().await["n"], 1, "what was acknowledged can be read");
    disk.is_emptied();
    body["id"] = "afterwards".into();
    assert_eq!(program.try_post(&body).await, Some(202), "no restart is needed");
    assert_eq!(program.results().await["n"], 2);
    assert_eq!(program.get("/readyz").await.status, 200);
}
