//! The request for an address: a field and the tick without which it does not count.
//!
//! Never filled in by the card. A mistake is named in a line that is spoken at once and belongs to
//! the field; the focus goes there.

use super::{Part, Scene};
use crate::widget::state::{Card, Input};
use outoften_core::survey::TextKey;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

pub(super) fn contact(scene: &Scene) -> Part {
    let own = scene.clone();
    Part::new("div", "")
        .hold(&scene.card, Card::asks_contact, move |asked| asked.then(|| request(&own)))
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
    Part::new("input", "address")
        .attr("id", "oot-address")
        .attr("type", "email")
        .attr("autocomplete", "email")
        .attr("maxlength", "254")
        .attr("aria-describedby", "oot-wrong")
        .on("input", given(scene, |input| Input::Address(input.value())))
        .follow(&scene.card, |input, card| {
            let input: &HtmlInputElement = input.unchecked_ref();
            if input.value() != card.address {
                input.set_value(&card.address);
            }
            drop(input.set_attribute("aria-invalid", if card.wrong { "true" } else { "false" }));
        })
}

fn agree(scene: &Scene) -> Part {
    let input = Part::new("input", "")
        .attr("type", "checkbox")
        .on("change", given(scene, |input| Input::Agree(input.checked())))
        .follow(&scene.card, |input, card| {
            input.unchecked_ref::<HtmlInputElement>().set_checked(card.agreed);
        });
    let label = Part::new("span", "").text(scene.text(TextKey::ContactAgree));
    Part::new("label", "tick").child(input).child(label)
}

/// Stands empty before there is a mistake, so that the mistake is heard.
fn wrong(scene: &Scene) -> Part {
    let text = scene.text(TextKey::ContactWrong).to_owned();
    let line = Part::new("p", "wrong").attr("id", "oot-wrong").attr("role", "alert");
    line.follow(&scene.card, move |line, card| {
        line.set_text_content(card.wrong.then_some(text.as_str()));
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
