//! Deleting what has been kept long enough, once an hour: uses of tokens, and answers if the
//! operator says how long.
//!
//! What was deleted by a wrong clock cannot be brought back. So the last day that was believed is
//! stored, also where nothing is deleted, and a clock far ahead of it has to be confirmed. Where no
//! day was believed yet, the newest answer's is stored at the first doubt: an answer that comes under
//! a wrong clock is new.

use std::time::Duration;

use super::clock_check::{self, KnownDays};
use crate::clock::Clock;
use crate::store::{Store, StoreError};

/// How long it is kept who used which token for what: two years, whatever becomes of the answers.
const AUDIT_DAYS: i64 = 731;

/// What is deleted, and what is known of the clock.
pub(super) struct Retention {
    store: Store,
    days: Option<u16>,
    last_round: Option<i64>,
    is_confirmed: bool,
}

impl Retention {
    pub(super) fn new(store: &Store, days: Option<u16>, is_confirmed: bool) -> Self {
        Self { store: store.clone(), days, last_round: None, is_confirmed }
    }

    /// A round at the start and each hour, for ever.
    pub(super) async fn keep(mut self, clock: Clock) {
        let mut hours = tokio::time::interval(Duration::from_secs(3_600));
        loop {
            hours.tick().await;
            if let Err(error) = self.round(clock.now().day()).await {
                tracing::error!(%error, "retention");
            }
        }
    }

    /// Stores what a doubtful clock is measured against, before an answer comes under it.
    pub(super) async fn begin(&self, clock: &Clock) {
        if let Err(error) = self.doubt(clock.now().day()).await {
            tracing::error!(%error, "retention");
        }
    }

    async fn doubt(&self, today: i64) -> Result<Option<String>, StoreError> {
        let known = KnownDays {
            last_believed: self.store.retention_day().await?,
            last_round: self.last_round,
            newest: self.store.newest_answer_day().await?,
            is_confirmed: self.is_confirmed,
        };
        let doubt = clock_check::doubt(today, known);
        // The smaller one: whichever of two is right, nothing is deleted too early.
        let smaller = match (known.last_believed, known.newest) {
            (Some(last), _) => Some(today).filter(|today| *today < last),
            (None, newest) => newest.filter(|_| doubt.is_some()).map(|newest| newest.min(today)),
        };
        if let Some(day) = smaller {
            self.store.set_retention_day(day).await?;
        }
        Ok(doubt)
    }

    async fn round(&mut self, today: i64) -> Result<(), StoreError> {
        let doubt = self.doubt(today).await?;
        if doubt.is_none() {
            // Only a day that was believed is measured against: a jump stays a jump in later rounds,
            // and for a later start that deletes.
            self.last_round = Some(today);
            self.is_confirmed = false;
            self.store.set_retention_day(today).await?;
        }
        let Some(days) = self.days else {
            // Nobody who keeps answers for ever can confirm: two years of uses are all that go.
            return self.store.trim_audit(today - AUDIT_DAYS).await.map(drop);
        };
        if let Some(doubt) = doubt {
            tracing::error!(
                doubt,
                "nothing deleted: set the clock; if it is right, start once with \
                 --confirm-retention"
            );
            return Ok(());
        }
        self.store.trim_audit(today - AUDIT_DAYS).await?;
        let rows = self.store.retain_from(today - i64::from(days)).await?;
        if rows > 0 {
            tracing::info!(rows, "answers deleted by retention");
        }
        Ok(())
    }
}
