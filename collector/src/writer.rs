//! The group commit: one task writes whatever is queued in one durable transaction.
//!
//! A disk gives some hundred commits a second, each with one row or with a hundred. So answers
//! wait in a bounded queue, the writer takes what is there (at most [`MAX_BATCH`]), commits, and
//! only then are the waiting requests answered. While it commits, the next batch gathers: no
//! timer is needed. A full queue is an error at once, before memory grows.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::store::{Answer, Outcome, Store, StoreError};

/// Rows of one transaction.
const MAX_BATCH: usize = 128;

/// Answers that may wait. At most 16 KiB each, so 16 MiB.
const QUEUE: usize = 1024;

/// How long a request waits for its commit: less than a request may take in all.
const PATIENCE: Duration = Duration::from_secs(7);

/// How often a batch is tried again when the engine asks for it (a deadlock between two nodes).
const ATTEMPTS: usize = 3;

/// Why an answer was not stored.
#[derive(Debug)]
pub enum WriteError {
    /// The queue is full: come back later.
    Busy,
    /// The collector is shutting down.
    Closed,
    /// The database cannot store now.
    Unavailable,
    /// The database will never store this row.
    Refused,
}

/// One answer and the request that waits for it.
struct Job {
    answer: Answer,
    reply: oneshot::Sender<Result<Outcome, WriteError>>,
}

/// The way into the queue. Cloned into every request.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the task. It ends when every `Writer` is gone and the queue is written.
    #[must_use]
    pub fn start(store: Store) -> (Self, tokio::task::JoinHandle<()>) {
        let (queue, jobs) = mpsc::channel(QUEUE);
        (Self { queue }, tokio::spawn(run(store, jobs)))
    }

    /// Returns after the answer is durable.
    ///
    /// # Errors
    /// See [`WriteError`]; in every case the answer may safely be sent again.
    pub async fn write(&self, answer: Answer) -> Result<Outcome, WriteError> {
        let (reply, outcome) = oneshot::channel();
        self.queue.try_send(Job { answer, reply }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => WriteError::Busy,
            mpsc::error::TrySendError::Closed(_) => WriteError::Closed,
        })?;
        match tokio::time::timeout(PATIENCE, outcome).await {
            Ok(outcome) => outcome.unwrap_or(Err(WriteError::Closed)),
            Err(_) => Err(WriteError::Unavailable),
        }
    }

    /// How many answers wait.
    #[must_use]
    pub fn queued(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }
}

async fn run(store: Store, mut jobs: mpsc::Receiver<Job>) {
    let mut batch = Vec::with_capacity(MAX_BATCH);
    while jobs.recv_many(&mut batch, MAX_BATCH).await > 0 {
        // Who no longer waits was told to send again.
        let waiting = batch.drain(..).filter(|job| !job.reply.is_closed());
        let (answers, replies): (Vec<_>, Vec<_>) =
            waiting.map(|job| (job.answer, job.reply)).unzip();
        if answers.is_empty() {
            continue;
        }
        for (reply, outcome) in replies.into_iter().zip(commit(&store, &answers).await) {
            // The request may have been cut off meanwhile; the row is stored all the same.
            drop(reply.send(outcome));
        }
    }
}

/// One outcome per answer. A row that the database refuses must not take the others with it.
async fn commit(store: &Store, answers: &[Answer]) -> Vec<Result<Outcome, WriteError>> {
    let mut result = store.commit(answers).await;
    for _ in 1..ATTEMPTS {
        match &result {
            Err(StoreError::Unavailable(error)) if is_conflict(error) => {
                result = store.commit(answers).await;
            }
            _ => break,
        }
    }
    match result {
        Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
        Err(StoreError::Refused(_)) if answers.len() > 1 => one_by_one(store, answers).await,
        Err(error) => {
            tracing::error!(rows = answers.len(), %error, "batch not stored");
            let retryable = error.is_retryable();
            let outcome = || if retryable { WriteError::Unavailable } else { WriteError::Refused };
            answers.iter().map(|_| Err(outcome())).collect()
        }
    }
}

async fn one_by_one(store: &Store, answers: &[Answer]) -> Vec<Result<Outcome, WriteError>> {
    let mut outcomes = Vec::with_capacity(answers.len());
    for answer in answers {
        let outcome = store.commit(std::slice::from_ref(answer)).await;
        outcomes.push(match outcome {
            Ok(done) => Ok(done.first().copied().unwrap_or(Outcome::Replayed)),
            Err(error) if error.is_retryable() => Err(WriteError::Unavailable),
            Err(_) => Err(WriteError::Refused),
        });
    }
    outcomes
}

/// Postgres' "try again": deadlock or serialization failure.
fn is_conflict(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|database| database.code());
    matches!(code.as_deref(), Some("40001" | "40P01"))
}
