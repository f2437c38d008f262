//! A value and those who follow it: they run at once, and again at once whenever it has changed.
//!
//! One value is all that the card's parts follow, so there is no graph, no queue of tasks and no tree
//! of owners. Leptos' signals, which do all that, cost a visitor 2 KB (brotli). Not here: what the
//! value means. Used by `session`, by the view and by the Studio's preview.

use core::fmt::{self, Debug};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// What a follower does; whoever holds it decides for how long.
pub type Follower<T> = Rc<dyn Fn(&T)>;

/// One that is gone once its holder has dropped it.
type Following<T> = Weak<dyn Fn(&T)>;

/// A handle to the value; its clones are handles to the same.
pub struct Live<T>(Rc<Inner<T>>);

struct Inner<T> {
    /// Shared while somebody looks at it: whoever changes it meanwhile changes a copy.
    value: RefCell<Rc<T>>,
    followers: RefCell<Vec<Following<T>>>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: Debug> Debug for Live<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.value.fmt(formatter)
    }
}

impl<T> Live<T> {
    /// A value that nobody follows yet.
    pub fn new(value: T) -> Self {
        Self(Rc::new(Inner { value: RefCell::new(Rc::new(value)), followers: RefCell::default() }))
    }

    /// Looks at the value.
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        // Not borrowed while it is looked at: a browser's event may come in between and change it.
        let now = Rc::clone(&self.0.value.borrow());
        look(&now)
    }

    /// Changes the value, then runs those who follow it.
    pub fn change<R>(&self, act: impl FnOnce(&mut T) -> R) -> R
    where
        T: Clone,
    {
        let outcome = act(Rc::make_mut(&mut self.0.value.borrow_mut()));
        let followers = self.0.followers.borrow().clone();
        for follower in followers {
            // One of them may have taken away others.
            if let Some(follower) = follower.upgrade() {
                self.with(|value| follower(value));
            }
        }
        outcome
    }

    /// Runs the follower now and after each change, until it is dropped.
    pub fn follow(&self, follower: &Follower<T>) {
        let mut followers = self.0.followers.borrow_mut();
        followers.retain(|follower| follower.strong_count() > 0);
        followers.push(Rc::downgrade(follower));
        drop(followers);
        self.with(|value| follower(value));
    }
}

#[cfg(test)]
#[path = "live_test.rs"]
mod tests;
