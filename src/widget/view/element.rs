//! Elements in Leptos' builder syntax, all of one concrete type.
//!
//! Leptos' own elements have a type for each tree, with code to build, change and drop it. That is
//! half of a card. An [`ElementNode`] is a Leptos view (`Render`) like any other: components return
//! it, it holds other views, and effects change it. It is built by DOM calls alone, so Trusted Types
//! and strict style policies have nothing to refuse.

use core::any::Any;
use leptos::ev::EventDescriptor;
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{Document, Element, Event, HtmlElement, Node};

use super::Listener;

/// An element and all that keeps it alive: its listeners, effects and children.
#[must_use = "a dropped element no longer follows the state"]
pub struct ElementNode {
    /// `None` if the page makes the browser refuse to create elements: then nothing shows.
    element: Option<HtmlElement>,
    kept: Vec<Box<dyn Any>>,
}

/// A new element of this tag.
pub(super) fn element(tag: &str) -> ElementNode {
    let element = document().and_then(|document| document.create_element(tag).ok());
    ElementNode { element: element.map(JsCast::unchecked_into), kept: Vec::new() }
}

macro_rules! tags {
    ($($tag:ident),*) => {$(
        pub(in crate::widget) fn $tag() -> ElementNode {
            element(stringify!($tag))
        }
    )*};
}

/// The elements of the card.
pub(super) mod html {
    use super::{ElementNode, element};
    tags!(a, button, div, fieldset, form, img, input, label, legend, p, span, textarea);
}

impl ElementNode {
    /// The browser's element, unless the page refused it.
    pub(super) fn dom(&self) -> Option<&HtmlElement> {
        self.element.as_ref()
    }

    pub(super) fn attr(self, name: &str, value: &str) -> Self {
        if let Some(element) = &self.element {
            // Fails only for an impossible name; the names are ours.
            drop(element.set_attribute(name, value));
        }
        self
    }

    pub(super) fn class(self, value: &str) -> Self {
        self.attr("class", value)
    }

    pub(super) fn id(self, value: &str) -> Self {
        self.attr("id", value)
    }

    pub(super) fn r#type(self, value: &str) -> Self {
        self.attr("type", value)
    }

    /// A text that stays.
    pub(super) fn text(self, text: &str) -> Self {
        if let Some(element) = &self.element {
            element.set_text_content(Some(text));
        }
        self
    }

    /// A text that follows the signals that `text` reads.
    pub(super) fn dynamic_text(self, text: impl Fn() -> Option<String> + 'static) -> Self {
        self.follow(Box::new(move |element| element.set_text_content(text().as_deref())))
    }

    /// Puts a view at the end.
    pub(super) fn child<V: Render>(mut self, view: V) -> Self
    where
        V::State: 'static,
    {
        let mut child = view.build();
        if let Some(element) = &self.element {
            child.mount(element, None);
        }
        self.kept.push(Box::new(child));
        self
    }

    /// Keeps a value for as long as the element.
    pub(super) fn keep(mut self, value: impl Any) -> Self {
        self.kept.push(Box::new(value));
        self
    }

    pub(super) fn on<E: EventDescriptor>(
        self,
        event: E,
        mut heard: impl FnMut(E::EventType) + 'static,
    ) -> Self
    where
        E::EventType: JsCast,
    {
        self.listen(&event.name(), Box::new(move |event| heard(event.clone().unchecked_into())))
    }

    fn listen(mut self, event: &str, heard: Box<dyn FnMut(&Event)>) -> Self {
        if let Some(element) = &self.element {
            self.kept.push(Box::new(Listener::new(element, event, heard)));
        }
        self
    }

    /// Changes the element now and whenever a signal that `change` reads has changed.
    pub(super) fn effect(self, change: impl Fn(&HtmlElement) + 'static) -> Self {
        self.follow(Box::new(change))
    }

    fn follow(mut self, change: Box<dyn Fn(&HtmlElement)>) -> Self {
        if let Some(element) = self.element.clone() {
            self.kept.push(Box::new(RenderEffect::new(move |_: Option<()>| change(&element))));
        }
        self
    }

    /// A property that follows the signals that `value` reads.
    pub(super) fn prop<T: Into<JsValue>>(
        self,
        name: &'static str,
        value: impl Fn() -> T + 'static,
    ) -> Self {
        self.follow(Box::new(move |element| {
            drop(js_sys::Reflect::set(element, &name.into(), &value().into()));
        }))
    }

    /// Holds the view that `make` builds of what `which` says, and builds it anew when that changes.
    /// The element itself takes no part in the layout.
    pub(super) fn switch(
        self,
        which: impl Fn() -> bool + 'static,
        make: impl Fn(bool) -> Option<Self> + 'static,
    ) -> Self {
        self.swap(Box::new(which), Box::new(make))
    }

    fn swap(
        mut self,
        which: Box<dyn Fn() -> bool>,
        make: Box<dyn Fn(bool) -> Option<Self>>,
    ) -> Self {
        let Some(element) = self.element.clone() else { return self };
        let effect = RenderEffect::new(move |held: Option<(bool, Option<Self>)>| {
            let wanted = which();
            match held {
                Some((now, view)) if now == wanted => (now, view),
                held => {
                    if let Some(mut old) = held.and_then(|(_, view)| view) {
                        old.unmount();
                    }
                    let mut new = make(wanted);
                    new.mount(&element, None);
                    (wanted, new)
                }
            }
        });
        self.kept.push(Box::new(effect));
        self
    }
}

impl Render for ElementNode {
    type State = Self;

    fn build(self) -> Self {
        self
    }

    fn rebuild(self, old: &mut Self) {
        let mut new = self;
        old.insert_before_this(&mut new);
        old.unmount();
        *old = new;
    }
}

impl Mountable for ElementNode {
    fn unmount(&mut self) {
        if let Some(element) = &self.element {
            element.remove();
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        if let Some(element) = &self.element {
            drop(parent.insert_before(element, marker));
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.element.as_ref().and_then(|element| element.parent_element());
        if let Some(parent) = &parent {
            child.mount(parent, self.element.as_ref().map(AsRef::as_ref));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        self.element.iter().map(|element| element.clone().into()).collect()
    }
}

fn document() -> Option<Document> {
    crate::widget::global::window()?.document()
}
