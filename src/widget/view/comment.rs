//! The open question after a score.
//!
//! It appears without taking the focus. Its label changes with the class of the score; what was
//! written stays when the score changes.

use super::contact::{Contact, ContactProps};
use super::drivers::{Drivers, DriversProps};
use super::html::{div, label, span, textarea};
use super::{Context, ElementNode};
use crate::widget::state::{self, Input};
use leptos::{ev, prelude::*};
use outoften_core::survey::TextKey;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement};

/// What follows a score: reasons, words, an address.
#[component]
pub(super) fn FollowUp(context: Context) -> ElementNode {
    let card = context.state.clone();
    div().switch(
        move || card.with(state::Card::follows),
        move |follows| {
            follows.then(|| {
                div()
                    .child(Drivers(DriversProps { context: context.clone() }))
                    .child(OpenQuestion(OpenQuestionProps { context: context.clone() }))
                    .child(Contact(ContactProps { context: context.clone() }))
            })
        },
    )
}

#[component]
fn OpenQuestion(context: Context) -> ElementNode {
    let (card, wording) = (context.state.clone(), Arc::clone(&context.wording));
    let why = move || card.with(|card| card.class().map(|class| wording.why(class).to_owned()));
    div()
        .class("why")
        .child(
            label()
                .attr("for", "oot-comment")
                .child(span().dynamic_text(why))
                .child(span().class("optional").text(context.text(TextKey::Optional))),
        )
        .child(comment_box(&context))
}

fn comment_box(context: &Context) -> ElementNode {
    textarea()
        .id("oot-comment")
        .attr("rows", "3")
        .attr("autocomplete", "off")
        .attr("placeholder", context.text(TextKey::Hint))
        .attr("aria-describedby", "oot-left")
        .on(ev::input, written(context))
        .on(ev::compositionstart, context.on_input(Input::Compose(true)))
        .on(ev::compositionend, context.on_input(Input::Compose(false)))
        .on(ev::compositionend, written(context))
}

fn written<E: AsRef<Event>>(context: &Context) -> impl FnMut(E) + 'static + use<E> {
    let (card, take) = (context.state.clone(), Arc::clone(&context.take));
    move |event| {
        let Some(target) = event.as_ref().target() else { return };
        let area: HtmlTextAreaElement = target.unchecked_into();
        take(Input::Write(area.value()));
        // Only where the state has kept less than was written does the box change.
        card.with_untracked(|card| {
            if area.value() != card.comment {
                area.set_value(&card.comment);
            }
        });
    }
}
