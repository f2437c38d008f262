//! `outoften doctor`: what an operator wants to know before trusting a database.

use clap::Args;

use super::{Database, Failure};
use crate::clock::Clock;
use crate::http::{UNNAMED_PROXY_KEPT_MS, UNNAMED_PROXY_WARNING};

/// Options of `outoften doctor`.
#[derive(Args, Debug)]
pub struct Options {
    #[command(flatten)]
    database: Database,
}

pub(super) async fn run(options: &Options) -> Result<(), Failure> {
    // Opening checks that the file can be read and written, that its version is known and that a
    // commit is durable.
    let store = options.database.open().await?;
    println!("settings: a commit is durable ({:?})", store.engine());
    let mut wrong = 0;
    let damage = store.integrity().await?;
    wrong += damage.len();
    match damage.first() {
        None => println!("file: sound"),
        Some(first) => println!(
            "file: DAMAGED ({first}): stop the collector and put the last backup in place with \
             `outoften restore`"
        ),
    }
    let differences = store.recount().await?;
    wrong += differences.len();
    match differences.first() {
        None => println!("tallies: equal to a count of the answers"),
        Some(first) => println!(
            "tallies: {} DIFFER ({first}): somebody changed the tables by hand; put the last \
             backup in place with `outoften restore`",
            differences.len()
        ),
    }
    if store.is_in_the_clear() {
        println!(
            "connection: NOT ENCRYPTED: set sslmode=verify-full in the database's address to insist \
             on it, sslmode=disable if this is meant"
        );
    }
    let since_ms = Clock::system().now().as_ms() - UNNAMED_PROXY_KEPT_MS;
    if let Some(at_ms) = store.unnamed_proxy_since(since_ms).await? {
        let at = jiff::Timestamp::from_millisecond(at_ms)?;
        println!("proxy: NOT NAMED ({at}): {UNNAMED_PROXY_WARNING}");
    }
    let tokens = store.tokens().await?;
    println!("tokens: {}", tokens.len());
    for token in &tokens {
        let id: String = token.hash.chars().take(8).collect();
        println!("  {id} {} ({})", token.name, token.role.name());
    }
    println!("surveys: {}", store.surveys().await?.len());
    if wrong == 0 { Ok(()) } else { Err(format!("{wrong} things are wrong, see above").into()) }
}
