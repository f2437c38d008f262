//! What is said when a command could not be done: one sentence, with what to do about it.

use std::io;
use std::path::Path;

use anyhow::Error;

/// With less room than this on the disk, that is what most likely went wrong.
const LITTLE_MIB: u64 = 200;

/// The sentence for `error`. `stopped`: somebody pressed Ctrl-C; `room_mib`: what is left on the
/// fullest disk that is written to.
pub fn sentence(error: &Error, stopped: bool, room_mib: Option<u64>) -> String {
    if stopped {
        return "stopped; the same command goes on from here".to_owned();
    }
    if is_full(error) || room_mib.is_some_and(|room_mib| room_mib < LITTLE_MIB) {
        return format!(
            "the disk is full: free some gigabytes, then start again, it goes on from here ({error:#})"
        );
    }
    format!("{error:#}")
}

fn is_full(error: &Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.any(|cause| cause.kind() == io::ErrorKind::StorageFull)
}

/// What is left on the disk under `folder`, or under the next folder above that is there.
#[cfg(unix)]
pub fn room_mib(folder: &Path) -> Option<u64> {
    let there = folder.ancestors().find(|above| above.is_dir())?;
    let disk = nix::sys::statvfs::statvfs(there).ok()?;
    Some(disk.blocks_available().saturating_mul(disk.fragment_size()) >> 20)
}

/// Nobody knows here.
#[cfg(not(unix))]
pub fn room_mib(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use anyhow::{Context, anyhow};

    use super::*;

    #[test]
    fn a_full_disk_is_named_whoever_met_it() {
        let own: Error = io::Error::from(io::ErrorKind::StorageFull).into();
        let said = sentence(&own.context("writing dist/"), false, Some(50_000));
        assert!(
            said.contains("the disk is full: free") && said.contains("writing dist/"),
            "{said}"
        );
        let anothers = anyhow!("`cargo build` ended with exit status: 101");
        assert!(sentence(&anothers, false, Some(3)).contains("the disk is full: free"));
        assert!(!sentence(&anothers, false, Some(50_000)).contains("disk"));
        assert!(!sentence(&anothers, false, None).contains("disk"));
    }

    #[test]
    fn ctrl_c_is_no_failure_of_a_tool() {
        let error = Err::<(), _>(anyhow!("`npm ci` ended with signal: 2")).context("npm");
        let said = sentence(&error.unwrap_err(), true, Some(3));
        assert_eq!(said, "stopped; the same command goes on from here");
    }

    #[cfg(unix)]
    #[test]
    fn the_room_of_a_folder_that_is_not_there_yet_is_that_of_its_disk() {
        let folder = std::env::temp_dir().join("not-there/neither");
        assert!(room_mib(&folder).is_some());
    }
}
