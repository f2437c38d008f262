//! What the disk itself gives: one small write after another, each synchronised. Measured beside
//! the collector, so that a slow reply can be told from a slow disk.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// About what one group of answers writes.
const BYTES: usize = 32 * 1024;
/// Written again and again in place, as SQLite does with its log.
const FILE: u64 = 16 << 20;
/// So many a second: the disk is looked at, not driven to its limit.
const PAUSE: Duration = Duration::from_millis(20);

/// How long each of these synchronisations took, sorted.
pub fn syncs(folder: &Path, time: Duration) -> Vec<Duration> {
    let file = File::create(folder.join("syncs")).expect("a file");
    file.write_all_at(&vec![1; FILE as usize], 0).expect("room");
    file.sync_all().expect("synchronised");
    let (content, started) = (vec![7; BYTES], Instant::now());
    let (mut took, mut at) = (Vec::new(), 0);
    while started.elapsed() < time {
        let begun = Instant::now();
        file.write_all_at(&content, at).expect("written");
        file.sync_data().expect("synchronised");
        took.push(begun.elapsed());
        at = (at + BYTES as u64) % FILE;
        std::thread::sleep(PAUSE);
    }
    took.sort_unstable();
    took
}
