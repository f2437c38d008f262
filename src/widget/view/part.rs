//! One concrete kind of element for the whole card.
//!
//! The elements follow the state directly. Leptos' view layer makes a type of each tree of
//! elements, and with it code to build, change, clone and drop that type: the same card took 72 KB
//! that way (brotli), half of which was views. `Part` is built by plain
//! calls, so a page under Trusted Types or without inline styles sees nothing it forbids.
//! Not here: what the card says or does.

use crate::widget::fault;
use crate::widget::live::{Follower, Live};
use crate::widget::state::Card;
use core::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, EventTarget, HtmlElement};

/// What is done to an element when the card has changed.
type Change = Box<dyn Fn(&HtmlElement, &Card)>;

/// An element with all that keeps it alive: its listeners, its followers and its parts. Dropping it
/// stops them; taking it out of the page is [`Part::remove`].
#[must_use = "an element that is dropped stops following the state"]
pub(in crate::widget) struct Part {
    /// `None` where the page made the browser refuse to create elements: then nothing shows.
    element: Option<Element>,
    kept: Vec<Box<dyn Any>>,
}

impl Part {
    /// A new element of this tag with a class.
    pub(super) fn new(tag: &str, class: &str) -> Self {
        let element = document().and_then(|document| document.create_element(tag).ok());
        let part = Self { element, kept: Vec::new() };
        if class.is_empty() { part } else { part.attr("class", class) }
    }

    /// Sets an attribute.
    pub(super) fn attr(self, name: &str, value: &str) -> Self {
        if let Some(element) = &self.element {
            // Fails only for an impossible name; the names are ours.
            drop(element.set_attribute(name, value));
        }
        self
    }

    /// Puts a fixed text into the element.
    pub(super) fn text(self, text: &str) -> Self {
        if let Some(element) = &self.element {
            element.set_text_content(Some(text));
        }
        self
    }

    /// Puts another part at the end.
    pub(super) fn child(mut self, child: Self) -> Self {
        if let (Some(element), Some(inner)) = (&self.element, &child.element) {
            drop(element.append_child(inner));
        }
        self.kept.push(Box::new(child));
        self
    }

    /// Listens.
    pub(super) fn on(self, event: &'static str, heard: impl FnMut(&Event) + 'static) -> Self {
        self.listen(event, Box::new(heard))
    }

    fn listen(mut self, event: &str, heard: Box<dyn FnMut(&Event)>) -> Self {
        if let Some(element) = &self.element {
            self.kept.push(Box::new(Listener::new(element, event, heard)));
        }
        self
    }

    /// Does something to the element now and whenever the state has changed.
    pub(super) fn follow(
        self,
        state: &Live<Card>,
        change: impl Fn(&HtmlElement, &Card) + 'static,
    ) -> Self {
        self.effect(state, Box::new(change))
    }

    fn effect(mut self, state: &Live<Card>, change: Change) -> Self {
        if let Some(element) = self.element.clone() {
            let element: HtmlElement = element.unchecked_into();
            let follower: Follower<Card> = Rc::new(move |card| change(&element, card));
            state.follow(&follower);
            self.kept.push(Box::new(follower));
        }
        self
    }

    /// Holds the part that fits the state: `which` says which of two, `make` builds it when that has
    /// changed. The element itself takes no part in the layout.
    pub(super) fn hold(
        self,
        state: &Live<Card>,
        which: fn(&Card) -> bool,
        make: impl Fn(bool) -> Option<Self> + 'static,
    ) -> Self {
        self.switch(state, which, Box::new(make))
    }

    fn switch(
        self,
        state: &Live<Card>,
        which: fn(&Card) -> bool,
        make: Box<dyn Fn(bool) -> Option<Self>>,
    ) -> Self {
        let held: RefCell<(Option<bool>, Option<Self>)> = RefCell::default();
        self.effect(
            state,
            Box::new(move |element, card| {
                let wanted = which(card);
                let Ok(mut held) = held.try_borrow_mut() else { return };
                if held.0 == Some(wanted) {
                    return;
                }
                if let Some(old) = held.1.take() {
                    old.remove();
                }
                let new = make(wanted);
                if let Some(inner) = new.as_ref().and_then(|new| new.element.as_ref()) {
                    drop(element.append_child(inner));
                }
                *held = (Some(wanted), new);
            }),
        )
    }

    /// Puts the part into an element of the page.
    pub(in crate::widget) fn mount(&self, stage: &Element) {
        if let Some(element) = &self.element {
            drop(stage.append_child(element));
        }
    }

    fn remove(self) {
        if let Some(element) = &self.element {
            element.remove();
        }
    }
}

/// A listener that stops when it is dropped.
pub(in crate::widget) struct Listener {
    target: EventTarget,
    event: String,
    heard: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Listens on any target.
    pub(in crate::widget) fn new(
        target: &EventTarget,
        event: &str,
        mut heard: Box<dyn FnMut(&Event)>,
    ) -> Self {
        let heard = Closure::new(move |event: Event| {
            fault::on(&event);
            heard(&event);
        });
        let function = heard.as_ref().unchecked_ref();
        // Fails only for an impossible name; the names are ours.
        drop(target.add_event_listener_with_callback(event, function));
        Self { target: target.clone(), event: event.to_owned(), heard }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.heard.as_ref().unchecked_ref();
        drop(self.target.remove_event_listener_with_callback(&self.event, function));
    }
}

fn document() -> Option<Document> {
    crate::widget::global::window()?.document()
}
