//! Notices that a proxy stands in front which the operator did not name: then all visitors count as
//! one network, and their answers are soon refused.
//!
//! The log gets a line at most once a day, and so does the audit log, where `outoften doctor` and
//! the next start find it. No address is kept: the peer may be a visitor who made the header up.

use std::sync::atomic::{AtomicI64, Ordering};

use axum::extract::Request;

use super::{App, peer};

/// What to do about it.
pub const WARNING: &str = "X-Forwarded-For or Forwarded came from a peer that --trusted-proxy does \
    not name: if a proxy stands in front, name its address or network, or all visitors are limited \
    as one; if none does, somebody made the header up";

/// For how long it is said at the start and by `outoften doctor`: a week.
pub const KEPT_MS: i64 = 7 * 86_400_000;

/// Before any day.
const NEVER: i64 = i64::MIN;

/// The day on which it was last said.
pub struct UnnamedProxy(AtomicI64);

impl Default for UnnamedProxy {
    fn default() -> Self {
        Self(AtomicI64::new(NEVER))
    }
}

impl App {
    /// Whether a request is the first of this day that such a proxy passed on.
    pub(super) fn is_news_of_a_proxy(&self, request: &Request) -> bool {
        let trusted = &self.trusted_proxies;
        if !peer::is_unnamed_proxy(request.extensions(), request.headers(), trusted) {
            return false;
        }
        let today = self.clock.now().day();
        self.unnamed_proxy.0.swap(today, Ordering::Relaxed) != today
    }

    /// Says so.
    pub(super) async fn note_unnamed_proxy(&self) {
        let now = self.clock.now();
        tracing::warn!("{WARNING}");
        if let Err(error) = self.store.note_unnamed_proxy(now.as_ms()).await {
            tracing::warn!(%error, "not in the audit log");
        }
    }
}
