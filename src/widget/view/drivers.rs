//! The reasons after the score: a pick-list of which several may be ticked and none has to be.
//!
//! Native checkboxes in a group that its question names. In the order of the document, or in one
//! of this display's own. It appears without taking the focus.

use super::html::{div, fieldset, input, label, legend, span};
use super::{Context, ElementNode};
use crate::widget::state::{self, Input};
use leptos::{ev, prelude::*};
use outoften_core::survey::{self, TextKey};
use std::sync::Arc;

#[component]
pub(super) fn Drivers(context: Context) -> ElementNode {
    let card = context.state.clone();
    div().switch(
        move || card.with(state::Card::asks_drivers),
        move |asked| {
            let drivers = context.survey.drivers.as_ref().filter(|_| asked)?;
            Some(list(&context, drivers))
        },
    )
}

fn list(context: &Context, drivers: &survey::Drivers) -> ElementNode {
    let group = fieldset().class("drivers").child(legend().text(context.text(TextKey::Drivers)));
    drivers.order(&context.id).into_iter().fold(group, |group, place| {
        match drivers.options.get(place) {
            Some(driver) => group.child(tick(context, place, driver)),
            None => group,
        }
    })
}

fn tick(context: &Context, place: usize, driver: &survey::Driver) -> ElementNode {
    let (card, take) = (context.state.clone(), Arc::clone(&context.take));
    let tick = input()
        .r#type("checkbox")
        .attr("value", &driver.id)
        .prop("checked", move || card.with(|card| card.ticked.contains(&place)))
        .on(ev::change, move |_| take(Input::Tick(place)));
    let text = driver.labels.best(&context.wording.language, &context.survey.locale);
    label().class("tick").child(tick).child(span().text(text))
}
