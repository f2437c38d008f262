//! The real card in a page of the Studio: the same component and style sheet, placed as on a site.
//! Nothing is stored and nothing is sent.
//!
//! The page is the one of an `<iframe>`, so that the card meets a window of a device's size: its
//! edges, its media queries, its top layer.

use super::host::{self, Host, Place};
use super::state::{Asks, Card, Effect, Input, Step};
use super::style;
use super::view::{self, CardProps, Context, Edge, EdgeProps, Mounted, run_effects};
use leptos::prelude::*;
use outoften_core::fatigue::EventKind;
use outoften_core::survey::Survey;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// A card on show, or the button that opens it; dropping it takes it away.
#[must_use = "the card leaves when this is dropped"]
pub struct Preview {
    host: Rc<Host>,
    _view: Mounted,
}

impl Preview {
    /// Gives the focus to the card, as after a click on the button that opened it.
    pub fn focus(&self) {
        self.host.focus("input");
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.host.leave();
    }
}

/// Where a card stands in a page: the window that the page is in, and the element that the card
/// goes into (the page's root, or a place inside the page for an inline card).
pub struct Page<'a> {
    /// The page's own window.
    pub window: &'a JsValue,
    /// An element of it.
    pub into: &'a Element,
}

/// Shows the card of a survey in a page, in the best of the wanted languages. `state` is what the
/// card is doing, so that the Studio can follow and set it; `record` hears what would be written
/// into the history.
///
/// # Errors
/// What the browser refused.
pub fn show(
    page: &Page<'_>,
    survey: &Survey,
    wanted: &[&str],
    state: &ArcRwSignal<Card>,
    record: impl Fn(EventKind) + 'static,
) -> Result<Preview, JsValue> {
    let host = Rc::new(stand(page, survey, host::at(&survey.display))?);
    let asks = Asks::of(survey);
    if state.with_untracked(|card| card.asks != asks) {
        state.update(|card| card.asks = asks);
    }
    let context = Context {
        state: state.clone(),
        wording: Arc::new(survey.wording(wanted)),
        survey: Arc::new(survey.clone()),
        id: survey.id.clone(),
        key: String::new(),
        take: Arc::new(|_| ()),
        mode: survey.display.mode,
    };
    let (shared, spoken) = (context.clone(), Rc::clone(&host));
    // The handler holds elements, which stay on this thread; its handle may cross threads.
    let handler = StoredValue::new_local(move |input| take(&shared, &spoken, asks, input, &record));
    let hand_on = move |input| handler.try_with_value(|take| take(input)).unwrap_or_default();
    let context = Context { take: Arc::new(hand_on), ..context };
    let is_gone = context.step() == Step::Gone;
    let mut card =
        Mounted::new(|| view::Card(CardProps { survey: context, lang: None, on_answer: None }));
    card.mount(&host.root);
    match is_gone {
        true => host.hide(false),
        false => host.appear()?,
    }
    Ok(Preview { host, _view: card })
}

/// Carries out what an input means, without a history and without a collector.
fn take(context: &Context, host: &Host, asks: Asks, input: Input, record: &impl Fn(EventKind)) {
    let effects = context.state.try_update(|card| {
        card.asks = asks;
        card.take(input)
    });
    run_effects();
    if context.step() == Step::Thanked {
        host.announce(context.thanks());
    }
    for effect in effects.unwrap_or_default() {
        match effect {
            Effect::Record(what) => record(what),
            Effect::Remove => host.hide(false),
            Effect::Focus(part) => host.focus(part),
            Effect::Deliver(_) => {}
        }
    }
}

/// Shows the button on the page's edge that opens the card.
///
/// # Errors
/// What the browser refused.
pub fn show_edge(
    page: &Page<'_>,
    survey: &Survey,
    wanted: &[&str],
    open: impl Fn() + 'static,
) -> Result<Preview, JsValue> {
    let host = Rc::new(stand(page, survey, host::at_edge(survey.display.position))?);
    let (wording, theme) = (survey.wording(wanted), survey.brand.theme);
    let mut button = Mounted::new(|| Edge(EdgeProps { wording, theme, open: Box::new(open) }));
    button.mount(&host.root);
    host.appear()?;
    Ok(Preview { host, _view: button })
}

fn stand(page: &Page<'_>, survey: &Survey, at: &'static str) -> Result<Host, JsValue> {
    let host = Host::stand(&Place::Device(page.into, at), &survey.brand)?;
    let root = host.element.shadow_root().ok_or("no shadow root")?;
    style::adopt_in(&root, page.window)?;
    Ok(host)
}
