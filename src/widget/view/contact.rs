//! The request for an address: a field and the tick without which it does not count.
//!
//! Never filled in by the card. A mistake is named in a line that is spoken at once and belongs to
//! the field; the focus goes there.

use super::{Part, Scene};
use crate::widget::state::{Card, Input};
use outoften_core::survey::TextKey;
use reactive_graph::traits::With;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

pub(super) fn contact(scene: &Scene) -> Part {
    let (card, scene) = (scene.card.clone(), scene.clone());
    Part::new("div", "").hold(
        move || u8::from(card.with(Card::asks_contact)),
        move |asked| (asked == 1).then(|| request(&scene)),
    )
}

fn request(scene: &Scene) -> Part {
    Part::new("fieldset", "contact")
        .child(Part::new("legend", "").text(scene.text(TextKey::Contact)))
        .child(
            Part::new("label", "")
                .attr("for", "oot-address")
                .text(scene.text(TextKey::ContactAddress)),
        )
        .child(address(scene))
        .child(agree(scene))
        .child(wrong(scene))
}

fn address(scene: &Scene) -> Part {
    let state = scene.card.clone();
    Part::new("input", "address")
        .attr("id", "oot-address")
        .attr("type", "email")
        .attr("autocomplete", "email")
        .attr("maxlength", "254")
        .attr("aria-describedby", "oot-wrong")
        .on("input", given(scene, |input| Input::Address(input.value())))
        .follow(move |input| {
            let (text, wrong) = state.with(|card| (card.address.clone(), card.wrong));
            let input: &HtmlInputElement = input.unchecked_ref();
            if input.value() != text {
                input.set_value(&text);
            }
            drop(input.set_attribute("aria-invalid", if wrong { "true" } else { "false" }));
        })
}

fn agree(scene: &Scene) -> Part {
    let card = scene.card.clone();
    let input = Part::new("input", "")
        .attr("type", "checkbox")
        .on("change", given(scene, |input| Input::Agree(input.checked())))
        .follow(move |input| {
            input.unchecked_ref::<HtmlInputElement>().set_checked(card.with(|card| card.agreed));
        });
    let label = Part::new("span", "").text(scene.text(TextKey::ContactAgree));
    Part::new("label", "tick").child(input).child(label)
}

/// Stands empty before there is a mistake, so that the mistake is heard.
fn wrong(scene: &Scene) -> Part {
    let (card, text) = (scene.card.clone(), scene.text(TextKey::ContactWrong).to_owned());
    Part::new("p", "wrong").attr("id", "oot-wrong").attr("role", "alert").follow(move |line| {
        line.set_text_content(card.with(|card| card.wrong).then_some(text.as_str()));
    })
}

fn given(
    scene: &Scene,
    meaning: impl Fn(&HtmlInputElement) -> Input + 'static,
) -> impl FnMut(&Event) + 'static {
    let take = Rc::clone(&scene.input);
    move |event| {
        if let Some(input) = event.target() {
            take(meaning(input.unchecked_ref()));
        }
    }
}
