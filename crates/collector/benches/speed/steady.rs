//! A steady load for a minute, three times: how late replies are at 1,000 answers a second, whether
//! 2,000 a second are kept up with, and how long the disk itself took meanwhile.

use std::time::Duration;

use super::program::{Program, folder};
use super::{disk, load};

const CONNECTIONS: usize = 256;
const ROUNDS: usize = 3;

pub async fn run(time: Duration) {
    let (mut late_ms, mut rates) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        late_ms.push(round(1_000.0, time).await.0);
        rates.push(round(2_000.0, time).await.1);
    }
    late_ms.sort_by(f64::total_cmp);
    rates.sort_by(f64::total_cmp);
    println!(
        "medians              p99 {:.1} ms at 1000 answers/s; {:.0} answers/s of 2000 wanted",
        late_ms[ROUNDS / 2],
        rates[ROUNDS / 2]
    );
}

/// The 99th percentile of how late replies were, in milliseconds, and acknowledged answers per
/// second, the wait for the last one included.
async fn round(per_second: f64, time: Duration) -> (f64, f64) {
    let place = folder();
    let program = Program::start(&place.path().join("answers.sqlite").to_string_lossy());
    let beside = place.path().to_owned();
    let syncs = tokio::task::spawn_blocking(move || disk::syncs(&beside, time));
    let late = load::open(program.address, CONNECTIONS, per_second, time).await;
    let syncs = syncs.await.expect("the disk");
    let (rate, p99_ms) = (late.len() as f64 / time.as_secs_f64(), at(&late, 0.99));
    // Who is late at the end has not been kept up with.
    let rate = rate.min(late.len() as f64 / (time.as_secs_f64() + at(&late, 1.0) / 1e3));
    println!(
        "steady {per_second:>5.0} answers/s  p50 {:.1} ms, p99 {p99_ms:.1} ms, worst {:.1} ms of {}; \
         the disk alone meanwhile p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms",
        at(&late, 0.5),
        at(&late, 1.0),
        late.len(),
        at(&syncs, 0.5),
        at(&syncs, 0.99),
        at(&syncs, 1.0),
    );
    (p99_ms, rate)
}

/// This share of sorted times lies below, in milliseconds.
pub fn at(sorted: &[Duration], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3
}
