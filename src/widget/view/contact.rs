//! The request for an address: a field and the tick without which it does not count.
//!
//! Never filled in by the card. A mistake is named in a line that is spoken at once and belongs to
//! the field; the focus goes there.

use super::html::{div, fieldset, input, label, legend, p, span};
use super::{Context, ElementNode};
use crate::widget::state::{self, Input};
use leptos::{ev, prelude::*};
use outoften_core::survey::TextKey;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

#[component]
pub(super) fn Contact(context: Context) -> ElementNode {
    let card = context.state.clone();
    div().switch(
        move || card.with(state::Card::asks_contact),
        move |asked| asked.then(|| Request(RequestProps { context: context.clone() })),
    )
}

#[component]
fn Request(context: Context) -> ElementNode {
    fieldset()
        .class("contact")
        .child(legend().text(context.text(TextKey::Contact)))
        .child(label().attr("for", "oot-address").text(context.text(TextKey::ContactAddress)))
        .child(address(&context))
        .child(agree(&context))
        .child(wrong(&context))
}

fn address(context: &Context) -> ElementNode {
    let (card, take) = (context.state.clone(), Arc::clone(&context.take));
    input()
        .class("address")
        .id("oot-address")
        .r#type("email")
        .attr("autocomplete", "email")
        .attr("maxlength", "254")
        .attr("aria-describedby", "oot-wrong")
        .on(ev::input, move |event| take(Input::Address(event_target_value(&event))))
        .effect(move |input| {
            card.with(|card| {
                let input: &HtmlInputElement = input.unchecked_ref();
                if input.value() != card.address {
                    input.set_value(&card.address);
                }
                let invalid = if card.wrong { "true" } else { "false" };
                drop(input.set_attribute("aria-invalid", invalid));
            });
        })
}

fn agree(context: &Context) -> ElementNode {
    let (card, take) = (context.state.clone(), Arc::clone(&context.take));
    let tick = input()
        .r#type("checkbox")
        .prop("checked", move || card.with(|card| card.agreed))
        .on(ev::change, move |event| take(Input::Agree(event_target_checked(&event))));
    label().class("tick").child(tick).child(span().text(context.text(TextKey::ContactAgree)))
}

/// Stands empty before there is a mistake, so that the mistake is heard.
fn wrong(context: &Context) -> ElementNode {
    let (card, text) = (context.state.clone(), context.text(TextKey::ContactWrong).to_owned());
    p().class("wrong")
        .id("oot-wrong")
        .attr("role", "alert")
        .dynamic_text(move || card.with(|card| card.wrong).then(|| text.clone()))
}
