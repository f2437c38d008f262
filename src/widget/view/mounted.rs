//! A view of Leptos' in the page, and the one that runs its effects.

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use core::task::{Context, Waker};
use leptos::prelude::Owner;
use leptos::tachys::view::{Mountable, Render};
use std::cell::RefCell;
use web_sys::Element;

/// A view with its owner. Dropping it takes its elements off the page and stops its effects.
#[must_use = "a dropped view leaves the page"]
pub(in crate::widget) struct Mounted {
    view: Box<dyn Mountable>,
    owner: Owner,
}

impl Mounted {
    /// Builds a view, not yet in the page.
    pub(in crate::widget) fn new<V: Render>(view: impl FnOnce() -> V) -> Self
    where
        V::State: 'static,
    {
        // Refused in an application of Leptos', which runs its effects already.
        drop(Executor::init_custom_executor(Effects));
        let owner = Owner::new();
        Self { view: Box::new(owner.with(|| view().build())), owner }
    }

    /// Puts it into an element of the page.
    pub(in crate::widget) fn mount(&mut self, root: &Element) {
        self.view.mount(root, None);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.view.unmount();
        self.owner.cleanup();
        // The tasks of its effects have ended, and hold elements until they are polled.
        run_effects();
    }
}

/// Leptos runs effects as tasks. Each input polls all of the card's tasks ([`run_effects`]): there are
/// about thirty, and a queue of wakers would cost a visitor 2 KB.
struct Effects;

thread_local! {
    static EFFECTS: RefCell<Vec<PinnedLocalFuture<()>>> = const { RefCell::new(Vec::new()) };
}

impl CustomExecutor for Effects {
    fn spawn(&self, effect: PinnedFuture<()>) {
        self.spawn_local(effect);
    }

    fn spawn_local(&self, effect: PinnedLocalFuture<()>) {
        EFFECTS.with_borrow_mut(|effects| effects.push(effect));
    }

    fn poll_local(&self) {
        let mut context = Context::from_waker(Waker::noop());
        let mut effects = EFFECTS.take();
        effects.retain_mut(|effect| effect.as_mut().poll(&mut context).is_pending());
        // Those that began meanwhile.
        effects.append(&mut EFFECTS.take());
        EFFECTS.set(effects);
    }
}

/// Lets the view follow what has changed, and lets go of the effects of views that were dropped.
pub(in crate::widget) fn run_effects() {
    Executor::poll_local();
}
