//! What durability costs, in ratios from one run on one disk. Nothing is asserted but equality:
//! speed is read, not tested.
//!
//! `cargo bench -p outoften-collector -- ingest years nodes` (all without a name; `years=100000`
//! for fewer rows). `ingest` and `years` need only a disk, `nodes` Debian's `postgresql`.

mod bare;
mod ingest;
mod load;
mod nodes;
// The tests crash it too.
#[allow(dead_code)]
#[path = "../../tests/http/postgres.rs"]
mod postgres;
mod program;
mod years;

/// Answers of two years.
const ROWS: u64 = 10_000_000;

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    let wants = |name: &str| chosen.is_empty() || chosen.iter().any(|it| it == name);
    let few = chosen.iter().find_map(|it| it.strip_prefix("years=")?.parse().ok());
    sqlx::any::install_default_drivers();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        if wants("ingest") {
            ingest::run().await;
        }
        if wants("years") || few.is_some() {
            years::run(few.unwrap_or(ROWS)).await;
        }
        if wants("nodes") {
            nodes::run().await;
        }
    });
}
