//! The ways out: the thank-you, "later" and "don't ask me again".

use super::card::Scene;
use crate::widget::state::Input;
use leptos::prelude::*;
use leptos::{ev, html};
use outoften_core::survey::TextKey;

/// Shown at once, whatever the network does. It can hold the focus, because the button that had
/// it is gone; the spoken line is the frame's.
pub(super) fn thanks(scene: &Scene) -> impl IntoView + use<> {
    html::p().id("oot-question").class("thanks").tabindex("-1").child(scene.text(TextKey::Thanks))
}

/// Both buttons stand only until a score is selected: after it there is nothing to postpone.
pub(super) fn choices(scene: &Scene) -> impl IntoView + use<> {
    let scene = scene.clone();
    let card = scene.card;
    let open = Memo::new(move |_| card.with(|card| card.score.is_none()));
    move || {
        open.get().then(|| {
            html::div().class("choices").child((
                quiet(&scene, TextKey::Later, Input::Later),
                quiet(&scene, TextKey::Never, Input::Never),
            ))
        })
    }
}

fn quiet(scene: &Scene, key: TextKey, meaning: Input) -> impl IntoView + use<> {
    let input = scene.input;
    html::button()
        .r#type("button")
        .class("quiet")
        .on(ev::click, move |_| input.run(meaning.clone()))
        .child(scene.text(key))
}
