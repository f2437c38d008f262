//! What this browser remembers about the visitor, and what follows from it.
//!
//! It joins the ledger's text, the storage and the clock with the rule of the core, and keeps the
//! mark that lets the loader stop early. It shows nothing. Called by `session`.

use super::storage::{self, Blocked};
use super::{chance, clock, foreign, ledger};
use outoften_core::fatigue::{Decision, Event, EventKind, decide, repair};
use outoften_core::sampling;
use outoften_core::survey::{Sampling, Survey};
use outoften_core::time::{Span, Utc};
use wasm_bindgen::JsValue;

/// Why no card was shown.
#[derive(Debug)]
pub(super) enum Silence {
    /// The fatigue rule.
    NotDue,
    /// The sample.
    NotDrawn,
    /// What happened before cannot be known or kept, so nobody is asked.
    StorageBlocked,
    /// Another display is on the page.
    AlreadyOpen,
    /// The browser refused.
    Browser(JsValue),
}

impl From<Blocked> for Silence {
    fn from(_: Blocked) -> Self {
        Self::StorageBlocked
    }
}

/// Asks the rule with the whole history, then the sample. Whoever is not asked leaves a mark for
/// the loader.
pub(super) fn may_ask(survey: &Survey, now: Utc) -> Result<(), Silence> {
    let mut history = ledger::read(&storage::read(storage::LEDGER)?);
    if repair(&mut history, survey.fatigue.skew_tolerance, now) {
        storage::write(storage::LEDGER, &ledger::write(&history))?;
    }
    let decision = decide(&history, &survey.fatigue, now);
    if !decision.is_show() {
        keep_due_mark(survey, &decision, now)?;
        return Err(Silence::NotDue);
    }
    if !is_drawn(survey)? {
        // Not asked today; looked at again tomorrow, when the sample may have been changed.
        let tomorrow = Some(now.after(Span::Days(1)));
        storage::write(&due_key(survey), &ledger::due_mark(now, tomorrow))?;
        return Err(Silence::NotDrawn);
    }
    Ok(())
}

/// Writes an event into the ledger and renews what the loader reads.
pub(super) fn record(survey: &Survey, kind: EventKind, id: &str) -> Result<(), Blocked> {
    let now = clock::now();
    let mut history = ledger::read(&storage::read(storage::LEDGER)?);
    let group = survey.fatigue.group.clone();
    history.push(Event { at: now, kind, group, id: id.to_owned() });
    storage::write(storage::LEDGER, &ledger::write(&history))?;
    keep_due_mark(survey, &decide(&history, &survey.fatigue, now), now)
}

fn keep_due_mark(survey: &Survey, decision: &Decision, now: Utc) -> Result<(), Blocked> {
    storage::write(&due_key(survey), &ledger::due_mark(now, decision.next_eligible_at(now)))
}

fn due_key(survey: &Survey) -> String {
    let mut key = storage::DUE.to_owned();
    key.push_str(&survey.id);
    key
}

/// Whether this browser's lot is drawn. The lot is made when a sample first needs one, stays here,
/// and is not kept for visitors who ask not to be recognised: they are outside of samples.
fn is_drawn(survey: &Survey) -> Result<bool, Blocked> {
    let Sampling { percent, wave } = &survey.sampling;
    if *percent >= 100 {
        return Ok(true);
    }
    if foreign::asks_for_privacy() {
        return Ok(false);
    }
    let mut lot = storage::read(storage::LOT)?;
    if lot.is_empty() {
        lot = chance::display_id(clock::now());
        storage::write(storage::LOT, &lot)?;
    }
    Ok(sampling::is_drawn(&lot, &survey.id, wave, *percent))
}
