//! The ways out: the thank-you, "later" and "don't ask me again".

use super::html::{a, button, div, p};
use super::{Context, ElementNode};
use crate::widget::state::{self, Input};
use leptos::{ev, prelude::*};
use outoften_core::Class;
use outoften_core::survey::{Link, TextKey};

/// Shown at once, whatever the network does. It can hold the focus, because the button that had
/// it is gone; the spoken line is the frame's.
#[component]
pub(super) fn Thanks(context: Context) -> ElementNode {
    let class = context.state.with_untracked(state::Card::class).unwrap_or(Class::Passive);
    let thanks =
        p().class("thanks").id("oot-question").attr("tabindex", "-1").text(context.thanks());
    let ending = context.survey.endings.of(class);
    match ending.and_then(|ending| ending.link.as_ref()) {
        Some(link) => div().child(thanks).child(way_on(&context, link)),
        None => thanks,
    }
}

/// The one call to action. The page it leads to learns nothing of this one and cannot steer it.
fn way_on(context: &Context, link: &Link) -> ElementNode {
    a().class("send")
        .attr("href", &link.address)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .text(link.labels.best(&context.wording.language, &context.survey.locale))
}

/// Both buttons stand only until a score is selected: after it there is nothing to postpone.
#[component]
pub(super) fn Choices(context: Context) -> ElementNode {
    let card = context.state.clone();
    div().switch(
        move || card.with(|card| card.score.is_none()),
        move |unscored| {
            unscored.then(|| {
                div()
                    .class("choices")
                    .child(secondary_button(&context, TextKey::Later, Input::Later))
                    .child(secondary_button(&context, TextKey::Never, Input::Never))
            })
        },
    )
}

fn secondary_button(context: &Context, key: TextKey, meaning: Input) -> ElementNode {
    button()
        .class("quiet")
        .r#type("button")
        .text(context.text(key))
        .on(ev::click, context.on_input(meaning))
}
