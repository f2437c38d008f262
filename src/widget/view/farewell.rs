//! The ways out: the thank-you, "later" and "don't ask me again".

use super::{Part, Scene};
use crate::widget::state::Input;
use outoften_core::survey::TextKey;
use reactive_graph::traits::With;

/// Shown at once, whatever the network does. It can hold the focus, because the button that had
/// it is gone; the spoken line is the frame's.
pub(super) fn thanks(scene: &Scene) -> Part {
    Part::new("p", "thanks")
        .attr("id", "oot-question")
        .attr("tabindex", "-1")
        .text(scene.text(TextKey::Thanks))
}

/// Both buttons stand only until a score is selected: after it there is nothing to postpone.
pub(super) fn choices(scene: &Scene) -> Part {
    let card = scene.card.clone();
    let scene = scene.clone();
    Part::new("div", "").hold(
        move || u8::from(card.with(|card| card.score.is_none())),
        move |unscored| {
            (unscored == 1).then(|| {
                Part::new("div", "choices")
                    .child(quiet(&scene, TextKey::Later, Input::Later))
                    .child(quiet(&scene, TextKey::Never, Input::Never))
            })
        },
    )
}

fn quiet(scene: &Scene, key: TextKey, meaning: Input) -> Part {
    Part::new("button", "quiet")
        .attr("type", "button")
        .text(scene.text(key))
        .on("click", scene.mean(meaning))
}
