//! The real card inside an element of the Studio: same view, same style sheet, no ledger, nothing
//! sent.

use super::host::{Host, Place};
use super::state::{Card, Input, Step};
use super::view::{Scene, card};
use leptos::prelude::*;
use outoften_core::survey::{Survey, TextKey};
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// A card on show; dropping it takes it away.
#[must_use = "the card leaves when this is dropped"]
pub struct Preview {
    host: Host,
    _mounted: Box<dyn core::any::Any>,
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.host.leave();
    }
}

/// Shows the card of a survey in an element, in the best of the wanted languages. `state` is what
/// the card is doing, so that the Studio can follow and set it.
///
/// # Errors
/// What the browser refused.
pub fn show(
    frame: &web_sys::Element,
    survey: &Survey,
    wanted: &[&str],
    state: RwSignal<Card>,
) -> Result<Preview, JsValue> {
    let host = Host::stand(&Place::Frame(frame))?;
    let wording = Arc::new(survey.wording(wanted));
    let said = RwSignal::new(String::new());
    let thanks = wording.get(TextKey::Thanks).to_owned();
    let input = Callback::new(move |input: Input| {
        let thanked = state.try_update(|card| {
            card.take(input);
            card.step == Step::Thanked
        });
        if thanked == Some(true) {
            said.set(thanks.clone());
        }
    });
    let brand = Arc::new(survey.brand.clone());
    let scene = Scene { card: state, wording, brand, input, said, inline: false };
    let mounted = leptos::mount::mount_to(host.stage.clone(), move || card(&scene));
    Ok(Preview { host, _mounted: Box::new(mounted) })
}
