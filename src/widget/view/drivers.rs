//! The reasons after the score: a pick-list of which several may be ticked and none has to be.
//!
//! Native checkboxes in a group that its question names. In the order of the document, or in one
//! of this display's own. It appears without taking the focus.

use super::{Part, Scene};
use crate::widget::state::{Card, Input};
use outoften_core::survey::{Driver, Drivers, TextKey};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

pub(super) fn drivers(scene: &Scene) -> Part {
    let own = scene.clone();
    Part::new("div", "").hold(&scene.card, Card::asks_drivers, move |asked| {
        own.survey.drivers.as_ref().filter(|_| asked).map(|all| list(&own, all))
    })
}

fn list(scene: &Scene, drivers: &Drivers) -> Part {
    let group = Part::new("fieldset", "drivers")
        .child(Part::new("legend", "").text(scene.text(TextKey::Drivers)));
    let order = drivers.order(&scene.lot);
    order.into_iter().fold(group, |group, place| match drivers.options.get(place) {
        Some(driver) => group.child(tick(scene, place, driver)),
        None => group,
    })
}

fn tick(scene: &Scene, place: usize, driver: &Driver) -> Part {
    let take = Rc::clone(&scene.input);
    let input = Part::new("input", "")
        .attr("type", "checkbox")
        .attr("value", &driver.id)
        .on("change", move |_| take(Input::Tick(place)))
        .follow(&scene.card, move |input, card| {
            let ticked = card.ticked.contains(&place);
            input.unchecked_ref::<HtmlInputElement>().set_checked(ticked);
        });
    let label = driver.labels.best(&scene.wording.language, &scene.survey.locale);
    Part::new("label", "tick").child(input).child(Part::new("span", "").text(label))
}
