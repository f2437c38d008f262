//! `outoften doctor`: what an operator wants to know before trusting a database.

use clap::Args;

use super::{AdminError, DatabaseOptions};
use crate::clock::Clock;
use crate::http::{UNNAMED_PROXY_KEPT_MS, UNNAMED_PROXY_WARNING};
use crate::store::Store;

/// Options of `outoften doctor`.
#[derive(Args, Debug)]
pub struct DoctorOptions {
    #[command(flatten)]
    database: DatabaseOptions,
    /// Correct tallies that differ to a count of the answers, and say what was corrected.
    #[arg(long)]
    rebuild: bool,
}

pub(super) async fn run(options: &DoctorOptions) -> Result<(), AdminError> {
    // Opening checks that the file is ours, can be read and written, and that its version is known.
    let store = options.database.open().await?;
    let mut wrong = durability(&store).await?;
    wrong += file(&store).await?;
    if options.rebuild {
        rebuild(&store).await?;
    }
    wrong += tallies(&store).await?;
    log(&store).await?;
    list(&store);
    connection(&store).await?;
    let tokens = store.tokens().await?;
    println!("tokens: {}", tokens.len());
    for token in &tokens {
        let id: String = token.hash.chars().take(8).collect();
        println!("  {id} {} ({})", token.name, token.role.name());
    }
    println!("surveys: {}", store.surveys().await?.len());
    if wrong == 0 { Ok(()) } else { Err(format!("{wrong} things are wrong, see above").into()) }
}

/// How the database, and visitors, are reached.
async fn connection(store: &Store) -> Result<(), AdminError> {
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
    Ok(())
}

async fn durability(store: &Store) -> Result<usize, AdminError> {
    let weak = store.weak_settings().await?;
    if weak.is_empty() {
        println!("settings: a commit is durable ({:?})", store.engine());
    }
    let mut refused = 0;
    for (setting, is_accepted) in weak {
        if is_accepted {
            println!("settings: {setting}, accepted with --accept-durability");
        } else {
            refused += 1;
            println!(
                "settings: {setting}: a commit is NOT DURABLE, so no answer is acknowledged: \
                 change it on the server, or start with --accept-durability {setting}"
            );
        }
    }
    Ok(refused)
}

async fn file(store: &Store) -> Result<usize, AdminError> {
    let damage = store.integrity().await?;
    match damage.first() {
        None => println!("file: sound"),
        Some(first) => println!(
            "file: DAMAGED ({first}): stop the collector and put the last backup in place with \
             `outoften restore`"
        ),
    }
    Ok(damage.len())
}

async fn rebuild(store: &Store) -> Result<(), AdminError> {
    let corrected = store.rebuild_tallies().await?;
    println!("tallies: {} corrected", corrected.len());
    for line in corrected {
        println!("  {line}");
    }
    Ok(())
}

async fn tallies(store: &Store) -> Result<usize, AdminError> {
    let differences = store.recount().await?;
    match differences.first() {
        None => println!("tallies: equal to a count of the answers"),
        Some(first) => println!(
            "tallies: {} DIFFER ({first}): the answers themselves are whole; correct the tallies \
             with `outoften doctor --rebuild`",
            differences.len()
        ),
    }
    Ok(differences.len())
}

async fn log(store: &Store) -> Result<(), AdminError> {
    if store.is_checkpoint_due().await? {
        println!(
            "log: holds what was erased, because somebody still reads the file; a running \
             collector folds it in when the reader has gone"
        );
    }
    Ok(())
}

fn list(store: &Store) {
    match store.tombstones() {
        Some(list) => println!("erasures: noted in {}", list.display()),
        None => println!(
            "erasures: noted nowhere outside the database, so a restore brings them back: start \
             with --tombstones FILE"
        ),
    }
}
