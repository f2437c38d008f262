//! The scores: eleven, seven or five.
//!
//! Native radios of one name in a group named by the question: one tab stop, arrows move and
//! select, each is spoken as "7 out of 10" and the ends with their meaning. The radio covers its
//! face, so a finger or a pointer hits the real thing. 0 comes first in reading order.

use super::html::{button, div, input, label, span};
use super::{Context, ElementNode};
use crate::widget::{clock, state::Input};
use gloo_timers::callback::Timeout;
use leptos::{ev, prelude::*};
use outoften_core::Score;
use outoften_core::survey::TextKey;
use std::sync::Arc;
use web_sys::{Event, MouseEvent};

/// A score selected by pointer may be changed this long before it is sent as a first revision.
const UNDO_MS: u32 = 1_000;
/// It is seen for this long before the question folds. What moves later than half a second after a
/// click would count as the page's own shift.
const SEEN_MS: u32 = 200;

#[component]
pub(super) fn Scale(context: Context) -> ElementNode {
    let (lowest, highest) = context.survey.metric.scale();
    let steps = if lowest == 0 {
        "11"
    } else if highest == 7 {
        "7"
    } else {
        "5"
    };
    let take = Arc::clone(&context.take);
    let group = div()
        .class("scale")
        .attr("data-steps", steps)
        .attr("role", "radiogroup")
        .attr("aria-labelledby", "oot-question")
        .on(ev::click, settle_after_pointer(Arc::clone(&context.take)))
        .on(ev::change, move |event| {
            if let Some(score) = score_of(&event) {
                take(Input::Choose(score));
            }
        });
    context.survey.metric.scores().fold(group, |group, score| {
        group.child(Cell(CellProps { context: context.clone(), score }))
    })
}

#[component]
fn Cell(context: Context, score: Score) -> ElementNode {
    let number = score.digits();
    let radio = input()
        .r#type("radio")
        .attr("name", "oot-score")
        .attr("value", number)
        .attr("aria-label", &context.wording.spoken(score))
        .prop("checked", move || context.state.with(|card| card.score == Some(score)));
    let face = span().class("face").attr("aria-hidden", "true").text(number);
    label().class("cell").child(radio).child(face)
}

/// What stands for the question once it is answered, and brings it back.
#[component]
pub(super) fn Chosen(context: Context) -> ElementNode {
    let (card, wording) = (context.state.clone(), Arc::clone(&context.wording));
    button()
        .class("change")
        .r#type("button")
        .on(ev::click, context.on_input(Input::Change))
        .child(span())
        .child(span().text(context.text(TextKey::Change)))
        .effect(move |line| {
            let score = card.with(|card| card.score.filter(|_| card.folded));
            line.set_hidden(score.is_none());
            if let (Some(score), Some(said)) = (score, line.first_child()) {
                said.set_text_content(Some(&wording.chose(score)));
            }
        })
}

/// What the ends mean, for the eye; the ear has it in the ends' own names.
#[component]
pub(super) fn Ends(context: Context) -> ElementNode {
    div()
        .class("ends")
        .attr("aria-hidden", "true")
        .child(span().text(context.text(TextKey::Low)))
        .child(span().text(context.text(TextKey::High)))
}

fn score_of(event: &Event) -> Option<Score> {
    event_target_value(event).parse().ok().and_then(Score::new)
}

/// A pointer's choice is seen for a moment, and is deliberate once it has stood for another; an arrow
/// key's never is. A click made by a key has the detail 0. The radio's change comes after it.
fn settle_after_pointer(
    take: Arc<dyn Fn(Input) + Send + Sync>,
) -> impl FnMut(MouseEvent) + 'static {
    let mut pending: Option<(Timeout, Timeout)> = None;
    move |click| {
        let Some(score) = score_of(&click).filter(|_| click.detail() != 0) else { return };
        take(Input::Point(score));
        // What was to come after an earlier click no longer does.
        let next = (later(&take, SEEN_MS, Input::Follow), later(&take, UNDO_MS, Input::Settled));
        drop(pending.replace(next));
    }
}

fn later(take: &Arc<dyn Fn(Input) + Send + Sync>, ms: u32, input: Input) -> Timeout {
    let take = Arc::clone(take);
    clock::after(ms, Box::new(move || take(input)))
}
