//! `outoften backup` and `outoften restore`, for SQLite. A copy is of the version of the file, which
//! is brought up to date only where it is put in place.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{AdminError, DatabaseOptions, beside};
use crate::store::permissions::create_private;
use crate::store::{BackupError, DatabaseUrl, Replayed, Store, check_copy, tombstones};

/// Options of `outoften backup`.
#[derive(Args, Debug)]
pub struct BackupOptions {
    #[command(flatten)]
    database: DatabaseOptions,
    /// The copy; must not be there yet.
    file: PathBuf,
}

pub(super) async fn backup(options: &BackupOptions) -> Result<(), AdminError> {
    let from = options.database.url()?;
    if options.file.exists() {
        return Err(format!("{} is there already", options.file.display()).into());
    }
    // Under its own name only once it is complete.
    let part = beside(&options.file);
    drop(std::fs::remove_file(&part));
    // SQLite writes into an empty file; one that it makes itself everybody could read.
    let copied = match create_private(&part) {
        Ok(()) => Store::backup(&from, &part).await,
        Err(error) => Err(BackupError::Copy(error.into())),
    };
    if let Err(error) = copied {
        drop(std::fs::remove_file(&part));
        return Err(error.into());
    }
    std::fs::File::open(&part)?.sync_all()?;
    std::fs::rename(&part, &options.file)?;
    Ok(())
}

/// Options of `outoften restore`.
#[derive(Args, Debug)]
pub struct RestoreOptions {
    /// The copy.
    file: PathBuf,
    /// Where to put it; must not be there yet: move a damaged database away first.
    #[arg(long, env = "DATABASE_URL", default_value = "outoften.sqlite", hide_env_values = true)]
    database: String,
    /// The list of erasures and revocations to replay, if it is not beside the database.
    #[arg(long, env = "OUTOFTEN_TOMBSTONES", value_name = "FILE")]
    tombstones: Option<PathBuf>,
}

pub(super) async fn restore(options: &RestoreOptions) -> Result<(), AdminError> {
    let url = DatabaseUrl::parse(&options.database);
    // Before anything names it: what was meant for a server holds a password.
    url.check()?;
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
    let list = options.tombstones.clone().or_else(|| tombstones::beside(&url));
    if let Some(missing) = options.tombstones.as_ref().filter(|list| !list.is_file()) {
        return Err(format!(
            "{} is not there, so nothing was restored: put the list there, or an empty file if \
             nothing was ever erased or revoked",
            missing.display()
        )
        .into());
    }
    let list = list.filter(|list| list.is_file());
    check_copy(&options.file).await.map_err(|error| unsound(&options.file, &error.into()))?;
    let part = beside(&place);
    drop(std::fs::remove_file(&part));
    create_private(&part)?;
    let copied = copy_private(&options.file, &part);
    let prepared = match copied {
        Ok(()) => prepare(&part, list.as_deref()).await,
        Err(error) => Err(error.into()),
    };
    if let Err(error) = prepared {
        for leftover in ["", "-wal", "-shm"] {
            drop(std::fs::remove_file(format!("{}{leftover}", part.display())));
        }
        return Err(unsound(&options.file, &error));
    }
    std::fs::File::open(&part)?.sync_all()?;
    std::fs::rename(&part, &place)?;
    Ok(())
}

fn unsound(file: &Path, error: &AdminError) -> AdminError {
    format!("{} is not sound: {error}", file.display()).into()
}

/// Into a file that is there already, so with its rights and not with those of the copy.
fn copy_private(from: &Path, to: &Path) -> std::io::Result<()> {
    let mut to = std::fs::OpenOptions::new().write(true).open(to)?;
    std::io::copy(&mut std::fs::File::open(from)?, &mut to)?;
    to.sync_all()
}

/// Opens the copy, which also brings an older one up to date, looks through all of it, and takes
/// out what was erased or revoked since it was made.
async fn prepare(part: &Path, list: Option<&Path>) -> Result<(), AdminError> {
    let store = Store::open(&DatabaseUrl::file(part)).await?;
    let wrong = store.integrity().await?.into_iter().next();
    if let Some(wrong) = wrong {
        store.close().await;
        return Err(wrong.into());
    }
    match list {
        Some(list) => report(&store.replay(list).await?),
        None => eprintln!(
            "no list of erasures is beside the database: what was erased or revoked after the \
             copy was made is back; put the list in place and run `outoften replay FILE`"
        ),
    }
    store.close().await;
    Ok(())
}

/// Options of `outoften replay`.
#[derive(Args, Debug)]
pub struct ReplayOptions {
    #[command(flatten)]
    database: DatabaseOptions,
    /// The list.
    file: PathBuf,
}

pub(super) async fn replay(options: &ReplayOptions) -> Result<(), AdminError> {
    let store = options.database.open().await?;
    report(&store.replay(&options.file).await?);
    store.close().await;
    Ok(())
}

fn report(done: &Replayed) {
    let Replayed { answers, personal, revoked } = done;
    eprintln!(
        "erased again: {answers} answers, {personal} addresses and notes; revoked again: {revoked}"
    );
}
