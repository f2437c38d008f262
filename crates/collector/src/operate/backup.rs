//! `outoften backup` and `outoften restore`, for SQLite. A copy is of the version of the file, which
//! is brought up to date only where it is put in place.

use std::path::PathBuf;

use clap::Args;

use super::{Database, Failure, beside};
use crate::store::{DatabaseUrl, Store};

/// Options of `outoften backup`.
#[derive(Args, Debug)]
pub struct Backup {
    #[command(flatten)]
    database: Database,
    /// The copy; must not be there yet.
    file: PathBuf,
}

pub(super) async fn backup(options: &Backup) -> Result<(), Failure> {
    let from = options.database.url()?;
    if options.file.exists() {
        return Err(format!("{} is there already", options.file.display()).into());
    }
    // Under its own name only once it is complete.
    let part = beside(&options.file);
    drop(std::fs::remove_file(&part));
    Store::backup(&from, &part).await?;
    std::fs::File::open(&part)?.sync_all()?;
    std::fs::rename(&part, &options.file)?;
    Ok(())
}

/// Options of `outoften restore`.
#[derive(Args, Debug)]
pub struct Restore {
    /// The copy.
    file: PathBuf,
    /// Where to put it; must not be there yet: move a damaged database away first.
    #[arg(long, env = "DATABASE_URL", default_value = "outoften.sqlite", hide_env_values = true)]
    database: String,
}

pub(super) async fn restore(options: &Restore) -> Result<(), Failure> {
    let url = DatabaseUrl::parse(&options.database);
    let place = url.file_name().ok_or("Postgres has its own tool: use pg_restore")?;
    for leftover in ["", "-wal", "-shm"] {
        let file = PathBuf::from(format!("{}{leftover}", place.display()));
        if file.exists() {
            return Err(format!("{} is there already: move it away first", file.display()).into());
        }
    }
    if !options.file.is_file() {
        return Err(format!("{} is not there", options.file.display()).into());
    }
    let part = beside(&place);
    std::fs::copy(&options.file, &part)?;
    let checked = check(&part).await;
    if let Err(error) = checked {
        drop(std::fs::remove_file(&part));
        return Err(format!("{} is not sound: {error}", options.file.display()).into());
    }
    std::fs::File::open(&part)?.sync_all()?;
    std::fs::rename(&part, &place)?;
    Ok(())
}

/// Opens the copy, which also brings an older one up to date, and looks through all of it.
async fn check(part: &std::path::Path) -> Result<(), Failure> {
    let store = Store::open(&DatabaseUrl::file(part)).await?;
    let wrong = store.integrity().await?.into_iter().next();
    store.close().await;
    wrong.map_or(Ok(()), |wrong| Err(wrong.into()))
}
