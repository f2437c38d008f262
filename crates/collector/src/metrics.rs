//! Counters for Prometheus. No label comes from a request, so there is always the same number of
//! series.
//!
//! Hand-written: `prometheus-client` 0.24 writes `le="1.0"` for `le="1"` and types counters without
//! `_total`, so the series of running dashboards would change.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Upper bounds of the commit histogram, in milliseconds.
const BUCKETS_MS: [u64; 8] = [1, 2, 5, 10, 25, 50, 100, 1_000];

/// All counters of a node.
#[derive(Default)]
pub struct Metrics {
    /// Answers whose row is new or has a higher revision.
    pub accepted: AtomicU64,
    /// Deliveries of what was known already.
    pub duplicate: AtomicU64,
    /// Answers that are counted apart.
    pub suspect: AtomicU64,
    /// Names of segments, channels and touchpoints that were counted as `other`.
    folded: AtomicU64,
    /// Events of cards.
    pub displays: AtomicU64,
    /// Commits that the database refused.
    pub database_errors: AtomicU64,
    /// Messages to receivers that were accepted.
    webhooks_delivered: AtomicU64,
    /// Tries that failed.
    webhooks_failed: AtomicU64,
    /// Messages that are not tried again: too often in vain, or the receiver is gone.
    webhooks_given_up: AtomicU64,
    /// Refused requests by the error's code; the codes are constants of this program.
    refused: Mutex<BTreeMap<&'static str, u64>>,
    commits: [AtomicU64; BUCKETS_MS.len() + 1],
    commit_micros: AtomicU64,
    batch_rows: AtomicU64,
    /// Of the last commit, if it succeeded.
    last_commit: Mutex<Option<Instant>>,
    /// Of the last probe, if nothing has failed since.
    last_probe: Mutex<Option<Instant>>,
}

impl Metrics {
    /// A request was refused with this code.
    pub fn refused(&self, code: &'static str) {
        if let Ok(mut refused) = self.refused.lock() {
            *refused.entry(code).or_default() += 1;
        }
    }

    /// A name of a segment, channel or touchpoint was counted as `other`.
    pub fn name_folded(&self) {
        self.folded.fetch_add(1, Ordering::Relaxed);
    }

    /// A batch was committed.
    pub fn committed(&self, rows: usize, took: Duration) {
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let bucket = BUCKETS_MS.iter().take_while(|bound| millis > **bound).count();
        if let Some(count) = self.commits.get(bucket) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.commit_micros.fetch_add(micros, Ordering::Relaxed);
        self.batch_rows.fetch_add(rows as u64, Ordering::Relaxed);
        record(&self.last_commit, true);
    }

    /// Everything that an answer can need was tried just now.
    pub fn probed(&self) {
        record(&self.last_probe, true);
    }

    /// The database refused a commit: nobody knows whether it would take another.
    pub fn commit_failed(&self) {
        self.database_errors.fetch_add(1, Ordering::Relaxed);
        self.commit_overdue();
    }

    /// Somebody waited for a commit in vain: it may come yet, and nobody knows.
    pub fn commit_overdue(&self) {
        record(&self.last_commit, false);
        record(&self.last_probe, false);
    }

    /// Whether the last commit succeeded, and that no longer ago than this. It may have been one that
    /// needed little: counts, an answer without words.
    #[must_use]
    pub fn committed_within(&self, time: Duration) -> bool {
        is_within(&self.last_commit, time)
    }

    /// Whether a probe succeeded no longer ago than this, and nothing has failed since.
    #[must_use]
    pub fn probed_within(&self, time: Duration) -> bool {
        is_within(&self.last_probe, time)
    }

