//! Answers on their way: kept until a reply settles them, tried again by this page and by later
//! ones. A line of the outbox that somebody tries is leased to them: no other tab takes it.
//!
//! It joins the outbox's text, the storage and the transport; when to try again is the core's
//! decision. What an answer says is the session's business.

use super::outbox::{self, Waiting};
use super::transport::{self, Reply, TIMEOUT_MS};
use super::{clock, fault, host, random, storage};
use gloo_timers::callback::Timeout;
use outoften_core::backoff::{Fate, RETRY_AFTER_MAX_MS, fate, held_ms, wait_ms};
use outoften_core::time::Utc;
use std::cell::{Cell, RefCell};

thread_local! {
    /// Failures in a row on this page.
    static FAILURES: Cell<u32> = const { Cell::new(0) };
    /// Until when the server wants to be left alone.
    static HELD_UNTIL: Cell<Utc> = const { Cell::new(Utc::from_ms(0)) };
    /// The next try.
    static NEXT: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Keeps a body and posts it, unless the server wants to be left alone.
pub(super) fn send(endpoint: &str, body: String) {
    let (at, held_until) = (clock::now(), HELD_UNTIL.get());
    let is_held = held_until > at;
    let not_before = if is_held { held_until } else { later(at, TIMEOUT_MS) };
    let waiting = Waiting { at, not_before, endpoint: endpoint.to_owned(), body };
    change_outbox(&mut |kept| kept.push(waiting.clone()));
    if !is_held {
        post(waiting);
    }
}

/// A browser tells of a refusal by the page's policy in a task of its own: what is tried again
/// comes after it.
const AFTER_REFUSALS_MS: u32 = 50;

/// Sends what earlier pages could not, or what could not be sent without a network. What the page's
/// policy has refused is left to a page with another policy: each further try would be reported.
pub(super) fn flush(refused: bool) {
    fault::at("flush");
    if refused {
        // The last instant of a date: no such wait is believed, so that the next page tries at once.
        HELD_UNTIL.set(Utc::from_ms(8_640_000_000_000_000));
        return forget();
    }
    FAILURES.set(0);
    try_next();
}

/// Tries nothing more.
pub(super) fn forget() {
    NEXT.take();
}

/// Takes the first answer that may be tried, and leases it before anything is sent. One after the
/// other: a server that comes back is not met by a heap of them.
fn try_next() {
    let now = clock::now();
    if HELD_UNTIL.get() > now {
        // Whoever set the wait may have been put off by another since.
        return try_after(TIMEOUT_MS);
    }
    let (mut claimed, mut others) = (None, false);
    change_outbox(&mut |kept| {
        for waiting in kept {
            // A longer wait was written by a wrong clock.
            let longest = later(now, RETRY_AFTER_MAX_MS + TIMEOUT_MS);
            let may_try = waiting.not_before <= now || waiting.not_before > longest;
            if may_try && claimed.is_none() {
                waiting.not_before = later(now, TIMEOUT_MS);
                claimed = Some(waiting.clone());
            }
            others = true;
        }
    });
    match claimed {
        Some(waiting) => post(waiting),
        // Leased to a page that may be gone, or held by the server: looked at again.
        None if others => try_after(TIMEOUT_MS),
        None => {}
    }
}

fn post(waiting: Waiting) {
    let (endpoint, body) = (waiting.endpoint.clone(), waiting.body.clone());
    transport::post(&endpoint, &body, move |Reply { status, named_ms }| match fate(status) {
        Fate::Settled => {
            FAILURES.set(0);
            take_out(&waiting, false);
            try_next();
        }
        Fate::Again => fail(waiting, status.unwrap_or(0), held_ms(named_ms)),
    });
}

/// Back into the box, behind the others: one that never succeeds must not stand in their way. The
/// page is told of the first failure in a row, with the reply's status; 0 is no reply.
fn fail(mut waiting: Waiting, status: u16, held_ms: u32) {
    let failures = FAILURES.get() + 1;
    FAILURES.set(failures);
    waiting.not_before = later(clock::now(), held_ms);
    if held_ms > 0 {
        HELD_UNTIL.set(waiting.not_before);
    }
    take_out(&waiting, true);
    if failures == 1 {
        host::emit("oot:failed", &status.into());
    }
    if let Some(wait_ms) = wait_ms(failures, random::bits(), held_ms) {
        try_after(wait_ms);
    }
}

/// Takes an answer out of the box, and puts it back behind the others if it has to be tried again.
/// What is not in there any more was forgotten meanwhile, and does not come back.
fn take_out(waiting: &Waiting, again: bool) {
    change_outbox(&mut |kept| {
        let before = kept.len();
        kept.retain(|other| other.body != waiting.body);
        if again && kept.len() < before {
            kept.push(waiting.clone());
        }
    });
}

fn try_after(wait_ms: u32) {
    let again = || {
        fault::at("retry");
        try_next();
    };
    NEXT.set(Some(clock::after(wait_ms + AFTER_REFUSALS_MS, Box::new(again))));
}

fn later(now: Utc, ms: u32) -> Utc {
    Utc::from_ms(now.as_ms() + i64::from(ms))
}

/// Storage may be blocked: then an answer that cannot be sent now is lost, and nothing else is.
fn change_outbox(change: &mut dyn FnMut(&mut Vec<Waiting>)) {
    let kept = storage::read(storage::OUTBOX).unwrap_or_default();
    let mut waiting = outbox::read(&kept, clock::now());
    change(&mut waiting);
    drop(storage::write(storage::OUTBOX, &outbox::write(&waiting)));
}
