//! The ways out: Send, "later", "don't ask me again" and the thank-you.

use super::html::{a, button, div, p, span};
use super::{Context, ElementNode};
use crate::widget::state::{self, Input};
use leptos::{ev, prelude::*};
use outoften_core::Class;
use outoften_core::survey::{Link, TextKey};
use std::sync::Arc;

/// With fewer characters left than these, it is said how many.
const COUNTED_BELOW: usize = 200;

/// Shown at once, whatever the network does. It can hold the focus, because the button that had
/// it is gone; the spoken line is the frame's.
#[component]
pub(super) fn Thanks(context: Context) -> ElementNode {
    let class = context.state.with_untracked(state::Card::class).unwrap_or(Class::Passive);
    let thanks =
        p().class("thanks").id("oot-question").attr("tabindex", "-1").text(context.thanks());
    let ending = context.survey.endings.of(class);
    match ending.and_then(|ending| ending.link.as_ref()) {
        Some(link) => div().class("body").child(thanks).child(way_on(&context, link)),
        None => div().class("body").child(thanks),
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

/// What stays in sight: Send, or before a score what needs none. After it there is nothing to
/// postpone.
#[component]
pub(super) fn Foot(context: Context) -> ElementNode {
    let card = context.state.clone();
    div().class("foot").switch(
        move || card.with(state::Card::follows),
        move |follows| {
            Some(match follows {
                true => sending(&context),
                false => div()
                    .class("choices")
                    .child(secondary_button(&context, TextKey::Later, Input::Later))
                    .child(secondary_button(&context, TextKey::Never, Input::Never)),
            })
        },
    )
}

/// The count stands only where the box is nearly full.
fn sending(context: &Context) -> ElementNode {
    let (card, wording) = (context.state.clone(), Arc::clone(&context.wording));
    let left = move || {
        let left = card.with(|card| card.left());
        (left < COUNTED_BELOW).then(|| wording.left(left))
    };
    div()
        .class("row")
        .child(span().class("left").id("oot-left").dynamic_text(left))
        .child(button().class("send").r#type("submit").text(context.text(TextKey::Send)))
}

fn secondary_button(context: &Context, key: TextKey, meaning: Input) -> ElementNode {
    button()
        .class("quiet")
        .r#type("button")
        .text(context.text(key))
        .on(ev::click, context.on_input(meaning))
}
