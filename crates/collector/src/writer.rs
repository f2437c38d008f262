//! The group commit: one task writes whatever is queued in one durable transaction.
//!
//! A disk gives some hundred commits a second, each with one row or with a hundred. So answers
//! wait in a bounded queue, the writer takes what is there (at most 128 rows), commits, and
//! only then are the waiting requests answered. While it commits, the next batch gathers: no
//! timer is needed. A full queue is an error at once, before memory grows.
//!
//! The task has a thread and a runtime to itself. A commit is a handful of questions to the database,
//! and the pool takes its connection back in a task: among the requests' tasks each of these would
//! stand in line behind all of them, and under three times of what a node can take it stored a
//! thirtieth of what it can (`benches/speed/overload.rs`).

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Handle};
use tokio::sync::{mpsc, oneshot};

use crate::metrics::Metrics;
use crate::store::engine::is_conflict;
use crate::store::{Answer, Checkpoints, Display, Missing, Outcome, Store, StoreError};

/// Rows of one transaction.
const MAX_BATCH: usize = 128;

/// Answers that may wait. At most 16 KiB each, so 16 MiB.
const QUEUE: usize = 1024;

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
    /// The answer is there, and this does not prove to come from its sender.
    Unproven(Missing),
}

/// What is to be written.
enum Work {
    Answer(Box<Answer>),
    Display(Display),
    /// Nothing: somebody wants to know whether it could be.
    Probe,
}

/// The request that waits for it.
struct Job {
    work: Work,
    reply: Reply,
}

type Reply = oneshot::Sender<Result<Outcome, WriteError>>;

/// The way into the queue. Cloned into every request.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Job>,
    metrics: Arc<Metrics>,
    timeout: Duration,
}

impl Writer {
    /// Starts the thread. It ends when every `Writer` is gone and the queue is written.
    #[must_use]
    pub fn start(store: Store) -> (Self, tokio::task::JoinHandle<()>) {
        let timeout = store.engine().reply_timeout();
        Self::start_with(store, timeout)
    }

    /// The same with another timeout than the engine's.
    #[must_use]
    pub fn start_with(store: Store, timeout: Duration) -> (Self, tokio::task::JoinHandle<()>) {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let metrics = Arc::new(Metrics::default());
        let work = run(store, jobs, Arc::clone(&metrics));
        let shared = Handle::current();
        let own = Builder::new_current_thread().enable_all().build();
        let task = tokio::task::spawn_blocking(move || match own {
            Ok(own) => own.block_on(work),
            Err(_) => shared.block_on(work),
        });
        (Self { queue, metrics, timeout }, task)
    }

    /// Returns after the answer is durable.
    ///
    /// # Errors
    /// See [`WriteError`]; in every case the answer may safely be sent again, where that can help.
    pub async fn write(&self, answer: Answer) -> Result<Outcome, WriteError> {
        match self.queue(Work::Answer(Box::new(answer))).await? {
            Outcome::Refused(missing) => Err(WriteError::Unproven(missing)),
            outcome => Ok(outcome),
        }
    }

    /// Returns after the event is counted.
    pub async fn count(&self, display: Display) -> Result<(), WriteError> {
        self.queue(Work::Display(display)).await.map(drop)
    }

    /// Returns after everything that an answer can need was tried.
    pub async fn probe(&self) -> Result<(), WriteError> {
        self.queue(Work::Probe).await.map(drop)
    }

    async fn queue(&self, work: Work) -> Result<Outcome, WriteError> {
        let (reply, outcome) = oneshot::channel();
        self.queue.try_send(Job { work, reply }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => WriteError::Busy,
            mpsc::error::TrySendError::Closed(_) => WriteError::Closed,
        })?;
        match tokio::time::timeout(self.timeout, outcome).await {
            Ok(outcome) => outcome.unwrap_or(Err(WriteError::Closed)),
            Err(_) => {
                self.metrics.commit_overdue();
                Err(WriteError::Unavailable)
            }
        }
    }

    /// What this writer counts.
    #[must_use]
    pub fn metrics(&self) -> Arc<Metrics> {
        Arc::clone(&self.metrics)
    }

    /// How many wait.
    #[must_use]
    pub fn queued(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }
}

/// What one transaction writes, and who waits for it.
#[derive(Default)]
struct Batch {
    answers: Vec<Answer>,
    answered: Vec<Reply>,
    displays: Vec<Display>,
    displayed: Vec<Reply>,
    probed: Vec<Reply>,
}

