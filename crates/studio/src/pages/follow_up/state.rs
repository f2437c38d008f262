//! What the page knows: the queue, the case that is open, the words that were not sent yet. Every
//! request goes through here, so that what goes wrong is said in one place and nothing is lost; what
//! is asked for is in `requests`.

use super::commands::address_case;
use super::requests::QueueFilter;
use crate::browser::now_ms;
use crate::collector::{self, Collector};
use crate::pages::follow_up::model::cases::{Case, CaseDetails, Queue, QueueSummary, Reply};
use crate::pages::follow_up::model::clock::Clock;
use crate::state::Studio;
use crate::words::trf;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use std::time::Duration;

/// How often the clocks move.
const TICK: Duration = Duration::from_secs(30);

/// The page's signals. Cheap to copy.
#[derive(Clone, Copy)]
pub struct FollowUpState {
    studio: Studio,
    /// How well the queue is kept; none before it was read.
    pub summary: RwSignal<Option<QueueSummary>>,
    /// What is on show of the queue.
    pub queue: RwSignal<Queue>,
    /// Everybody who has looked after a case that was read.
    pub owners: RwSignal<BTreeSet<String>>,
    /// Which cases are wanted.
    pub filter: RwSignal<QueueFilter>,
    /// The id of the case that was chosen; it is open once it was read.
    pub chosen: RwSignal<Option<String>>,
    /// The case that was read last.
    pub opened: RwSignal<Option<CaseDetails>>,
    /// The reply as it is being written.
    pub reply: RwSignal<Reply>,
    /// A note as it is being written.
    pub note: RwSignal<String>,
    /// The address of the short survey.
    pub link: RwSignal<Option<String>>,
    /// A request is running.
    pub waiting: RwSignal<bool>,
    /// What went wrong.
    pub problem: RwSignal<Option<String>>,
    /// This moment, for the clocks.
    pub now_ms: RwSignal<f64>,
}

impl FollowUpState {
    /// Nothing read yet. It outlives the page, so that drafts are kept while another page is open.
    pub fn new(studio: Studio) -> Self {
        Self {
            studio,
            summary: RwSignal::new(None),
            queue: RwSignal::new(Queue::default()),
            owners: RwSignal::new(BTreeSet::new()),
            filter: RwSignal::new(QueueFilter::default()),
            chosen: RwSignal::new(None),
            opened: RwSignal::new(None),
            reply: RwSignal::new(Reply::default()),
            note: RwSignal::new(String::new()),
            link: RwSignal::new(None),
            waiting: RwSignal::new(false),
            problem: RwSignal::new(None),
            now_ms: RwSignal::new(now_ms()),
        }
    }

    /// The one of this Studio, on a page that begins: its clocks move, and the queue is read at
    /// once where a token is at hand.
    pub fn enter() -> Self {
        let state: Self = expect_context();
        if let Ok(clock) = set_interval_with_handle(move || state.now_ms.set(now_ms()), TICK) {
            on_cleanup(move || clock.clear());
        }
        let turned = window_event_listener(leptos::ev::hashchange, move |_| state.turn());
        on_cleanup(move || turned.remove());
        state.chosen.set(address_case());
        if state.studio.collector.with_untracked(|collector| !collector.token.is_empty()) {
            state.read();
        }
        state
    }

    /// The queue is loading for the first time.
    pub fn is_awaited(self) -> bool {
        self.summary.with(Option::is_none) && self.waiting.get()
    }

    /// Something of the case that is open.
    pub fn of_case<T>(self, what: impl Fn(&Case) -> T + Send + Sync + 'static) -> Signal<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| {
            self.opened.with(|open| open.as_ref().map_or_else(T::default, |open| what(&open.case)))
        })
        .into()
    }

    /// The clock of the case that is open.
    pub fn clock(self) -> Memo<Clock> {
        Memo::new(move |_| {
            let now_ms = self.now_ms.get();
            self.opened
                .with(|open| open.as_ref().map_or(Clock::Done, |open| open.case.clock(now_ms)))
        })
    }

    /// The survey's id.
    pub(super) fn survey(&self) -> String {
        self.studio.survey.with_untracked(|survey| survey.id.clone())
    }

    /// The case that is open.
    pub fn case(&self) -> Option<Case> {
        self.opened.with_untracked(|opened| opened.as_ref().map(|opened| opened.case.clone()))
    }

    pub(super) fn ask(self, what: impl AsyncFnOnce(Collector) -> Result<(), String> + 'static) {
        let collector = match collector::chosen(self.studio) {
            Ok(collector) => collector,
            Err(sentence) => return self.problem.set(Some(sentence)),
        };
        self.waiting.set(true);
        spawn_local(async move {
            let outcome = what(collector).await;
            self.waiting.set(false);
            self.problem.set(outcome.err());
        });
    }

    /// How long ago or ahead, in hours or minutes.
    pub fn hours(hours: f64) -> String {
        if hours < 1.0 {
            trf("{n} min", &[("n", &((hours * 60.0).ceil() as i64).to_string())])
        } else if hours < 48.0 {
            trf("{n} h", &[("n", &(hours.floor() as i64).to_string())])
        } else {
            trf("{n} d", &[("n", &((hours / 24.0).floor() as i64).to_string())])
        }
    }
}
