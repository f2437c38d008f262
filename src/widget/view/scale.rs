//! The scores: eleven, seven or five.
//!
//! Native radios of one name in a group named by the question: one tab stop, arrows move and
//! select, each is spoken as "7 out of 10" and the ends with their meaning. The radio covers its
//! face, so a finger or a pointer hits the real thing. 0 comes first in reading order.

use super::{Part, Scene};
use crate::widget::{clock, state::Input};
use gloo_timers::callback::Timeout;
use outoften_core::Score;
use outoften_core::survey::TextKey;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, MouseEvent};

/// A score selected by pointer may be changed this long before it is sent as a first revision.
const UNDO_MS: u32 = 1_000;

pub(super) fn scale(scene: &Scene) -> Part {
    let (lowest, highest) = scene.survey.metric.scale();
    let steps = if lowest == 0 {
        "11"
    } else if highest == 7 {
        "7"
    } else {
        "5"
    };
    let group = Part::new("div", "scale")
        .attr("data-steps", steps)
        .attr("role", "radiogroup")
        .attr("aria-labelledby", "oot-question")
        .on("click", settle_after_pointer(Rc::clone(&scene.input)))
        .on("change", choose(Rc::clone(&scene.input)));
    scene.survey.metric.scores().fold(group, |group, score| group.child(cell(scene, score)))
}

/// What the ends mean, for the eye; the ear has it in the ends' own names.
pub(super) fn ends(scene: &Scene) -> Part {
    Part::new("div", "ends")
        .attr("aria-hidden", "true")
        .child(Part::new("span", "").text(scene.text(TextKey::Low)))
        .child(Part::new("span", "").text(scene.text(TextKey::High)))
}

fn cell(scene: &Scene, score: Score) -> Part {
    let number = score.digits();
    let radio = Part::new("input", "")
        .attr("type", "radio")
        .attr("name", "oot-score")
        .attr("value", number)
        .attr("aria-label", &scene.wording.spoken(score))
        .follow(&scene.card, move |radio, card| {
            let chosen = card.score == Some(score);
            radio.unchecked_ref::<HtmlInputElement>().set_checked(chosen);
        });
    let face = Part::new("span", "face").attr("aria-hidden", "true").text(number);
    Part::new("label", "cell").child(radio).child(face)
}

fn choose(take: Rc<dyn Fn(Input)>) -> impl FnMut(&Event) + 'static {
    move |event| {
        let radio = event.target().map(JsCast::unchecked_into::<HtmlInputElement>);
        let number = radio.and_then(|radio| radio.value().parse().ok());
        if let Some(score) = number.and_then(Score::new) {
            take(Input::Choose(score));
        }
    }
}

/// A pointer's choice is deliberate once it has stood for a moment; an arrow key's never is. A
/// click made by a key has the detail 0.
fn settle_after_pointer(take: Rc<dyn Fn(Input)>) -> impl FnMut(&Event) + 'static {
    let mut pending: Option<Timeout> = None;
    move |event| {
        if event.unchecked_ref::<MouseEvent>().detail() == 0 {
            return;
        }
        let take = Rc::clone(&take);
        if let Some(earlier) =
            pending.replace(clock::after(UNDO_MS, Box::new(move || take(Input::Settled))))
        {
            earlier.cancel();
        }
    }
}