async fn run(store: Store, mut jobs: mpsc::Receiver<Job>, metrics: Arc<Metrics>) {
    let mut queued = Vec::with_capacity(MAX_BATCH);
    let mut checkpoints = Checkpoints::start(store.clone());
    while jobs.recv_many(&mut queued, MAX_BATCH).await > 0 {
        let mut batch = Batch::default();
        // A request that no longer waits was answered "send again".
        for Job { work, reply } in queued.drain(..).filter(|job| !job.reply.is_closed()) {
            match work {
                Work::Answer(answer) => {
                    batch.answers.push(*answer);
                    batch.answered.push(reply);
                }
                Work::Display(display) => {
                    batch.displays.push(display);
                    batch.displayed.push(reply);
                }
                Work::Probe => batch.probed.push(reply),
            }
        }
        let probed = std::mem::take(&mut batch.probed);
        let rows = batch.answers.len() + batch.displays.len();
        let is_written = rows == 0 || batch.write(&store, &metrics).await;
        checkpoints.wrote(rows);
        if !probed.is_empty() {
            probe(probed, is_written, &store, &metrics).await;
        }
    }
}

/// Tries what an answer can need: those of the batch may have needed less.
async fn probe(waiting: Vec<Reply>, is_written: bool, store: &Store, metrics: &Metrics) {
    let mut is_ready = is_written;
    if is_written {
        match store.probe_writer().await {
            Ok(()) => metrics.probed(),
            Err(error) => {
                is_ready = false;
                metrics.commit_failed();
                tracing::error!(%error, "nothing can be stored");
            }
        }
    }
    for reply in waiting {
        let outcome = if is_ready { Ok(Outcome::Stored) } else { Err(WriteError::Unavailable) };
        drop(reply.send(outcome));
    }
}

impl Batch {
    /// A row that the database refuses must not take the others with it. Whether the database took
    /// the others.
    async fn write(self, store: &Store, metrics: &Metrics) -> bool {
        let started = Instant::now();
        let mut result = store.commit_with(&self.answers, &self.displays).await;
        for _ in 1..ATTEMPTS {
            match &result {
                Err(StoreError::Unavailable(error)) if is_conflict(error) => {
                    result = store.commit_with(&self.answers, &self.displays).await;
                }
                _ => break,
            }
        }
        match result {
            Ok(outcomes) => {
                metrics.committed(self.answers.len() + self.displays.len(), started.elapsed());
                self.count(&outcomes, metrics);
                self.reply(outcomes);
                true
            }
            Err(StoreError::Refused(_)) => {
                self.one_by_one(store).await;
                true
            }
            Err(error) => {
                let rows = self.answers.len();
                metrics.commit_failed();
                tracing::error!(rows, %error, "batch not stored");
                for reply in self.answered.into_iter().chain(self.displayed) {
                    drop(reply.send(Err(WriteError::Unavailable)));
                }
                false
            }
        }
    }

    fn count(&self, outcomes: &[Outcome], metrics: &Metrics) {
        let count = |outcome| outcomes.iter().filter(|other| **other == outcome).count() as u64;
        let is_kept = |outcome: &Outcome| !matches!(outcome, Outcome::Refused(_));
        let kept = self.answers.iter().zip(outcomes).filter(|(_, outcome)| is_kept(outcome));
        let suspect = kept.filter(|(answer, _)| answer.suspect).count();
        metrics.accepted.fetch_add(count(Outcome::Stored), Relaxed);
        metrics.duplicate.fetch_add(count(Outcome::Replayed), Relaxed);
        metrics.suspect.fetch_add(suspect as u64, Relaxed);
        metrics.displays.fetch_add(self.displays.len() as u64, Relaxed);
    }

    /// The requests may have been cut off meanwhile; the rows are stored all the same.
    fn reply(self, outcomes: Vec<Outcome>) {
        for (reply, outcome) in self.answered.into_iter().zip(outcomes) {
            drop(reply.send(Ok(outcome)));
        }
        for reply in self.displayed {
            drop(reply.send(Ok(Outcome::Stored)));
        }
    }

    async fn one_by_one(self, store: &Store) {
        for (answer, reply) in self.answers.iter().zip(self.answered) {
            drop(reply.send(outcome(store.commit(std::slice::from_ref(answer)).await)));
        }
        for (display, reply) in self.displays.iter().zip(self.displayed) {
            let counted = store.commit_with(&[], std::slice::from_ref(display)).await;
            drop(reply.send(outcome(counted)));
        }
    }
}

fn outcome(result: Result<Vec<Outcome>, StoreError>) -> Result<Outcome, WriteError> {
    match result {
        Ok(outcomes) => Ok(outcomes.first().copied().unwrap_or(Outcome::Stored)),
        Err(error) if error.is_retryable() => Err(WriteError::Unavailable),
        Err(_) => Err(WriteError::Refused),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Engine;

    #[test]
    fn a_server_that_is_away_costs_nobody_more_than_two_seconds() {
        let waits = crate::catalog::REFRESH_TIMEOUT + Engine::Postgres.reply_timeout();
        assert!(waits < Duration::from_secs(2), "{waits:?}");
    }
}
