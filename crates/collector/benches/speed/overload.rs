//! Three times of what a node can take: how late what is stored is, how late what is refused, how much
//! memory it takes, and how soon it is over.

use std::time::{Duration, Instant};

use super::load;
use super::program::{Program, folder};
use super::steady::at;

/// More at once than the writer's queue holds.
const CONNECTIONS: usize = 2_000;

pub async fn run(time: Duration) {
    let place = folder();
    let program = Program::start(&place.path().join("answers.sqlite").to_string_lossy());
    let most = load::closed(&[program.address], 256, Duration::from_secs(5)).await;
    let excess = load::too_much(program.address, CONNECTIONS, 3.0 * most, time).await;
    let (stored, refused) = (excess.stored.len(), excess.refused.len());
    let per_second = (stored + refused) as f64 / time.as_secs_f64();
    println!(
        "at most {most:.0} answers/s; sent {per_second:.0} of {:.0} wanted, on {CONNECTIONS} connections",
        3.0 * most
    );
    println!(
        "stored  {stored:>8}, p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms",
        at(&excess.stored, 0.5),
        at(&excess.stored, 0.99),
        at(&excess.stored, 1.0)
    );
    if refused > 0 {
        println!(
            "refused {refused:>8}, p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms",
            at(&excess.refused, 0.5),
            at(&excess.refused, 0.99),
            at(&excess.refused, 1.0)
        );
    }
    println!(
        "memory  {:>8} KiB, {:.0} ms until one is stored in less than 50 ms",
        program.resident_kb(),
        recovery(&program).await
    );
}

/// How long until an answer takes less than 50 ms, in milliseconds.
async fn recovery(program: &Program) -> f64 {
    let over = Instant::now();
    let quick = Duration::from_millis(50);
    while load::open(program.address, 1, 1.0, Duration::ZERO).await.iter().any(|took| *took > quick)
    {
    }
    over.elapsed().as_secs_f64() * 1e3
}
