//! The targets of `collector/fuzz` under LLVM's fuzzer, guided by coverage: the end of
//! `cargo xtask soak`, or alone as `cargo xtask soak fuzz`.
//!
//! The compiler measures coverage with ordinary flags, so a stable one will do. What is found lies
//! under `target/fuzz/found`; what has reached new code, under `target/fuzz/corpus`.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{run, say};
use crate::project::Project;
use crate::tools::compiler;

const TARGETS: [&str; 5] = ["body", "origin", "token", "csv_read", "csv_write"];

/// How long each target runs, in seconds, unless `OUTOFTEN_FUZZ_SECONDS` says something else.
const SECONDS: &str = "600";

/// What makes the compiler report which edges were taken and what was compared.
const COVERAGE: [&str; 8] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "-Cdebug-assertions",
    "--cfg=fuzzing",
];

/// Runs every target.
///
/// # Errors
/// When the program does not compile, or a target finds something.
pub fn fuzz(project: &Project) -> Result<()> {
    let seconds = std::env::var("OUTOFTEN_FUZZ_SECONDS").unwrap_or(SECONDS.to_owned());
    let target = project.target().join("fuzz");
    let host = host()?;
    let mut cargo = Command::new(compiler::native_cargo());
    cargo.args(["build", "--release", "--package", "outoften-fuzz", "--features", "coverage"]);
    // With a target named, what runs at compile time is built without the flags.
    cargo.args(["--target", &host, "--target-dir"]).arg(&target).current_dir(&project.root);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", COVERAGE.join("\u{1f}"));
    // As a whole, with all that is counted, it would take a quarter of an hour to optimise.
    cargo.env("CARGO_PROFILE_RELEASE_LTO", "off");
    run(&mut cargo)?;
    let found = target.join("found");
    fs::create_dir_all(&found)?;
    for name in TARGETS {
        say(&format!("{seconds} s of {name}"));
        let corpus = target.join("corpus").join(name);
        fs::create_dir_all(&corpus)?;
        let mut fuzzer = Command::new(target.join(&host).join("release/fuzz"));
        fuzzer.env("OUTOFTEN_FUZZ", name).arg(&corpus);
        fuzzer.arg(project.root.join("crates/collector/fuzz/seeds").join(name));
        fuzzer.arg(format!("-max_total_time={seconds}"));
        fuzzer.arg(format!("-artifact_prefix={}/{name}-", found.display()));
        // No input of a body's size may take a second or 64 MiB.
        fuzzer.args(["-timeout=1", "-malloc_limit_mb=64", "-max_len=16384"]);
        run(fuzzer.args(["-print_final_stats=1", "-verbosity=0"]))
            .with_context(|| format!("the input is in {}", found.display()))?;
    }
    Ok(())
}

/// The machine this runs on, as the compiler calls it.
fn host() -> Result<String> {
    let about = Command::new("rustc").arg("-vV").output().context("rustc")?;
    let about = String::from_utf8(about.stdout)?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not name its host")?.to_owned())
}
