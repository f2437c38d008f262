//! One display of one card: decides, shows, carries out what the state asks for, leaves.
//!
//! It joins the ledger, the outbox, the host and the view. Called by `exports`.

use super::host::{self, Host, Place};
use super::outbox::{self, Fate, Waiting};
use super::state::{Card, Effect, Input, Revision, Step};
use super::storage::{self, Blocked};
use super::view::{Scene, card};
use super::{chance, clock, ledger, transport};
use leptos::prelude::*;
use outoften_core::fatigue::{Decision, Event, EventKind, Policy, decide};
use outoften_core::survey::{Mode, Survey, TextKey, Wording};
use outoften_core::time::Utc;
use outoften_core::wire::{Response, WIRE_VERSION};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// A live region has to stand for a while before its text is heard.
const ANNOUNCE_AFTER_MS: u64 = 1_000;

thread_local! {
    /// The one display of this page.
    static CURRENT: RefCell<Option<Rc<Session>>> = const { RefCell::new(None) };
}

/// What a display needs until it is over.
pub(super) struct Session {
    survey: Survey,
    wording: Arc<Wording>,
    endpoint: String,
    segment: Option<String>,
    id: String,
    shown_at: Utc,
    host: Host,
    scene: Scene,
    alive: RefCell<Option<Box<dyn core::any::Any>>>,
}

/// Why no card was shown.
#[derive(Debug)]
pub(super) enum Silence {
    /// The fatigue rule.
    NotDue,
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

/// What the tag says besides the document.
pub(super) struct Tag {
    /// Where answers go unless the document says otherwise.
    pub endpoint: String,
    /// Languages in order of preference.
    pub wanted: Vec<String>,
    /// What the page calls the visitor's segment.
    pub segment: Option<String>,
    /// Whether the page itself asked for the card: a person who clicked for it is not nagged.
    pub asked_for: bool,
}

/// Asks the rule and, if nothing stands against it, shows the card.
pub(super) fn open(survey: Survey, tag: Tag) -> Result<(), Silence> {
    if CURRENT.with_borrow(Option::is_some) {
        return Err(Silence::AlreadyOpen);
    }
    let now = clock::now();
    let history = ledger::read(&storage::read(storage::LEDGER)?);
    let decision = decide(&history, &survey.fatigue, now);
    if !decision.is_show() && !tag.asked_for {
        keep_due_mark(&survey, &decision, now)?;
        return Err(Silence::NotDue);
    }
    let id = chance::display_id(now);
    record(&survey, EventKind::Shown, &id)?;
    let session = Session::stand(survey, tag, id, now).map_err(Silence::Browser)?;
    session.announce();
    host::tell("oot:shown", &session.id.as_str().into());
    CURRENT.set(Some(session));
    Ok(())
}

/// Closes the display, if there is one, as the cross does.
pub(super) fn close() {
    if let Some(session) = CURRENT.with_borrow(Option::clone) {
        session.take(Input::Close);
    }
}

/// Sends what earlier pages could not.
pub(super) fn flush() {
    let Ok(kept) = storage::read(storage::OUTBOX) else { return };
    for waiting in outbox::read(&kept, clock::now()) {
        leptos::task::spawn_local(deliver(waiting));
    }
}

impl Session {
    fn stand(survey: Survey, tag: Tag, id: String, shown_at: Utc) -> Result<Rc<Self>, JsValue> {
        let wanted: Vec<&str> = tag.wanted.iter().map(String::as_str).collect();
        let wording = Arc::new(survey.wording(&wanted));
        let host = Host::stand(&Place::Page(&survey.display))?;
        let scene = Scene {
            card: RwSignal::new(Card::default()),
            wording: wording.clone(),
            brand: Arc::new(survey.brand.clone()),
            input: Callback::new(|input| {
                if let Some(session) = CURRENT.with_borrow(Option::clone) {
                    session.take(input);
                }
            }),
            said: RwSignal::new(String::new()),
            inline: survey.display.mode == Mode::Inline,
        };
        let shown = scene.clone();
        let mounted = leptos::mount::mount_to(host.stage.clone(), move || card(&shown));
        let leaving = window_event_listener_untyped("pagehide", |_| {
            if let Some(session) = CURRENT.with_borrow(Option::clone) {
                session.take(Input::Leave);
            }
        });
        let alive = Box::new((mounted, Leaving(Some(leaving))));
        let endpoint = survey.endpoint.clone().unwrap_or(tag.endpoint);
        let alive = RefCell::new(Some(alive as Box<dyn core::any::Any>));
        let segment = tag.segment;
        Ok(Rc::new(Self { survey, wording, endpoint, segment, id, shown_at, host, scene, alive }))
    }

