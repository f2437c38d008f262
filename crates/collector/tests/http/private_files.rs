//! Files with answers and secrets in them are the owner's alone.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use tempfile::TempDir;

use crate::operate::{outoften, shown};
use crate::process::Program;
use crate::server::answer;

fn mode(file: &Path) -> u32 {
    file.metadata().unwrap().permissions().mode() & 0o777
}

/// Rights by name, of everything that the program made.
fn modes(folder: &Path) -> Vec<(String, u32)> {
    let files = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let of =
        |file: std::fs::DirEntry| (file.file_name().into_string().unwrap(), mode(&file.path()));
    let mut modes: Vec<_> = files.map(of).filter(|(name, _)| name != "log").collect();
    modes.sort();
    modes
}

#[tokio::test]
async fn files_are_made_for_their_owner_alone() {
    let folder = TempDir::new().unwrap();
    let program = Program::start(folder.path());
    let mut body = answer("erased-01", 1, 9);
    body["survey"] = "demo".into();
    assert_eq!(program.try_post(&body).await, Some(202));
    shown(&outoften(folder.path(), &["backup", "copy"]));
    shown(&outoften(folder.path(), &["erase", "--survey", "demo", "--response", "erased-01"]));
    let found = modes(folder.path());
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    let expected =
        ["answers.sqlite", "answers.sqlite-shm", "answers.sqlite-wal", "answers.sqlite.tombstones"];
    assert!(expected.iter().all(|name| names.contains(name)), "{names:?}");
    assert!(names.contains(&"copy"), "{names:?}");
    assert!(found.iter().all(|(_, mode)| *mode == 0o600), "{found:?}");
    assert!(program.stop());
    // A copy that everybody could read is not put in place like that.
    let copy = folder.path().join("copy");
    std::fs::set_permissions(&copy, std::fs::Permissions::from_mode(0o644)).unwrap();
    let other = TempDir::new().unwrap();
    shown(&outoften(other.path(), &["restore", copy.to_str().unwrap()]));
    assert_eq!(mode(&other.path().join("answers.sqlite")), 0o600);
}

#[tokio::test]
async fn what_everybody_could_read_is_taken_back_and_what_a_group_was_given_stays() {
    for (before, after) in [(0o644, 0o600), (0o640, 0o640), (0o600, 0o600)] {
        let folder = TempDir::new().unwrap();
        assert!(Program::start(folder.path()).stop());
        let files = ["answers.sqlite", "answers.sqlite.tombstones"];
        let files = files.map(|name| folder.path().join(name));
        std::fs::write(&files[1], "").unwrap();
        for file in &files {
            std::fs::set_permissions(file, std::fs::Permissions::from_mode(before)).unwrap();
        }
        assert!(Program::start(folder.path()).stop());
        for file in &files {
            assert_eq!(mode(file), after, "{} {before:o}", file.display());
        }
    }
}

/// A list that the operator named, made by somebody else or by the program.
#[tokio::test]
async fn a_list_elsewhere_is_its_owners_alone() {
    for is_there in [true, false] {
        let (folder, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let list = other.path().join("list");
        if is_there {
            std::fs::write(&list, "").unwrap();
            std::fs::set_permissions(&list, std::fs::Permissions::from_mode(0o644)).unwrap();
        }
        let program = Program::start_with(folder.path(), |command| {
            command.env("OUTOFTEN_TOMBSTONES", &list);
        });
        assert!(!is_there || mode(&list) == 0o600);
        let mut body = answer("erased-01", 1, 9);
        body["survey"] = "demo".into();
        assert_eq!(program.try_post(&body).await, Some(202));
        let name = list.to_str().unwrap();
        let erase = ["erase", "--survey", "demo", "--response", "erased-01", "--tombstones", name];
        shown(&outoften(folder.path(), &erase));
        assert_eq!(mode(&list), 0o600);
        assert!(program.stop());
    }
}
