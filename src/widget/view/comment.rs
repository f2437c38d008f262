//! The open question after a score.
//!
//! It appears without taking the focus. Its label changes with the class of the score; what was
//! written stays when the score changes.

use super::card::Scene;
use crate::widget::state::Input;
use leptos::prelude::*;
use leptos::{ev, html};
use outoften_core::survey::TextKey;

pub(super) fn comment(scene: &Scene) -> impl IntoView + use<> {
    let scene = scene.clone();
    let card = scene.card;
    let asked = Memo::new(move |_| card.with(|card| card.score.is_some()));
    move || asked.get().then(|| open_question(&scene))
}

fn open_question(scene: &Scene) -> impl IntoView + use<> {
    let (card, wording) = (scene.card, scene.wording.clone());
    let why = move || {
        let class = card.with(|card| card.score.map(|score| score.class()));
        class.map(|class| wording.why(class).to_owned()).unwrap_or_default()
    };
    html::div().class("why").child((
        html::label().r#for("oot-comment").child((
            super::text(why),
            " ",
            html::span().class("optional").child(scene.text(TextKey::Optional)),
        )),
        comment_box(scene),
        html::div().class("row").child((
            left(scene),
            html::button().r#type("submit").class("send").child(scene.text(TextKey::Send)),
        )),
    ))
}

fn comment_box(scene: &Scene) -> impl IntoView + use<> {
    let (card, input) = (scene.card, scene.input);
    html::textarea()
        .id("oot-comment")
        .rows("3")
        .autocomplete("off")
        .placeholder(scene.text(TextKey::Hint))
        .aria_describedby("oot-left")
        .prop("value", move || card.with(|card| card.comment.clone()))
        .on(ev::input, move |event| input.run(Input::Write(event_target_value(&event))))
}

fn left(scene: &Scene) -> impl IntoView + use<> {
    let (card, wording) = (scene.card, scene.wording.clone());
    let left = move || wording.left(card.with(|card| card.left()));
    html::span().id("oot-left").class("left").child(super::text(left))
}
