//! SQLite's write-ahead log is folded into the file beside the commits, not inside one of them.
//!
//! By itself SQLite folds the log within the commit that makes it a thousand pages long, and with
//! it the answers of that commit wait for the whole file to be synchronised. Here another
//! connection does it; only a log that has grown to 64 MiB all the same is folded by the writer.
//! Started by the group commit. Postgres has a process of its own for this.

use std::time::Duration;

use tokio::sync::mpsc;

use super::{Engine, Store, StoreError};

/// About so many rows make a thousand pages: ids come in no order, each has a page of its own.
const ROWS: usize = 1_024;

/// What the connection that writes answers does itself: nothing before 64 MiB of 4 KiB pages.
pub(super) const WRITER_SETTING: &str = "PRAGMA wal_autocheckpoint = 16384";

/// How often it is tried anew to fold in a log that holds what was erased.
const AGAIN: Duration = Duration::from_secs(2);

/// Counts rows and tells the task when to fold.
pub struct Checkpoints {
    rows: usize,
    go: Option<mpsc::Sender<()>>,
}

impl Checkpoints {
    /// Starts the task; it ends with this value.
    pub fn start(store: Store) -> Self {
        if store.engine != Engine::Sqlite {
            return Self { rows: 0, go: None };
        }
        let (go, mut told) = mpsc::channel(1);
        tokio::spawn(async move {
            let mut again = tokio::time::interval(AGAIN);
            loop {
                let folded = tokio::select! {
                    due = told.recv() => match due {
                        Some(()) => fold(&store).await.map_err(StoreError::from),
                        None => return,
                    },
                    _ = again.tick() => store.fold_if_due().await.map(drop),
                };
                if let Err(error) = folded {
                    tracing::warn!(%error, "the log was not folded in: tried again later");
                }
            }
        });
        Self { rows: 0, go: Some(go) }
    }

    /// So many rows were committed.
    pub fn wrote(&mut self, rows: usize) {
        self.rows += rows;
        if self.rows < ROWS {
            return;
        }
        self.rows = 0;
        // If it is still busy it will see these rows, too, or the next ones tell it again.
        if let Some(go) = &self.go {
            let _ = go.try_send(());
        }
    }
}

/// Waits for nobody: what others still read stays in the log.
async fn fold(store: &Store) -> sqlx::Result<()> {
    let mut connection = store.pool.acquire().await?;
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").fetch_all(&mut *connection).await.map(drop)
}
