//! The open question after a score.
//!
//! It appears without taking the focus. Its label changes with the class of the score; what was
//! written stays when the score changes.

use super::{Part, Scene, contact};
use crate::widget::state::Input;
use outoften_core::survey::TextKey;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement};

pub(super) fn comment(scene: &Scene) -> Part {
    let own = scene.clone();
    Part::new("div", "").hold(
        &scene.card,
        |card| card.score.is_some(),
        move |scored| scored.then(|| open_question(&own)),
    )
}

fn open_question(scene: &Scene) -> Part {
    let send = Part::new("button", "send").attr("type", "submit").text(scene.text(TextKey::Send));
    Part::new("div", "why")
        .child(label(scene))
        .child(comment_box(scene))
        .child(contact::contact(scene))
        .child(Part::new("div", "row").child(left(scene)).child(send))
}

fn label(scene: &Scene) -> Part {
    let wording = Rc::clone(&scene.wording);
    let why = Part::new("span", "").follow(&scene.card, move |span, card| {
        span.set_text_content(card.class().map(|class| wording.why(class)));
    });
    let optional = Part::new("span", "optional").text(scene.text(TextKey::Optional));
    Part::new("label", "").attr("for", "oot-comment").child(why).child(optional)
}

fn comment_box(scene: &Scene) -> Part {
    Part::new("textarea", "")
        .attr("id", "oot-comment")
        .attr("rows", "3")
        .attr("autocomplete", "off")
        .attr("placeholder", scene.text(TextKey::Hint))
        .attr("aria-describedby", "oot-left")
        .on("input", written(scene))
        .on("compositionstart", scene.mean(Input::Compose(true)))
        .on("compositionend", scene.mean(Input::Compose(false)))
        .on("compositionend", written(scene))
}

fn written(scene: &Scene) -> impl FnMut(&Event) + 'static {
    let (card, take) = (scene.card.clone(), Rc::clone(&scene.input));
    move |event| {
        let Some(target) = event.target() else { return };
        let area: HtmlTextAreaElement = target.unchecked_into();
        take(Input::Write(area.value()));
        // Only where the state has kept less than was written does the box change.
        card.with(|card| {
            if area.value() != card.comment {
                area.set_value(&card.comment);
            }
        });
    }
}

fn left(scene: &Scene) -> Part {
    let wording = Rc::clone(&scene.wording);
    Part::new("span", "left").attr("id", "oot-left").follow(&scene.card, move |span, card| {
        span.set_text_content(Some(&wording.left(card.left())));
    })
}
