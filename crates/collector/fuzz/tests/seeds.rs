//! Each target on its seeds and on changed copies of them: a fixed number, so that the same is
//! tried in every run.

use std::panic;
use std::path::Path;

use outoften_fuzz::mutation::{Chance, changed};
use outoften_fuzz::{TARGETS, Target};

/// Changed copies of each target's seeds.
const COPIES: u64 = 4_000;

fn seeds(target: &Target) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target.name);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|_| panic!("no folder {folder:?}"));
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

fn hold(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    let seeds = seeds(target);
    assert!(seeds.len() >= 5, "{name} has few seeds");
    for seed in &seeds {
        (target.check)(seed);
    }
    for number in 0..COPIES {
        let mut chance = Chance::new(number);
        let (seed, other) = (chance.below(seeds.len()), chance.below(seeds.len()));
        let input = changed(&seeds[seed], &seeds[other], &mut chance);
        let held = panic::catch_unwind(|| (target.check)(&input));
        assert!(held.is_ok(), "copy {number}: {:?}", String::from_utf8_lossy(&input));
    }
}

#[test]
fn bodies() {
    hold("body");
}

#[test]
fn origins() {
    hold("origin");
}

#[test]
fn tokens() {
    hold("token");
}

#[test]
fn files_coming_in() {
    hold("csv_read");
}

#[test]
fn files_going_out() {
    hold("csv_write");
}

#[test]
fn encodings() {
    hold("encoding");
}

#[test]
fn workbooks() {
    hold("workbook");
}
