//! One, two and three nodes on one Postgres: what one more node adds until the database is the
//! limit.

use std::time::Duration;

use super::program::Program;
use super::{load, postgres};

const CONNECTIONS_PER_NODE: usize = 128;
const TIME: Duration = Duration::from_secs(5);

pub async fn run() {
    let mut alone = None;
    for count in 1..=3 {
        let database = postgres::new_database();
        // The first makes the tables; the others find them.
        let nodes: Vec<_> = (0..count).map(|_| Program::start(&database)).collect();
        let addresses: Vec<_> = nodes.iter().map(|node| node.address).collect();
        let rate = load::closed(&addresses, CONNECTIONS_PER_NODE * count, TIME).await;
        let one = *alone.get_or_insert(rate);
        println!("{count} nodes on Postgres  {rate:>8.0} answers/s: {:.2} of one", rate / one);
    }
}
