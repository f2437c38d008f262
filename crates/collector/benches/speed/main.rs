//! What durability costs, in ratios from one run on one disk. Nothing is asserted but equality:
//! speed is read, not tested.
//!
//! `cargo bench -p outoften-collector -- ingest steady overload years nodes` (all without a name;
//! `years=100000` for fewer rows, `steady=10` for ten seconds instead of sixty, `scattered` for ids
//! in no order, `sync=4` for a disk whose syncs take four milliseconds longer than this one's). All
//! need only a disk, `nodes` Debian's `postgresql`, `sync` a C compiler.

mod bare;
mod disk;
mod ingest;
mod load;
mod nodes;
mod overload;
// The tests crash it too.
#[allow(dead_code)]
#[path = "../../tests/http/postgres.rs"]
mod postgres;
mod program;
#[allow(dead_code)]
#[path = "../../tests/http/shim.rs"]
mod shim;
mod steady;
mod years;

use std::process::Command;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Answers of two years.
const ROWS: u64 = 10_000_000;

/// Says to `shim.c` by how many milliseconds each sync is to take longer.
const SLOW: &str = "OOT_SLOW";

/// The same once more, this program and the collector alike on a disk with slower syncs.
fn on_a_slower_disk(longer_ms: u64) {
    println!("each sync takes {longer_ms} ms longer than the disk does");
    let own = std::env::current_exe().expect("this program's file");
    let mut again = Command::new(own);
    again.args(std::env::args().skip(1)).env("LD_PRELOAD", shim::library());
    let done = again.env(SLOW, longer_ms.to_string()).status().expect("this program once more");
    assert!(done.success(), "{done}");
}

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    let named = |name: &str| chosen.iter().any(|it| it == name);
    load::SCATTERED.store(named("scattered"), Ordering::Relaxed);
    let how = |it: &String| it == "scattered" || it.starts_with("sync=");
    let wants = |name: &str| named(name) || chosen.iter().all(how);
    let number = |prefix: &str| chosen.iter().find_map(|it| it.strip_prefix(prefix)?.parse().ok());
    if let Some(longer_ms) = number("sync=").filter(|_| std::env::var_os(SLOW).is_none()) {
        return on_a_slower_disk(longer_ms);
    }
    let (few, seconds): (Option<u64>, Option<u64>) = (number("years="), number("steady="));
    sqlx::any::install_default_drivers();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        if wants("ingest") {
            ingest::run().await;
        }
        if wants("steady") || seconds.is_some() {
            steady::run(Duration::from_secs(seconds.unwrap_or(60))).await;
        }
        if wants("overload") {
            overload::run(Duration::from_secs(seconds.unwrap_or(60))).await;
        }
        if wants("years") || few.is_some() {
            years::run(few.unwrap_or(ROWS)).await;
        }
        if wants("nodes") {
            nodes::run().await;
        }
    });
}