    fn take(self: &Rc<Self>, input: Input) {
        let effects = self.scene.card.try_update(|card| card.take(input)).unwrap_or_default();
        let thanked = self.scene.card.with_untracked(|card| card.step) == Step::Thanked;
        for effect in effects {
            match effect {
                Effect::Record(event) => self.note(event),
                Effect::Deliver(revision) => self.deliver(revision),
                Effect::Remove => self.leave(),
            }
        }
        if thanked && self.scene.said.with_untracked(|said| said != self.thanks()) {
            self.scene.said.set(self.thanks().to_owned());
            if self.host.has_focus() {
                let session = Rc::clone(self);
                set_timeout(move || session.host.focus_thanks(), core::time::Duration::ZERO);
            }
        }
    }

    fn thanks(&self) -> &str {
        self.wording.get(TextKey::Thanks)
    }

    fn announce(self: &Rc<Self>) {
        if self.scene.inline {
            return;
        }
        let session = Rc::clone(self);
        let after = core::time::Duration::from_millis(ANNOUNCE_AFTER_MS);
        set_timeout(
            move || {
                let untouched = session.scene.card.with_untracked(|card| card.score.is_none());
                if untouched {
                    let text = session.wording.get(TextKey::Announce).to_owned();
                    drop(session.scene.said.try_set(text));
                }
            },
            after,
        );
    }

    fn note(&self, event: EventKind) {
        // The display itself is in the ledger already, so a full storage costs at most the finer
        // outcome: the visitor is still not asked again.
        drop(record(&self.survey, event, &self.id));
        let name = match event {
            EventKind::Answered => "oot:answered",
            EventKind::Snoozed => "oot:later",
            EventKind::OptedOut => "oot:optedout",
            EventKind::Dismissed => "oot:dismissed",
            EventKind::Shown | EventKind::FirstSeen => return,
        };
        host::tell(name, &self.id.as_str().into());
    }

    fn deliver(&self, revision: Revision) {
        let now = clock::now();
        let response = Response {
            v: WIRE_VERSION,
            survey: self.survey.id.clone(),
            id: self.id.clone(),
            rev: revision.rev,
            metric: self.survey.metric,
            score: revision.score,
            comment: revision.comment,
            done: revision.done,
            elapsed_ms: u32::try_from(now - self.shown_at).unwrap_or(0),
            lang: Some(self.wording.language.clone()),
            channel: Some(self.survey.channel.clone()),
            touchpoint: self.survey.touchpoint.clone(),
            segment: self.segment.clone(),
        };
        let waiting =
            Waiting { at: now, endpoint: self.endpoint.clone(), body: response.to_json() };
        keep(&waiting);
        leptos::task::spawn_local(deliver(waiting));
    }

    /// Hidden at once, taken away after the handler that asked for it has returned.
    fn leave(self: &Rc<Self>) {
        self.host.hide();
        CURRENT.take();
        let session = Rc::clone(self);
        set_timeout(
            move || {
                session.host.leave();
                session.alive.take();
                host::tell("oot:closed", &session.id.as_str().into());
            },
            core::time::Duration::ZERO,
        );
    }
}

/// Removes the listener with the session.
struct Leaving(Option<WindowListenerHandle>);

impl Drop for Leaving {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            handle.remove();
        }
    }
}

/// Writes an event into the ledger and renews what the loader reads.
fn record(survey: &Survey, kind: EventKind, id: &str) -> Result<(), Blocked> {
    let now = clock::now();
    let mut history = ledger::read(&storage::read(storage::LEDGER)?);
    let group = survey.fatigue.group.clone();
    history.push(Event { at: now, kind, group, id: id.to_owned() });
    storage::write(storage::LEDGER, &ledger::write(&history))?;
    let policy: &Policy = &survey.fatigue;
    keep_due_mark(survey, &decide(&history, policy, now), now)
}

fn keep_due_mark(survey: &Survey, decision: &Decision, now: Utc) -> Result<(), Blocked> {
    let mut key = storage::DUE.to_owned();
    key.push_str(&survey.id);
    storage::write(&key, &ledger::due_mark(now, decision.next_eligible_at(now)))
}

/// Keeps an answer until a reply settles it; a later revision takes the place of an earlier one.
fn keep(waiting: &Waiting) {
    change_outbox(|kept| kept.push(waiting.clone()));
}

async fn deliver(waiting: Waiting) {
    let status = transport::post(&waiting.endpoint, &waiting.body).await;
    match outbox::fate(status) {
        Fate::Settled => change_outbox(|kept| kept.retain(|other| *other != waiting)),
        Fate::Keep => host::tell("oot:failed", &JsValue::NULL),
    }
}

/// Storage may be blocked: then an answer that cannot be sent now is lost, and nothing else is.
fn change_outbox(change: impl FnOnce(&mut Vec<Waiting>)) {
    let kept = storage::read(storage::OUTBOX).unwrap_or_default();
    let mut waiting = outbox::read(&kept, clock::now());
    change(&mut waiting);
    drop(storage::write(storage::OUTBOX, &outbox::write(&waiting)));
}
