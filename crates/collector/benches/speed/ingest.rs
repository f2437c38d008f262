//! One node on SQLite: answers per second against the bare loop, latency at a third of that,
//! memory over the whole run.

use std::time::Duration;

use super::program::{Program, folder, processor_s};
use super::{bare, load};

const CONNECTIONS: usize = 256;
const TIME: Duration = Duration::from_secs(5);
const ROUNDS: usize = 3;

/// Rounds alternate, so that what else the machine does meets both.
pub async fn run() {
    let (mut ratios, mut rates) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (bare, collector) = (bare_round().await, collector_round().await);
        println!(
            "bare batched inserts {:>8.0} rows/s ({:.0} µs of processor each), collector {:>8.0} \
             answers/s ({:.0} µs each): {:.2}",
            bare.per_second,
            bare.processor_us,
            collector.per_second,
            collector.processor_us,
            collector.per_second / bare.per_second
        );
        ratios.push(collector.per_second / bare.per_second);
        rates.push(collector.per_second);
    }
    println!("median               {:.2} of bare", median(&mut ratios));
    http_alone().await;
    latency(median(&mut rates) / 3.0).await;
}

/// What a round came to. Processor time depends less on what else the machine does.
struct Round {
    per_second: f64,
    processor_us: f64,
}

impl Round {
    fn new(per_second: f64, processor_s: f64) -> Self {
        let rows = per_second * TIME.as_secs_f64();
        Self { per_second, processor_us: processor_s / rows * 1e6 }
    }
}

async fn bare_round() -> Round {
    let place = folder();
    let file = place.path().join("answers.sqlite");
    // The collector makes the tables; the bare loop has them to itself.
    drop(Program::start(&file.to_string_lossy()));
    let before_s = processor_s("self");
    let per_second = bare::rows_per_second(&file, TIME).await;
    Round::new(per_second, processor_s("self") - before_s)
}

async fn collector_round() -> Round {
    let place = folder();
    let program = Program::start(&place.path().join("answers.sqlite").to_string_lossy());
    let before_s = program.processor_s();
    let per_second = load::closed(&[program.address], CONNECTIONS, TIME).await;
    Round::new(per_second, program.processor_s() - before_s)
}

/// The most that a collector which did nothing at all could store a second, with this driver beside it.
async fn http_alone() {
    let place = folder();
    let program = Program::start(&place.path().join("answers.sqlite").to_string_lossy());
    let per_second = load::nothing(program.address, CONNECTIONS, TIME).await;
    println!("HTTP alone           {per_second:.0} replies/s to GET /livez");
}

async fn latency(per_second: f64) {
    let place = folder();
    let program = Program::start(&place.path().join("answers.sqlite").to_string_lossy());
    let before_kb = program.resident_kb();
    let late = load::open(program.address, CONNECTIONS, per_second, 2 * TIME).await;
    let half_way_kb = program.resident_kb();
    let at = |share: f64| super::steady::at(&late, share);
    println!(
        "at {per_second:>6.0} answers/s  p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms of {}",
        at(0.5),
        at(0.99),
        at(1.0),
        late.len()
    );
    let more = load::open(program.address, CONNECTIONS, per_second, 2 * TIME).await;
    println!(
        "memory               {before_kb} KiB idle, {half_way_kb} KiB after {} answers, {} KiB after {}",
        late.len(),
        program.resident_kb(),
        late.len() + more.len()
    );
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
