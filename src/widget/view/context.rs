//! What the parts of the card share.

use crate::widget::state::{Card, Input, Step};
use leptos::prelude::*;
use outoften_core::Class;
use outoften_core::survey::{Mode, Survey, TextKey, Wording};
use std::sync::Arc;

/// One display of one survey. Cheap to clone.
#[derive(Clone)]
pub struct Context {
    /// What the card is doing.
    pub state: ArcRwSignal<Card>,
    /// Its texts.
    pub wording: Arc<Wording>,
    /// What it asks and how it looks.
    pub survey: Arc<Survey>,
    /// Names the display, and decides the order of shuffled reasons.
    pub id: String,
    /// Proves that a revision comes from this display.
    pub key: String,
    /// Takes what the visitor does.
    pub take: Arc<dyn Fn(Input) + Send + Sync>,
    /// How it stands on the page. A survey behind an edge button opens as a popup.
    pub mode: Mode,
}

impl Context {
    pub(super) fn text(&self, key: TextKey) -> &str {
        self.wording.get(key)
    }

    /// The step, without following it.
    pub(in crate::widget) fn step(&self) -> Step {
        self.state.with_untracked(|card| card.step)
    }

    /// The thank-you for the score that was given.
    pub(in crate::widget) fn thanks(&self) -> &str {
        self.wording.thanks(self.state.with_untracked(Card::class).unwrap_or(Class::Passive))
    }

    /// A listener that always hands on the same input.
    pub(super) fn on_input<E>(&self, input: Input) -> impl FnMut(E) + 'static + use<E> {
        let take = Arc::clone(&self.take);
        move |_| take(input.clone())
    }
}
