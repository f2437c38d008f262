//! One display of one card: decides, shows, carries out what the state asks for, leaves.
//!
//! It joins eligibility, the delivery, the host and the view.

use super::config::Config;
use super::eligibility::{self, NotShown};
use super::host::{self, Host, Place};
use super::state::{Asks, Card, Effect, Input, Revision, Step};
use super::view::{self, CardProps, Context, Listener, Mounted, run_effects};
use super::{answer, clock, delivery, edge, exports, fault, random};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use outoften_core::Score;
use outoften_core::fatigue::EventKind;
use outoften_core::survey::{Mode, Survey, TextKey};
use outoften_core::time::Utc;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// A live region has to stand for a while before its text is heard.
const ANNOUNCE_AFTER_MS: u32 = 1_000;

/// As long as the sheet lets a card fade that is hidden.
const FADING_MS: u32 = 160;

thread_local! {
    /// The one display of this page.
    static CURRENT: RefCell<Option<Rc<Session>>> = const { RefCell::new(None) };

    /// What is left to do until it stands.
    static COMING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// What a display needs until it is over.
pub(super) struct Session {
    config: Config,
    shown_at: Utc,
    /// The collector's token for this display, once it has come.
    display: RefCell<Option<String>>,
    /// The score that the page was told of: one that stands, and not each that an arrow key passed.
    scored: Cell<Option<Score>>,
    host: Host,
    context: Context,
    /// The card, and the listener that sees the page being left.
    alive: RefCell<Option<(Mounted, Option<Listener>)>>,
}

/// Asks the rule and, if nothing stands against it, shows the card: in tasks of its own, so that none
/// keeps a slow page from its visitor for long. (A browser compiles what runs for the first time.)
pub(super) fn open(survey: Survey, mut config: Config) -> Result<(), NotShown> {
    if let Some(session) = CURRENT.with_borrow(Option::clone) {
        if config.asked_for {
            session.host.call_back();
        }
        return Err(NotShown::AlreadyOpen);
    }
    if config.asked_for {
        // The page calls for the card: the button before it has nothing to wait for.
        COMING.take();
        edge::leave();
    }
    if COMING.with_borrow(Option::is_some) || edge::stands() {
        return Err(NotShown::AlreadyOpen);
    }
    if !config.asked_for && !config.opened {
        eligibility::may_ask(&survey, &config, clock::now())?;
        if survey.display.mode == Mode::Button {
            next(Box::new(move || edge::stand(survey, config).map_err(NotShown::Browser)));
            return Ok(());
        }
    }
    let prepare = move || {
        let now = clock::now();
        if let Some(endpoint) = &survey.endpoint {
            config.endpoint.clone_from(endpoint);
        }
        let context = context(survey, &config, now);
        next(Box::new(move || build(context, config, now)));
        Ok(())
    };
    next(Box::new(prepare));
    Ok(())
}

/// Makes the elements.
fn build(context: Context, config: Config, now: Utc) -> Result<(), NotShown> {
    fault::at("render");
    let card = Mounted::new(|| {
        view::Card(CardProps { survey: context.clone(), lang: None, on_answer: None })
    });
    next(Box::new(move || stand(context, card, config, now)));
    Ok(())
}

/// A task on the way to a display.
fn next(task: Box<dyn FnOnce() -> Result<(), NotShown>>) {
    let act = move || {
        COMING.take();
        exports::outcome(task());
    };
    COMING.set(Some(clock::after(0, Box::new(act))));
}

/// What the card says and asks of one display.
fn context(survey: Survey, config: &Config, now: Utc) -> Context {
    Context {
        state: ArcRwSignal::new(Card::asking(Asks::of(&survey))),
        wording: Arc::new(config.wording(&survey)),
        mode: survey.display.mode,
        survey: Arc::new(survey),
        id: random::display_id(now),
        key: random::display_id(now),
        take: Arc::new(take),
    }
}

/// Puts the card into the page, where nobody sees it yet.
fn stand(context: Context, card: Mounted, config: Config, now: Utc) -> Result<(), NotShown> {
    if !config.asked_for && !config.opened {
        // Another tab may have asked while this card was built.
        eligibility::may_ask(&context.survey, &config, clock::now())?;
    }
    let session = Session::stand(context, card, config, now).map_err(NotShown::Browser)?;
    // It counts only once it can be seen, and it is seen only once it counts.
    if let Err(blocked) =
        eligibility::record(&session.context.survey, EventKind::Shown, &session.context.id)
    {
        session.host.leave();
        return Err(blocked.into());
    }
    CURRENT.set(Some(session));
    next(Box::new(appear));
    Ok(())
}

/// Lets it be seen.
fn appear() -> Result<(), NotShown> {
    let Some(session) = CURRENT.with_borrow(Option::clone) else { return Ok(()) };
    if let Err(refused) = session.host.appear() {
        forget();
        return Err(NotShown::Browser(refused));
    }
    if session.config.opened {
        session.host.focus("input");
    } else {
        session.announce();
    }
    session.emit("oot:shown");
    Ok(())
}

/// Closes the display, if there is one, as the cross does; or `ends` it for a visitor who is another
/// one now, of whom nothing is recorded or sent.
pub(super) fn close(ends: bool) {
    COMING.take();
    edge::leave();
    take(if ends { Input::End } else { Input::Close });
}

/// Takes the collector's token for a display, which its further revisions carry.
pub(super) fn admit(id: &str, token: String) {
    if let Some(session) =
        CURRENT.with_borrow(Option::clone).filter(|session| session.context.id == id)
    {
        session.display.replace(Some(token));
    }
}

/// Takes the card away without a trace: nothing is recorded, nothing is sent. For a visitor who
/// no longer allows keeping anything.
pub(super) fn forget() {
    COMING.take();
    edge::leave();
    if let Some(session) = CURRENT.take() {
        session.alive.take();
        session.host.leave();
    }
}

impl Session {
    fn stand(
        context: Context,
        mut card: Mounted,
        config: Config,
        shown_at: Utc,
    ) -> Result<Rc<Self>, JsValue> {
        let host = Host::stand(&Place::Page(&context.survey), &context.survey.brand)?;
        card.mount(&host.root);
        let leaving = super::global::window()
            .map(|page| Listener::new(&page, "pagehide", Box::new(|_| take(Input::Leave))));
        let alive = RefCell::new(Some((card, leaving)));
        let (display, scored) = (RefCell::default(), Cell::default());
        Ok(Rc::new(Self { config, shown_at, display, scored, host, context, alive }))
    }

    fn take(self: &Rc<Self>, input: Input) {
        // Asked before anything changes: the element that has the focus may not outlive the input.
        let had_focus = self.host.has_focus();
        let before = self.context.step();
        let effects = self.context.state.try_update(|card| card.take(input)).unwrap_or_default();
        run_effects();
        if effects.iter().any(|effect| matches!(effect, Effect::Deliver(_))) {
            self.emit_score();
        }
        for effect in effects {
            match effect {
                Effect::Record(event) => self.record(event),
                Effect::Deliver(revision) => self.deliver(revision),
                Effect::Focus(part) => self.host.focus(part),
                Effect::Remove => self.leave(had_focus),
            }
        }
        if self.context.step() == Step::Thanked && before != Step::Thanked {
            self.thank(had_focus);
        }
    }

    /// Once for each score that stands: the first, and one that it is changed to later.
    fn emit_score(&self) {
        let score = self.context.state.with_untracked(|card| card.score);
        if self.scored.replace(score) != score {
            self.emit("oot:scored");
        }
    }

    /// Speaks the thank-you, and gives it the focus if the Send button had it.
    fn thank(self: &Rc<Self>, had_focus: bool) {
        self.host.announce(self.context.thanks());
        if had_focus {
            let session = Rc::clone(self);
            clock::after(0, Box::new(move || session.host.focus(".thanks"))).forget();
        }
    }

    fn announce(self: &Rc<Self>) {
        // A dialog that is modal has the focus and says its own name.
        if matches!(self.context.mode, Mode::Inline | Mode::Modal) {
            return;
        }
        let session = Rc::clone(self);
        let speak = move || {
            fault::at("timer");
            if session.context.state.with_untracked(|card| card.score.is_none()) {
                session.host.announce(session.context.wording.get(TextKey::Announce));
            }
        };
        clock::after(ANNOUNCE_AFTER_MS, Box::new(speak)).forget();
    }

    fn record(&self, event: EventKind) {
        // The display itself is in the history already, so a full storage costs at most the finer
        // outcome: the visitor is still not asked again.
        drop(eligibility::record(&self.context.survey, event, &self.context.id));
        let name = match event {
            EventKind::Answered => "oot:answered",
            EventKind::Snoozed => "oot:later",
            EventKind::OptedOut => "oot:optedout",
            EventKind::Dismissed => "oot:dismissed",
            EventKind::Shown | EventKind::FirstSeen => return,
        };
        self.emit(name);
    }

    fn emit(&self, name: &str) {
        host::emit(name, &self.context.id.as_str().into());
    }

    fn deliver(&self, revision: Revision) {
        let mut response = answer::of(&self.context, revision, clock::now() - self.shown_at);
        response.segment.clone_from(&self.config.segment);
        response.person.clone_from(&self.config.person);
        response.display.clone_from(&self.display.borrow());
        delivery::send(&self.config.endpoint, response.to_json());
    }

    /// Hidden at once, which the sheet lets fade; taken away after that.
    fn leave(self: &Rc<Self>, had_focus: bool) {
        self.host.hide(had_focus);
        CURRENT.take();
        let session = Rc::clone(self);
        let go = move || {
            fault::at("leaving");
            session.host.leave();
            session.alive.take();
            session.emit("oot:closed");
        };
        clock::after(FADING_MS, Box::new(go)).forget();
    }
}

/// Hands an input to the display of this page, if there is one.
fn take(input: Input) {
    if let Some(session) = CURRENT.with_borrow(Option::clone) {
        session.take(input);
    }
}
