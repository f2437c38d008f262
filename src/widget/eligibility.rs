//! What this browser remembers about the visitor, and what follows from it.
//!
//! It joins the history's text, the storage and the clock with the rule of the core, and keeps the
//! mark that lets the loader stop early. It shows nothing but a line on the console.

use super::config::Config;
use super::storage::{self, Blocked};
use super::{clock, history, host, js_value, random};
use outoften_core::fatigue::{Decision, Event, EventKind, decide, repair};
use outoften_core::sampling;
use outoften_core::survey::{Sampling, Survey};
use outoften_core::time::{Span, Utc};
use wasm_bindgen::JsValue;

/// Why no card was shown.
#[derive(Debug)]
pub(super) enum NotShown {
    /// The fatigue rule, the sample or the traits.
    NotAsked,
    /// What happened before cannot be known or kept, so nobody is asked.
    StorageBlocked,
    /// Another display is on the page.
    AlreadyOpen,
    /// The browser refused.
    Browser(JsValue),
}

impl From<Blocked> for NotShown {
    fn from(_: Blocked) -> Self {
        Self::StorageBlocked
    }
}

/// A line for the site's owner where there is something to put right.
pub(super) fn outcome(opened: Result<(), NotShown>) {
    match opened {
        Err(NotShown::StorageBlocked) => {
            // The loader has the words: it says the same where nothing of the card was fetched.
            host::emit("oot:failed", &JsValue::NULL);
        }
        Err(NotShown::Browser(reason)) => {
            host::warn(&reason.as_string().unwrap_or_else(|| "the browser refused".to_owned()));
        }
        Ok(()) | Err(NotShown::NotAsked | NotShown::AlreadyOpen) => {}
    }
}

/// Asks the rule with the whole history, then the traits, then the sample. Whoever is not asked
/// leaves a mark for the loader, unless that can change with the next call of the page.
pub(super) fn may_ask(survey: &Survey, config: &Config, now: Utc) -> Result<(), NotShown> {
    let mut history = history::read(&storage::read(storage::LEDGER)?);
    let repaired = repair(&mut history, survey.fatigue.skew_tolerance, now);
    if repaired | note_first_visit(survey, &mut history, now) {
        storage::write(storage::LEDGER, &history::write(&history))?;
    }
    let decision = decide(&history, &survey.fatigue, now);
    if !decision.is_show() {
        keep_due_mark(survey, &decision, now)?;
        return Err(NotShown::NotAsked);
    }
    if !config.fits(&survey.targeting) {
        return Err(NotShown::NotAsked);
    }
    if !is_drawn(survey, config)? {
        // Not asked today; looked at again tomorrow, when the sample may have been changed.
        let tomorrow = Some(now.after(Span::Days(1)));
        storage::write(&due_key(survey), &history::due_mark(now, tomorrow))?;
        return Err(NotShown::NotAsked);
    }
    Ok(())
}

/// What [`may_ask`] would say, in words.
pub(super) fn explain(survey: &Survey, config: &Config, now: Utc) -> Result<String, Blocked> {
    let mut history = history::read(&storage::read(storage::LEDGER)?);
    note_first_visit(survey, &mut history, now);
    let decision = decide(&history, &survey.fatigue, now);
    let reason = match &decision {
        Decision::Show => "open",
        Decision::Skip { reason, .. } => reason.code(),
    };
    let flag = |holds| if holds { " true" } else { " false" };
    let mut said = reason.to_owned();
    for part in [
        " ",
        &history::due_mark(now, decision.next_eligible_at(now)),
        flag(is_drawn(survey, config)?),
        flag(config.fits(&survey.targeting)),
    ] {
        said.push_str(part);
    }
    Ok(said)
}

/// New visitors are left in peace only where the document says so, and only then is it written
/// down when somebody was first seen.
fn note_first_visit(survey: &Survey, history: &mut Vec<Event>, now: Utc) -> bool {
    let is_new = survey.fatigue.first_seen_delay.is_some()
        && !history.iter().any(|event| event.kind == EventKind::FirstSeen);
    if is_new {
        history.push(Event::new(EventKind::FirstSeen, now, survey.fatigue.group.clone()));
    }
    is_new
}

/// Writes an event into the history and renews what the loader reads.
pub(super) fn record(survey: &Survey, kind: EventKind, id: &str) -> Result<(), Blocked> {
    let now = clock::now();
    let mut history = history::read(&storage::read(storage::LEDGER)?);
    let group = survey.fatigue.group.clone();
    // Only its instant, which tells the displays of one browser apart: by the rest the collector would
    // find the answer.
    let id = id.get(..history::INSTANT_CHARS).unwrap_or(id).to_owned();
    history.push(Event { at: now, kind, group, id });
    storage::write(storage::LEDGER, &history::write(&history))?;
    keep_due_mark(survey, &decide(&history, &survey.fatigue, now), now)
}

fn keep_due_mark(survey: &Survey, decision: &Decision, now: Utc) -> Result<(), Blocked> {
    storage::write(&due_key(survey), &history::due_mark(now, decision.next_eligible_at(now)))
}

fn due_key(survey: &Survey) -> String {
    let mut key = storage::DUE.to_owned();
    key.push_str(&survey.id);
    key
}

/// Whether this visitor is in the sample. Signed people are hashed by name, so the result is the same
/// on every device. Anybody else gets a random number that stays in this browser. Visitors who ask not
/// to be recognised get none: they are outside of samples.
fn is_drawn(survey: &Survey, config: &Config) -> Result<bool, Blocked> {
    let Sampling { percent, wave } = &survey.sampling;
    if *percent >= 100 {
        return Ok(true);
    }
    if let Some(name) = &config.sampling_key {
        return Ok(sampling::is_drawn(name, &survey.id, wave, *percent));
    }
    if js_value::asks_for_privacy() {
        return Ok(false);
    }
    let mut key = storage::read(storage::SAMPLING_KEY)?;
    if key.is_empty() {
        key = random::display_id(clock::now());
        storage::write(storage::SAMPLING_KEY, &key)?;
    }
    Ok(sampling::is_drawn(&key, &survey.id, wave, *percent))
}
