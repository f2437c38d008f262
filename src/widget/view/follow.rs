//! A listener to Leptos' signals: runs at once, and again at once whenever a signal that it read
//! has changed.
//!
//! Leptos' own effects wait for a queue of tasks and belong to a tree of owners; both are right
//! for an application and cost a visitor 3 KB. Here a part owns its effects and drops them.

use reactive_graph::graph::{
    AnySource, AnySubscriber, ReactiveNode, Subscriber, ToAnySubscriber, WithObserver,
};
use send_wrapper::SendWrapper;
use std::sync::{Arc, Weak};

/// Stops when it is dropped.
#[must_use = "a listener that is dropped hears nothing"]
pub(super) struct Follow(#[expect(dead_code, reason = "kept alive, never looked at")] Arc<Node>);

struct Node {
    itself: Weak<Node>,
    /// The wrapper keeps the promise that a page has one thread.
    change: SendWrapper<Box<dyn Fn()>>,
}

impl Follow {
    pub(super) fn new(change: Box<dyn Fn()>) -> Self {
        let node = Arc::new_cyclic(|itself| Node {
            itself: Weak::clone(itself),
            change: SendWrapper::new(change),
        });
        node.run();
        Self(node)
    }
}

impl Node {
    /// A signal forgets its listeners when it calls them; reading it again is what renews that.
    fn run(&self) {
        self.to_any_subscriber().with_observer(|| (self.change)());
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
