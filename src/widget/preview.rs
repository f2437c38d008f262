//! The real card inside an element of the Studio: same view, same style sheet, no ledger, nothing
//! sent.

use super::host::{Host, Place};
use super::state::{Asks, Card, Effect, Input, Step};
use super::view::{Part, Scene, card};
use outoften_core::fatigue::EventKind;
use outoften_core::survey::{Mode, Survey};
use reactive_graph::signal::ArcRwSignal;
use reactive_graph::traits::{Set, WithUntracked, Write};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// A card on show; dropping it takes it away.
#[must_use = "the card leaves when this is dropped"]
pub struct Preview {
    host: Host,
    _part: Part,
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.host.leave();
    }
}

/// Shows the card of a survey in an element, in the best of the wanted languages. `state` is what
/// the card is doing, so that the Studio can follow and set it; `record` hears what would be
/// written into the ledger.
///
/// # Errors
/// What the browser refused.
pub fn show(
    frame: &web_sys::Element,
    survey: &Survey,
    wanted: &[&str],
    state: &ArcRwSignal<Card>,
    record: impl Fn(EventKind) + 'static,
) -> Result<Preview, JsValue> {
    let host = Host::stand(&Place::Frame(frame), &survey.brand)?;
    let wording = Rc::new(survey.wording(wanted));
    let said = ArcRwSignal::new(String::new());
    let (card_state, speak, words) = (state.clone(), said.clone(), Rc::clone(&wording));
    let asks = Asks::of(survey);
    if state.with_untracked(|card| card.asks != asks) {
        state.write().asks = asks;
    }
    let input = move |input: Input| {
        let effects = {
            let mut card = card_state.write();
            card.asks = asks;
            let effects = card.take(input);
            if let (Step::Thanked, Some(class)) = (card.step, card.class()) {
                speak.set(words.thanks(class).to_owned());
            }
            effects
        };
        for effect in effects {
            if let Effect::Record(what) = effect {
                record(what);
            }
        }
    };
    let scene = Scene {
        card: state.clone(),
        wording,
        survey: Rc::new(survey.clone()),
        lot: survey.id.clone(),
        input: Rc::new(input),
        said,
        mode: Mode::Popup,
    };
    let part = card(&scene);
    part.mount(&host.stage);
    Ok(Preview { host, _part: part })
}
