//! The frame of the card: the brand, the face that fits the state, the closing cross, and the
//! line that is spoken.
//!
//! A popup is a dialog that is not modal: it never takes the focus, never traps it, comes last in
//! reading order, and Escape closes it only from inside. Keys pressed inside do not reach the
//! page's own shortcuts; those of an input method are its own.

use super::{Part, comment, drivers, farewell, scale};
use crate::widget::host;
use crate::widget::live::Live;
use crate::widget::state::{Card, Input, Step};
use outoften_core::survey::{Brand, Mode, Survey, TextKey, Wording};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

/// The code of a key that an input method takes; some browsers have ended the composition by then.
const INPUT_METHOD: u32 = 229;

/// Everything a piece of the card needs.
#[derive(Clone)]
pub(in crate::widget) struct Scene {
    /// The state.
    pub card: Live<Card>,
    /// What it says.
    pub wording: Rc<Wording>,
    /// What it asks and how it looks.
    pub survey: Rc<Survey>,
    /// Decides about the order of the reasons.
    pub lot: String,
    /// Takes what the person does.
    pub input: Rc<dyn Fn(Input)>,
    /// How it stands.
    pub mode: Mode,
}

impl Scene {
    /// The text of a key.
    pub(super) fn text(&self, key: TextKey) -> &str {
        self.wording.get(key)
    }

    /// A listener that always means the same.
    pub(super) fn mean(&self, input: Input) -> impl FnMut(&Event) + 'static {
        let take = Rc::clone(&self.input);
        move |_| take(input.clone())
    }
}

/// The whole card.
pub(in crate::widget) fn card(scene: &Scene) -> Part {
    // Spoken by assistive technology when the host puts words into it.
    let spoken = Part::new("p", "said").attr("role", "status");
    Part::new("div", "root")
        .attr("lang", &scene.wording.language)
        .attr("dir", if scene.wording.is_rtl() { "rtl" } else { "ltr" })
        .attr("data-theme", scene.survey.brand.theme.name())
        .attr("data-mode", scene.mode.name())
        .child(spoken)
        .child(frame(scene))
        .on("keydown", keep_key(Rc::clone(&scene.input)))
        .on("keyup", |key| key.stop_propagation())
        .on("keypress", |key| key.stop_propagation())
}

fn keep_key(take: Rc<dyn Fn(Input)>) -> impl FnMut(&Event) + 'static {
    move |event| {
        event.stop_propagation();
        let key: &KeyboardEvent = event.unchecked_ref();
        let name = key.key();
        let (escapes, enters) = (name == "Escape", name == "Enter");
        if key.is_composing() || key.key_code() == INPUT_METHOD {
            // Neither the form nor the browser's own dialog may take it for itself.
            if escapes || enters {
                event.prevent_default();
            }
        } else if escapes {
            take(Input::Close);
        }
    }
}

fn frame(scene: &Scene) -> Part {
    let (tag, role) = match scene.mode {
        Mode::Modal => ("dialog", "dialog"),
        Mode::Inline => ("div", "region"),
        _ => ("div", "dialog"),
    };
    // The browser closes a modal dialog by itself; the card has to know.
    Part::new(tag, "card")
        .attr("role", role)
        .attr("aria-labelledby", "oot-question")
        .on("cancel", scene.mean(Input::Close))
        .child(brand(&scene.survey.brand))
        .child(face(scene))
        .child(close_button(scene))
}

/// The logo and the name; a logo that cannot be loaded leaves the name alone.
fn brand(brand: &Brand) -> Part {
    let mut part = Part::new("div", if brand.is_shown() { "brand" } else { "" });
    if brand.cover.is_some() {
        part = part.attr("data-cover", "");
    }
    if let Some(logo) = &brand.logo {
        let image = Part::new("img", "").attr("alt", "").attr("src", logo).on("error", |event| {
            if let Some(image) = event.target() {
                image.unchecked_into::<HtmlElement>().set_hidden(true);
                host::warn("brand.logo cannot be loaded; serve it there, or take it out");
            }
        });
        part = part.child(image);
    }
    if brand.is_named() {
        part = part.child(Part::new("span", "").text(&brand.name));
    }
    part
}

fn face(scene: &Scene) -> Part {
    let own = scene.clone();
    Part::new("div", "").hold(
        &scene.card,
        |card| card.step == Step::Asking,
        move |asks| Some(if asks { asking(&own) } else { farewell::thanks(&own) }),
    )
}

/// One form: Enter in the group sends, as in any form.
fn asking(scene: &Scene) -> Part {
    let take = Rc::clone(&scene.input);
    let question =
        Part::new("p", "question").attr("id", "oot-question").text(scene.wording.question());
    Part::new("form", "")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            take(Input::Send);
        })
        .child(question)
        .child(scale::scale(scene))
        .child(scale::ends(scene))
        .child(drivers::drivers(scene))
        .child(comment::comment(scene))
        .child(farewell::choices(scene))
}

/// Last in reading order, first to the eye.
fn close_button(scene: &Scene) -> Part {
    Part::new("button", "close")
        .attr("type", "button")
        .attr("aria-label", scene.text(TextKey::Close))
        .on("click", scene.mean(Input::Close))
}
