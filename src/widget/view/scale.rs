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
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::MouseEvent;

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
    let pointed = Rc::new(Cell::new(false));
    let group = div()
        .class("scale")
        .attr("data-steps", steps)
        .attr("data-look", context.survey.scale().name())
        .attr("role", "radiogroup")
        .attr("aria-labelledby", "oot-question")
        .on(ev::click, settle_after_pointer(Arc::clone(&context.take), Rc::clone(&pointed)))
        .on(ev::change, move |event| {
            if let Some(score) = event_target_value(&event).parse().ok().and_then(Score::new) {
                take(if pointed.take() { Input::Point(score) } else { Input::Choose(score) });
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
    label()
        .class("cell")
        .attr("data-class", context.survey.metric.class(score).name())
        .child(radio)
        .child(face)
}

/// What stands for the question once it is answered, and brings it back.
#[component]
pub(super) fn Chosen(context: Context) -> ElementNode {
    let card = context.state.clone();
    div().switch(
        move || card.with(|card| card.folded),
        move |folded| {
            let score = context.state.with_untracked(|card| card.score).filter(|_| folded)?;
            let line = button()
                .class("change")
                .r#type("button")
                .child(span().text(&context.wording.chose(score)))
                .child(span().text(context.text(TextKey::Change)));
            Some(line.on(ev::click, context.on_input(Input::Change)))
        },
    )
}

/// What the ends mean, for the eye; the ear has it in the ends' own names.
#[component]
pub(super) fn Ends(context: Context) -> ElementNode {
    let (lowest, highest) = context.survey.metric.scale();
    let end = |value, key| {
        let number = Score::new(value).map_or("", Score::digits);
        span().attr("data-score", number).text(context.text(key))
    };
    div()
        .class("ends")
        .attr("aria-hidden", "true")
        .child(end(lowest, TextKey::Low))
        .child(end(highest, TextKey::High))
}

/// A pointer's choice is deliberate once it has stood for a moment; an arrow key's never is. A
/// click made by a key has the detail 0.
fn settle_after_pointer(
    take: Arc<dyn Fn(Input) + Send + Sync>,
    pointed: Rc<Cell<bool>>,
) -> impl FnMut(MouseEvent) + 'static {
    let mut pending: Option<[Timeout; 2]> = None;
    move |click| {
        // The radio's change follows its click.
        pointed.set(click.detail() != 0);
        if click.detail() == 0 {
            return;
        }
        let later = |ms, input: Input| {
            let take = Arc::clone(&take);
            clock::after(ms, Box::new(move || take(input)))
        };
        let both = [later(SEEN_MS, Input::Follow), later(UNDO_MS, Input::Settled)];
        for earlier in pending.replace(both).into_iter().flatten() {
            earlier.cancel();
        }
    }
}
