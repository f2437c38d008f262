//! What durability costs, in ratios from one run on one disk. Nothing is asserted but equality:
//! speed is read, not tested.
//!
//! `cargo bench -p outoften-collector -- ingest steady years nodes` (all without a name;
//! `years=100000` for fewer rows, `steady=10` for ten seconds instead of sixty, `scattered` for ids
//! in no order). All need only a disk, `nodes` Debian's `postgresql`.

mod bare;
mod disk;
mod ingest;
mod load;
mod nodes;
// The tests crash it too.
#[allow(dead_code)]
#[path = "../../tests/http/postgres.rs"]
mod postgres;
mod program;
mod steady;
mod years;

use std::sync::atomic::Ordering;
use std::time::Duration;

/// Answers of two years.
const ROWS: u64 = 10_000_000;

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    let named = |name: &str| chosen.iter().any(|it| it == name);
    load::SCATTERED.store(named("scattered"), Ordering::Relaxed);
    let wants = |name: &str| named(name) || chosen.iter().all(|it| it == "scattered");
    let number = |prefix: &str| chosen.iter().find_map(|it| it.strip_prefix(prefix)?.parse().ok());
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
        if wants("years") || few.is_some() {
            years::run(few.unwrap_or(ROWS)).await;
        }
        if wants("nodes") {
            nodes::run().await;
        }
    });
}
