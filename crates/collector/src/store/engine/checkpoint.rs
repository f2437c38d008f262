//! Checkpoints SQLite's write-ahead log beside the commits, not inside one of them.
//!
//! By itself SQLite checkpoints within the commit that makes the log a thousand pages long, and the
//! answers of that commit wait for the whole file to be synchronised. Here another connection does
//! it; only a log that has grown to 64 MiB all the same is checkpointed by the writer. Postgres has a
//! process of its own for this.

use std::time::Duration;

use tokio::sync::mpsc;

use super::{Store, StoreError};

/// About so many rows make a thousand pages: ids come in no order, each has a page of its own.
const ROWS: usize = 1_024;

/// How often a log that holds erased content is tried again.
const AGAIN: Duration = Duration::from_secs(2);

/// Counts rows and starts a checkpoint when there are enough.
pub struct Checkpoints {
    rows: usize,
    go: Option<mpsc::Sender<()>>,
}

impl Checkpoints {
    /// Starts the task; it ends with this value.
    pub fn start(store: Store) -> Self {
        if !store.engine.keeps_a_log() {
            return Self { rows: 0, go: None };
        }
        let (go, mut due) = mpsc::channel(1);
        tokio::spawn(async move {
            let mut again = tokio::time::interval(AGAIN);
            loop {
                let done = tokio::select! {
                    due = due.recv() => match due {
                        Some(()) => checkpoint(&store).await.map_err(StoreError::from),
                        None => return,
                    },
                    _ = again.tick() => store.checkpoint_if_due().await.map(drop),
                };
                if let Err(error) = done {
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
        // If it is still busy it will see these rows, too, or the next ones start it again.
        if let Some(go) = &self.go {
            let _ = go.try_send(());
        }
    }
}

/// Waits for nobody: what others still read stays in the log.
async fn checkpoint(store: &Store) -> sqlx::Result<()> {
    let mut connection = store.pool.acquire().await?;
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").fetch_all(&mut *connection).await.map(drop)
}
