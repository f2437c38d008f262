//! A listener to Leptos' signals: runs at once, and again at once whenever a signal that it read
//! has changed.
//!
//! Leptos' own effects wait for a queue of tasks and belong to a tree of owners; both are right
//! for an application and cost a visitor 3 KB. Here a part owns its effects and drops them.

use reactive_graph::graph::{
    AnySource, AnySubscriber, ReactiveNode, Subscriber, ToAnySubscriber, WithObserver,
};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Weak};

/// Stops when it is dropped.
#[must_use = "a listener that is dropped hears nothing"]
pub(super) struct Follow(#[expect(dead_code, reason = "kept alive, never looked at")] Arc<Node>);

/// What a listener does.
type Change = Rc<dyn Fn()>;

thread_local! {
    /// What each listener does, at a place of its own. Signals may be shared between threads and
    /// what a listener does may not, so they only know the place.
    static CHANGES: RefCell<Vec<Option<Change>>> = const { RefCell::new(Vec::new()) };
}

struct Node {
    itself: Weak<Node>,
    place: usize,
}

/// Keeps what a listener does and gives its place.
fn keep(change: Change) -> usize {
    CHANGES.with_borrow_mut(|changes| {
        let free = changes.iter().position(Option::is_none);
        let place = free.unwrap_or(changes.len());
        match changes.get_mut(place) {
            Some(slot) => *slot = Some(change),
            None => changes.push(Some(change)),
        }
        place
    })
}

impl Follow {
    pub(super) fn new(change: Change) -> Self {
        let place = keep(change);
        let node = Arc::new_cyclic(|itself| Node { itself: Weak::clone(itself), place });
        node.run();
        Self(node)
    }
}

impl Node {
    /// A signal forgets its listeners when it calls them; reading it again is what renews that.
    fn run(&self) {
        let change = CHANGES.with_borrow(|changes| changes.get(self.place).cloned().flatten());
        if let Some(change) = change {
            self.to_any_subscriber().with_observer(|| change());
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // Dropped only once the list is free again: it may hold the last of other listeners.
        let change = CHANGES.with_borrow_mut(|changes| changes.get_mut(self.place)?.take());
        drop(change);
    }
}

impl ToAnySubscriber for Node {
    fn to_any_subscriber(&self) -> AnySubscriber {
        let itself: Weak<dyn Subscriber + Send + Sync> = self.itself.clone();
        AnySubscriber(self.itself.as_ptr() as usize, itself)
    }
}

impl ReactiveNode for Node {
    fn mark_dirty(&self) {
        self.run();
    }
    fn mark_check(&self) {
        self.run();
    }
    fn mark_subscribers_check(&self) {}
    fn update_if_necessary(&self) -> bool {
        false
    }
}

impl Subscriber for Node {
    fn add_source(&self, _source: AnySource) {}
    fn clear_sources(&self, _subscriber: &AnySubscriber) {}
}