    /// A message was tried: it arrived or not, and is over or tried again.
    pub fn webhook_tried(&self, arrived: bool, is_over: bool) {
        let counter = if arrived { &self.webhooks_delivered } else { &self.webhooks_failed };
        counter.fetch_add(1, Ordering::Relaxed);
        if is_over && !arrived {
            self.webhooks_given_up.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn counters(&self) -> [(&'static str, u64); 10] {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        [
            ("accepted_total", of(&self.accepted)),
            ("duplicate_total", of(&self.duplicate)),
            ("suspect_total", of(&self.suspect)),
            ("displays_total", of(&self.displays)),
            ("names_folded_total", of(&self.folded)),
            ("database_errors_total", of(&self.database_errors)),
            ("batch_rows_total", of(&self.batch_rows)),
            ("webhooks_delivered_total", of(&self.webhooks_delivered)),
            ("webhooks_failed_total", of(&self.webhooks_failed)),
            ("webhooks_given_up_total", of(&self.webhooks_given_up)),
        ]
    }

    /// Everything in Prometheus' text format, with how many answers wait to be written, and for how
    /// many seconds the oldest message has waited to be delivered.
    #[must_use]
    pub fn render(&self, queued: usize, oldest_s: i64) -> String {
        let mut text = String::new();
        let mut line = |line: std::fmt::Arguments<'_>| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{line}");
        };
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        for (name, value) in self.counters() {
            line(format_args!("# TYPE outoften_{name} counter\noutoften_{name} {value}"));
        }
        line(format_args!("# TYPE outoften_queue_depth gauge\noutoften_queue_depth {queued}"));
        let name = "outoften_webhooks_oldest_waiting_seconds";
        line(format_args!("# TYPE {name} gauge\n{name} {oldest_s}"));
        line(format_args!("# TYPE outoften_refused_total counter"));
        for (code, count) in self.refused.lock().iter().flat_map(|refused| refused.iter()) {
            line(format_args!("outoften_refused_total{{code=\"{code}\"}} {count}"));
        }
        line(format_args!("# TYPE outoften_commit_seconds histogram"));
        let mut below = 0;
        for (count, bound) in self.commits.iter().zip(BUCKETS_MS) {
            below += of(count);
            let seconds = Duration::from_millis(bound).as_secs_f64();
            line(format_args!("outoften_commit_seconds_bucket{{le=\"{seconds}\"}} {below}"));
        }
        let all: u64 = self.commits.iter().map(of).sum();
        let seconds = Duration::from_micros(of(&self.commit_micros)).as_secs_f64();
        line(format_args!("outoften_commit_seconds_bucket{{le=\"+Inf\"}} {all}"));
        line(format_args!("outoften_commit_seconds_sum {seconds}"));
        line(format_args!("outoften_commit_seconds_count {all}"));
        text
    }
}

fn record(last: &Mutex<Option<Instant>>, is_good: bool) {
    if let Ok(mut last) = last.lock() {
        *last = is_good.then(Instant::now);
    }
}

fn is_within(last: &Mutex<Option<Instant>>, time: Duration) -> bool {
    let last = last.lock().ok().and_then(|last| *last);
    last.is_some_and(|last| last.elapsed() <= time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_outlasts_commits_until_a_probe_succeeds() {
        let metrics = Metrics::default();
        let hour = Duration::from_secs(3_600);
        assert!(!metrics.probed_within(hour));
        metrics.probed();
        assert!(metrics.probed_within(hour));
        metrics.commit_failed();
        metrics.committed(1, Duration::ZERO);
        assert!(!metrics.probed_within(hour), "another answer may need what this one did not");
    }

    #[test]
    fn only_a_commit_that_succeeded_lately_counts() {
        let metrics = Metrics::default();
        let hour = Duration::from_secs(3_600);
        assert!(!metrics.committed_within(hour));
        metrics.committed(1, Duration::ZERO);
        assert!(metrics.committed_within(hour));
        metrics.commit_failed();
        assert!(!metrics.committed_within(hour));
    }

    #[test]
    fn a_histogram_counts_up() {
        let metrics = Metrics::default();
        for millis in [0, 1, 3, 3, 2_000] {
            metrics.committed(10, Duration::from_millis(millis));
        }
        let text = metrics.render(7, 90);
        for expected in [
            "outoften_commit_seconds_bucket{le=\"0.001\"} 2",
            "outoften_commit_seconds_bucket{le=\"0.005\"} 4",
            "outoften_commit_seconds_bucket{le=\"1\"} 4",
            "outoften_commit_seconds_bucket{le=\"+Inf\"} 5",
            "outoften_commit_seconds_count 5",
            "outoften_batch_rows_total 50",
            "outoften_queue_depth 7",
            "outoften_webhooks_oldest_waiting_seconds 90",
        ] {
            assert!(text.lines().any(|line| line == expected), "{expected} in {text}");
        }
    }
}
