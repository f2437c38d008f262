//! Detects a proxy in front that the operator did not name: then all visitors count as one network,
//! and their answers are soon refused.
//!
//! The log gets a line at most once a day, and so does the audit log, where `outoften doctor` and
//! the next start find it. No address is kept: the peer may be a visitor who made the header up.

use std::sync::atomic::Ordering;

use axum::extract::Request;

use super::{App, peer};

/// What to do about it.
pub const WARNING: &str = "X-Forwarded-For or Forwarded came from a peer that --trusted-proxy does \
    not name: if a proxy stands in front, name its address or network, or all visitors are limited \
    as one; if none does, somebody made the header up";

/// For how long the next start and `outoften doctor` repeat it: a week.
pub const KEPT_MS: i64 = 7 * 86_400_000;

impl App {
    /// Whether a request is the first of this day that such a proxy passed on.
    pub(super) fn is_new_unnamed_proxy(&self, request: &Request) -> bool {
        let trusted = &self.trusted_proxies;
        if !peer::is_unnamed_proxy(request.extensions(), request.headers(), trusted) {
            return false;
        }
        let today = self.clock.now().day();
        self.unnamed_proxy_day.swap(today, Ordering::Relaxed) != today
    }

    /// Writes it to both logs.
    pub(super) async fn record_unnamed_proxy(&self) {
        let now = self.clock.now();
        tracing::warn!("{WARNING}");
        if let Err(error) = self.store.record_unnamed_proxy(now.as_ms()).await {
            tracing::warn!(%error, "not in the audit log");
        }
    }
}
