//! The eleven scores.
//!
//! Native radios of one name in a group named by the question: one tab stop, arrows move and
//! select, each is spoken as "7 out of 10" and the ends with their meaning. The radio covers its
//! face, so a finger or a pointer hits the real thing. 0 comes first in reading order.

use super::card::Scene;
use crate::widget::state::Input;
use core::time::Duration;
use leptos::prelude::*;
use leptos::{ev, html};
use outoften_core::Score;
use outoften_core::survey::TextKey;

/// A score selected by pointer may be changed this long before it is sent as a first revision.
const UNDO_MS: u64 = 1_000;

pub(super) fn scale(scene: &Scene) -> impl IntoView + use<> {
    let cells: Vec<_> = Score::all().map(|score| cell(scene, score)).collect();
    (
        html::div()
            .class("scale")
            .role("radiogroup")
            .aria_labelledby("oot-question")
            .on(ev::click, settle_after_pointer(scene.input))
            .child(cells),
        html::div()
            .class("ends")
            .aria_hidden("true")
            .child((end(scene, TextKey::Low), end(scene, TextKey::High))),
    )
}

fn end(scene: &Scene, key: TextKey) -> impl IntoView + use<> {
    html::span().child(scene.text(key))
}

fn cell(scene: &Scene, score: Score) -> impl IntoView + use<> {
    let (card, input) = (scene.card, scene.input);
    html::label().class("cell").child((
        html::input()
            .r#type("radio")
            .name("oot-score")
            .value(score.to_string())
            .aria_label(scene.wording.spoken(score))
            .prop("checked", move || card.with(|card| card.score == Some(score)))
            .on(ev::change, move |_| input.run(Input::Choose(score))),
        html::span().class("face").aria_hidden("true").child(score.to_string()),
    ))
}

/// A pointer's choice is deliberate once it has stood for a moment; an arrow key's never is. A
/// click made by a key has the detail 0.
fn settle_after_pointer(input: Callback<Input>) -> impl FnMut(web_sys::MouseEvent) {
    let mut pending: Option<TimeoutHandle> = None;
    move |click| {
        if click.detail() == 0 {
            return;
        }
        if let Some(handle) = pending.take() {
            handle.clear();
        }
        let settled = move || input.run(Input::Settled);
        pending = set_timeout_with_handle(settled, Duration::from_millis(UNDO_MS)).ok();
    }
}
