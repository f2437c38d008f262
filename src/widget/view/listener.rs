//! A listener that stops when it is dropped.

use crate::widget::fault;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

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
