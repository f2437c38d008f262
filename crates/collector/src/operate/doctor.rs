//! `outoften doctor`: what an operator wants to know before trusting a database.

use clap::Args;

use super::{Database, Failure};

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
    let tokens = store.tokens().await?;
    println!("tokens: {}", tokens.len());
    for token in &tokens {
        let id: String = token.hash.chars().take(8).collect();
        println!("  {id} {} ({})", token.name, token.role.name());
    }
    println!("surveys: {}", store.surveys().await?.len());
    if wrong == 0 { Ok(()) } else { Err(format!("{wrong} things are wrong, see above").into()) }
}
