//! The element in the page, and everything that is done to the page.
//!
//! The card's elements are in an open shadow root (assistive tools and their tests see inside).
//! A popup's host goes under `<html>`, so that a framework that swaps `<body>` leaves it alone,
//! and into the browser's top layer where there is one. Not here: the card's state.

use super::style;
use outoften_core::survey::{Brand, Display, Mode};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CustomEvent, CustomEventInit, Document, Element, HtmlElement, ShadowRootInit, ShadowRootMode,
};

/// The name of the host element.
pub(super) const ELEMENT: &str = "out-of-ten";

/// A host element with a place for the card.
pub(super) struct Host {
    element: HtmlElement,
    /// The element inside the shadow root that the card is mounted in.
    pub(super) stage: HtmlElement,
    focus_before: Option<HtmlElement>,
}

/// Where the host goes.
pub(super) enum Place<'a> {
    /// Where the document says.
    Page(&'a Display),
    /// Into this element, for the Studio's frames.
    Frame(&'a Element),
}

impl Host {
    /// Puts the host into the page.
    pub(super) fn stand(place: &Place<'_>, brand: &Brand) -> Result<Self, JsValue> {
        let document = document().ok_or("no document")?;
        let element: HtmlElement = document.create_element(ELEMENT)?.unchecked_into();
        let shadow = element.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))?;
        style::adopt(&shadow)?;
        let stage: HtmlElement = document.create_element("div")?.unchecked_into();
        for (name, value) in style::brand_properties(brand) {
            stage.style().set_property(name, &value)?;
        }
        shadow.append_child(&stage)?;
        element.set_attribute("data-at", place.name())?;
        place.parent(&document)?.append_child(&element)?;
        if matches!(place, Place::Page(Display { mode: Mode::Popup, .. })) {
            to_top_layer(&element)?;
        }
        let focus_before =
            document.active_element().and_then(|focused| focused.dyn_into::<HtmlElement>().ok());
        Ok(Self { element, stage, focus_before })
    }

    /// Whether the focus is inside the card.
    pub(super) fn has_focus(&self) -> bool {
        let focused = document().and_then(|document| document.active_element());
        focused.is_some_and(|focused| focused == *self.element.unchecked_ref::<Element>())
    }

    /// Gives the focus to the thank-you if the card had it.
    pub(super) fn focus_thanks(&self) {
        if let Ok(Some(thanks)) = self.stage.query_selector(".thanks") {
            drop(thanks.unchecked_into::<HtmlElement>().focus());
        }
    }

    /// Hides the host at once; the focus, if the card had it, goes back to where it was.
    pub(super) fn hide(&self, had_focus: bool) {
        self.element.set_hidden(true);
        if let Some(before) = self.focus_before.as_ref().filter(|_| had_focus) {
            drop(before.focus());
        }
    }

    /// Takes the host off the page.
    pub(super) fn leave(&self) {
        self.hide(self.has_focus());
        self.element.remove();
    }
}

impl Place<'_> {
    fn name(&self) -> &'static str {
        match self {
            Self::Frame(_) => "frame",
            Self::Page(Display { mode: Mode::Inline, .. }) => "inline",
            Self::Page(display) => display.position.name(),
        }
    }

    fn parent(&self, document: &Document) -> Result<Element, JsValue> {
        match self {
            Self::Frame(element) => Ok((*element).clone()),
            Self::Page(display) if display.mode == Mode::Inline => document
                .query_selector(&display.target)?
                .ok_or_else(|| "no element matches display.target".into()),
            Self::Page(_) => document.document_element().ok_or_else(|| "no document".into()),
        }
    }
}

/// `popover=manual` puts the host above every z-index without taking the focus. Where it is
/// absent, the style sheet's z-index has to do.
fn to_top_layer(element: &HtmlElement) -> Result<(), JsValue> {
    let show = js_sys::Reflect::get(element, &"showPopover".into())?;
    if let Some(show) = show.dyn_ref::<js_sys::Function>() {
        element.set_attribute("popover", "manual")?;
        show.call0(element)?;
    }
    Ok(())
}

fn document() -> Option<Document> {
    super::global::window()?.document()
}

/// Tells the page, as a DOM event on the document: `oot:shown`, `oot:answered`, …
pub(super) fn tell(name: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_detail(detail);
    let event = CustomEvent::new_with_event_init_dict(name, &init);
    if let (Some(document), Ok(event)) = (document(), event) {
        // A listener's error is the page's own, and the browser reports it there.
        drop(document.dispatch_event(&event));
    }
}

/// One line for the site's owner.
pub(super) fn warn(message: &str) {
    let mut line = "Out of Ten: ".to_owned();
    line.push_str(message);
    web_sys::console::warn_1(&line.into());
}
