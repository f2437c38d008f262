//! The real card in a page of the Studio's: same view, same style sheet, standing as it would on a
//! site; no ledger, nothing sent.
//!
//! The page is the one of an `<iframe>`, so that the card meets a window of a device's size: its
//! edges, its media queries, its top layer. Called by the Studio only.

use super::host::{self, Host, Place};
use super::live::Live;
use super::state::{Asks, Card, Effect, Input, Step};
use super::style;
use super::view::{self, Part, Scene, card};
use outoften_core::fatigue::EventKind;
use outoften_core::survey::Survey;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// A card on show, or the button that opens it; dropping it takes it away.
#[must_use = "the card leaves when this is dropped"]
pub struct Preview {
    host: Rc<Host>,
    _part: Part,
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
/// into the ledger.
///
/// # Errors
/// What the browser refused.
pub fn show(
    page: &Page<'_>,
    survey: &Survey,
    wanted: &[&str],
    state: &Live<Card>,
    record: impl Fn(EventKind) + 'static,
) -> Result<Preview, JsValue> {
    let host = Rc::new(stand(page, survey, host::at(&survey.display))?);
    let wording = Rc::new(survey.wording(wanted));
    let (card_state, speaker, words) = (state.clone(), Rc::clone(&host), Rc::clone(&wording));
    let asks = Asks::of(survey);
    if state.with(|card| card.asks != asks) {
        state.change(|card| card.asks = asks);
    }
    let leaving = Rc::clone(&host);
    let input = move |input: Input| {
        let effects = card_state.change(|card| {
            card.asks = asks;
            let effects = card.take(input);
            if let (Step::Thanked, Some(class)) = (card.step, card.class()) {
                speaker.say(words.thanks(class));
            }
            effects
        });
        for effect in effects {
            match effect {
                Effect::Record(what) => record(what),
                Effect::Remove => leaving.hide(false),
                Effect::Correct => leaving.focus(".contact input"),
                Effect::Deliver(_) => {}
            }
        }
    };
    let is_gone = state.with(|card| card.step == Step::Gone);
    let scene = Scene {
        card: state.clone(),
        wording,
        survey: Rc::new(survey.clone()),
        lot: survey.id.clone(),
        input: Rc::new(input),
        mode: survey.display.mode,
    };
    let part = card(&scene);
    part.mount(&host.stage);
    match is_gone {
        true => host.hide(false),
        false => host.appear()?,
    }
    Ok(Preview { host, _part: part })
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
    let part = view::edge(&survey.wording(wanted), survey.brand.theme, open);
    part.mount(&host.stage);
    host.appear()?;
    Ok(Preview { host, _part: part })
}

fn stand(page: &Page<'_>, survey: &Survey, at: &'static str) -> Result<Host, JsValue> {
    let host = Host::stand(&Place::Device(page.into, at), &survey.brand)?;
    let root = host.element.shadow_root().ok_or("no shadow root")?;
    style::adopt_in(&root, page.window)?;
    Ok(host)
}
