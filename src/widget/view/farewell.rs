//! The ways out: the thank-you, "later" and "don't ask me again".

use super::{Part, Scene};
use crate::widget::state::{Card, Input};
use outoften_core::Class;
use outoften_core::survey::{Link, TextKey};

/// Shown at once, whatever the network does. It can hold the focus, because the button that had
/// it is gone; the spoken line is the frame's.
pub(super) fn thanks(scene: &Scene) -> Part {
    let class = scene.card.with(Card::class).unwrap_or(Class::Passive);
    let thanks = Part::new("p", "thanks")
        .attr("id", "oot-question")
        .attr("tabindex", "-1")
        .text(scene.wording.thanks(class));
    let ending = scene.survey.endings.of(class);
    match ending.and_then(|ending| ending.link.as_ref()) {
        Some(link) => Part::new("div", "").child(thanks).child(way_on(scene, link)),
        None => thanks,
    }
}

/// The one call to action. The page it leads to learns nothing of this one and cannot steer it.
fn way_on(scene: &Scene, link: &Link) -> Part {
    Part::new("a", "send")
        .attr("href", &link.address)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .text(link.labels.best(&scene.wording.language, &scene.survey.locale))
}

/// Both buttons stand only until a score is selected: after it there is nothing to postpone.
pub(super) fn choices(scene: &Scene) -> Part {
    let own = scene.clone();
    Part::new("div", "").hold(
        &scene.card,
        |card| card.score.is_none(),
        move |unscored| {
            unscored.then(|| {
                Part::new("div", "choices")
                    .child(quiet(&own, TextKey::Later, Input::Later))
                    .child(quiet(&own, TextKey::Never, Input::Never))
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
