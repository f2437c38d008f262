//! The element in the page, and everything that is done to the page.
//!
//! The card's elements are in an open shadow root (assistive tools and their tests see inside).
//! A popup's host goes under `<html>`, so that a framework that swaps `<body>` leaves it alone,
//! and into the browser's top layer where there is one. Not here: the card's state.

use super::view::Listener;
use super::{clock, place, style};
use outoften_core::survey::{Brand, Display, Mode, Position, Survey};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CustomEvent, CustomEventInit, Document, Element, Event, HtmlElement, ShadowRoot,
    ShadowRootInit, ShadowRootMode,
};

/// The name of the host element.
pub(super) const ELEMENT: &str = "out-of-ten";

/// Clicks this soon after something has appeared were meant for what lay beneath.
const SETTLING_MS: u32 = 400;

/// A host element with a place for the card.
pub(super) struct Host {
    pub(super) element: HtmlElement,
    /// The element inside the shadow root that the card is mounted in.
    pub(super) root: HtmlElement,
    /// What of the page had the focus last.
    focus_before: Rc<RefCell<Option<HtmlElement>>>,
    _focus: Listener,
    /// Whether the page's author has written the element, so that it stays when the card leaves.
    authored: bool,
    is_on_top: bool,
}

/// Where the host goes.
pub(super) enum Place<'a> {
    /// Where the document says.
    Page(&'a Survey),
    /// On the edge of the window, for the button that opens the card.
    Edge(Position),
    /// Into this element of another window's page, standing in the way that is named: for the
    /// Studio's devices.
    Device(&'a Element, &'static str),
}

impl Host {
    /// Puts the host into the page, hidden until it appears.
    pub(super) fn stand(place: &Place<'_>, brand: &Brand) -> Result<Self, JsValue> {
        let document = document().ok_or("no document")?;
        let parent = place.parent(&document)?;
        let authored = parent.local_name() == ELEMENT;
        let element: HtmlElement = match authored {
            true => parent.clone().unchecked_into(),
            false => document.create_element(ELEMENT)?.unchecked_into(),
        };
        let font = match brand.font.as_deref() {
            Some("inherit") => font_around(&parent, authored),
            named => named.map(str::to_owned),
        };
        let root = root_in(&element, brand, font, style::CARD)?;
        element.set_attribute("data-at", place.name())?;
        element.set_hidden(true);
        if !authored {
            parent.append_child(&element)?;
        }
        let (focus_before, _focus) = follow_focus(&document, &element);
        Ok(Self { element, root, focus_before, _focus, authored, is_on_top: place.is_on_top() })
    }

    /// A host of an element that somebody else puts into the page and takes away.
    pub(super) fn within(element: &HtmlElement, brand: &Brand) -> Result<Self, JsValue> {
        let document = document().ok_or("no document")?;
        let body = document.document_element().filter(|_| brand.font.as_deref() == Some("inherit"));
        let font = match body {
            Some(page) => font_around(&page, false),
            None => brand.font.clone(),
        };
        let root = root_in(element, brand, font, style::WHOLE)?;
        element.set_attribute("data-at", "inline")?;
        let (focus_before, _focus) = follow_focus(&document, element);
        let (element, authored, is_on_top) = (element.clone(), true, false);
        Ok(Self { element, root, focus_before, _focus, authored, is_on_top })
    }

    /// Lets the host and what is mounted in it be seen: a dialog that is modal before the page, any
    /// other card above it.
    pub(super) fn appear(&self) -> Result<(), JsValue> {
        self.element.set_hidden(false);
        settle(&self.root);
        if self.is_on_top {
            to_top_layer(&self.element)?;
        }
        self.tell_dialog("showModal");
        // A dialog that is modal begins with what it asks, not with its first score.
        self.focus("dialog .question");
        Ok(())
    }

    /// Lets it be seen again that stood aside on a page which the survey leaves out (`triggers-extra.js`).
    pub(super) fn call_back(&self) {
        drop(self.element.remove_attribute("data-away"));
        drop(self.appear());
    }

    /// Whether the focus is inside the card.
    pub(super) fn has_focus(&self) -> bool {
        // Asked of its own root: it may stand inside another one.
        self.element.shadow_root().and_then(|root| root.active_element()).is_some()
    }

    /// Gives the focus to the first such element of the card.
    pub(super) fn focus(&self, selector: &str) {
        if let Some(found) = self.find(selector) {
            drop(found.focus());
        }
    }

    /// Lets assistive technology speak a line.
    pub(super) fn announce(&self, line: &str) {
        if let Some(said) = self.find(".said") {
            said.set_text_content(Some(line));
        }
    }

    fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.root.query_selector(selector).ok().flatten().map(JsCast::unchecked_into)
    }

    /// Of any card but the modal there is none to tell; where browsers have no dialogs, it stays an
    /// element like any other.
    fn tell_dialog(&self, method: &str) {
        let Some(dialog) = self.find("dialog") else { return };
        let method = js_sys::Reflect::get(&dialog, &method.into());
        match method.map(|method| method.dyn_into::<js_sys::Function>()) {
            Ok(Ok(method)) => drop(method.call0(&dialog)),
            _ => drop(dialog.set_attribute("open", "")),
        }
    }

    /// Hides the host at once; the focus, if the card had it, goes back to where it was.
    pub(super) fn hide(&self, had_focus: bool) {
        // Before the focus goes back: a modal dialog keeps it inside.
        self.tell_dialog("close");
        self.element.set_hidden(true);
        // What is no longer there takes none. The focus that comes is heard of at once.
        let before = self.focus_before.borrow().clone();
        if let Some(before) = before.filter(|_| had_focus) {
            drop(before.focus());
        }
    }

    /// Takes the host off the page.
    pub(super) fn leave(&self) {
        self.hide(self.has_focus());
        match self.authored {
            true => self.root.remove(),
            false => self.element.remove(),
        }
    }
}

impl Place<'_> {
    fn name(&self) -> &'static str {
        match self {
            Self::Device(_, name) => name,
            Self::Edge(position) => at_edge(*position),
            Self::Page(survey) => at(&survey.display),
        }
    }

    /// Whether it belongs above the page. A modal dialog goes there by itself.
    fn is_on_top(&self) -> bool {
        !matches!(self.name(), "inline" | "modal")
    }

    fn parent(&self, document: &Document) -> Result<Element, JsValue> {
        match self {
            Self::Device(element, _) => Ok((*element).clone()),
            Self::Page(survey) if survey.display.mode == Mode::Inline => {
                place::find(document, &survey.display.target)
                    .or_else(|| authored(document, &survey.id))
                    .ok_or_else(|| "no element matches display.target".into())
            }
            _ => document.document_element().ok_or_else(|| "no document".into()),
        }
    }
}

/// The element inside the shadow root that the card is mounted in, with the styles of the brand.
fn root_in(
    element: &HtmlElement,
    brand: &Brand,
    font: Option<String>,
    css: &str,
) -> Result<HtmlElement, JsValue> {
    let document = document().ok_or("no document")?;
    let shadow = shadow_of(element)?;
    style::adopt(&shadow, css)?;
    let root: HtmlElement = document.create_element("div")?.unchecked_into();
    for (name, value) in style::brand_properties(brand, font) {
        root.style().set_property(name, &value)?;
    }
    shadow.append_child(&root)?;
    Ok(root)
}

/// Lets nothing be clicked until it has stood for a moment.
fn settle(root: &HtmlElement) {
    let root = root.clone();
    drop(root.set_attribute("class", "settling"));
    let settled = move || drop(root.set_attribute("class", ""));
    clock::after(SETTLING_MS, Box::new(settled)).forget();
}

/// Remembers what of the page has the focus, now and while the card stands: there it goes back to.
fn follow_focus(
    document: &Document,
    own: &HtmlElement,
) -> (Rc<RefCell<Option<HtmlElement>>>, Listener) {
    let last = Rc::new(RefCell::new(document.active_element().map(JsCast::unchecked_into)));
    let (noted, own) = (Rc::clone(&last), own.clone());
    let note = move |event: &Event| {
        let focused = event.target().map(JsCast::unchecked_into);
        if focused.as_ref() != Some(&own) {
            noted.replace(focused);
        }
    };
    (last, Listener::new(document, "focusin", Box::new(note)))
}

/// The font of the page: its body's, or that around an inline card.
fn font_around(parent: &Element, authored: bool) -> Option<String> {
    let inside = parent.query_selector("body").ok().flatten();
    let around = if authored { parent.parent_element() } else { inside };
    let window = super::global::window()?;
    let style = window.get_computed_style(around.as_ref().unwrap_or(parent)).ok().flatten()?;
    style.get_property_value("font-family").ok()
}

/// How a card stands, in the words of the style sheet.
pub(super) fn at(display: &Display) -> &'static str {
    match display.mode {
        Mode::Inline => "inline",
        Mode::Modal => "modal",
        Mode::Bar if display.position.is_top() => "bar-top",
        Mode::Bar => "bar-bottom",
        Mode::Popup | Mode::Button => display.position.name(),
    }
}

/// How the button stands that opens it.
pub(super) fn at_edge(position: Position) -> &'static str {
    if position.is_left() { "edge-left" } else { "edge-right" }
}

/// The first `<out-of-ten>` that the page's author has written for this survey or for any.
fn authored(document: &Document, survey: &str) -> Option<Element> {
    let mut selector = "out-of-ten:not([survey]),out-of-ten[survey=\"".to_owned();
    // A survey's name has no quotes.
    selector.push_str(survey);
    selector.push_str("\"]");
    place::find(document, &selector)
}

/// The element's shadow root: new, or what a card before left empty.
fn shadow_of(element: &HtmlElement) -> Result<ShadowRoot, JsValue> {
    match element.shadow_root() {
        Some(root) => Ok(root),
        None => element.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)),
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
pub(super) fn emit(name: &str, detail: &JsValue) {
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
